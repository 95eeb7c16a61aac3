"""One picture over the whole panel; a touch beside the arrows closes it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.pictures import draw_inside
from kitchen_app.ui.widgets.touch_button import TouchButton

_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PictureViewer(QWidget):
    """Esc closes it, arrow keys and buttons go through the pictures round and round."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ground = parent
        self._images: Sequence[QImage] = ()
        self.index = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.back_button = TouchButton("quiet", self, text=tr("picture.back"))
        self.next_button = TouchButton("quiet", self, text=tr("picture.next"))
        self.back_button.setAccessibleName(tr("picture.back"))
        self.next_button.setAccessibleName(tr("picture.next"))
        self.back_button.clicked.connect(self.close_viewer)
        self.next_button.clicked.connect(self._go_on)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px("apart"))
        buttons.addWidget(self.back_button, 1)
        buttons.addWidget(self.next_button, 1)
        column = QVBoxLayout(self)
        apart = theme.px("apart")
        column.setContentsMargins(apart, apart, apart, apart)
        column.addStretch(1)
        column.addLayout(buttons)
        self.hide()

    @Slot(object, int)
    def open_at(self, images: Sequence[QImage], index: int) -> None:
        """Show one of these pictures, over all of the parent."""
        self._images = images
        self.next_button.setVisible(len(images) > 1)
        self.setGeometry(self._ground.rect())
        self._show(index)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_viewer(self) -> None:
        """Show the panel again; what came of the pictures is forgotten."""
        self._images = ()
        self.hide()
        self._ground.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_viewer()
        elif (step := _KEYS.get(Qt.Key(event.key()))) is not None:
            self._show(self.index + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.close_viewer()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("strip"))
        if not self._images:
            return
        apart = self._theme.px("apart")
        room = self.rect().adjusted(apart, apart, -apart, 0)
        room.setBottom(self.back_button.geometry().top() - apart)
        draw_inside(painter, self._images[self.index], room)

    @Slot()
    def _go_on(self) -> None:
        self._show(self.index + 1)

    def _show(self, index: int) -> None:
        self.index = index % len(self._images)
        place = tr("picture.place", place=self.index + 1, count=len(self._images))
        self.setAccessibleName(place)
        self.update()
