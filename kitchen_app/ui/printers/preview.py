"""The picture of a ticket as it will come out of the printer."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kitchen_app.domain.tickets import Copy
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class TicketPreview(QWidget):
    """Shows one of three papers; what was asked for last is what is shown.

    Signals:
        picture_requested: the number of the picture, the `Copy`, and how many pixels wide.
    """

    picture_requested = Signal(int, object, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._asked_px = 0
        self.copy = Copy.KITCHEN
        options = [Option(value=copy, words=tr(f"setup.paper_{copy.value}")) for copy in Copy]
        self.grid = SegmentGrid(theme, tr("setup.preview"), options, self)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.said = WrapLabel("option", self)
        self.said.hide()
        self.scroll_area = TouchScroll(self, spacing=0)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scroll_area.setAccessibleName(tr("setup.preview"))
        self.scroll_area.column.addWidget(self.picture)
        self.scroll_area.column.addWidget(self.said)
        self.scroll_area.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("unit"))
        column.addWidget(WrapLabel("strong", self, text=tr("setup.preview")))
        column.addWidget(self.grid)
        column.addWidget(self.scroll_area, 1)
        self.grid.show_value(self.copy)
        self.grid.picked.connect(self._pick)

    @property
    def number(self) -> int:
        """The number of the picture that was asked for last."""
        return self._number

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.scroll_area.viewport().width() != self._asked_px:
            self.ask()

    @Slot()
    def ask(self) -> None:
        """Have the picture drawn anew."""
        self._number += 1
        self._asked_px = self.scroll_area.viewport().width()
        self.picture_requested.emit(self._number, self.copy, self._asked_px)

    @Slot(int, object)
    def show_picture(self, number: int, image: QImage) -> None:
        """Show a picture, unless another has been asked for."""
        if number != self._number:
            return
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.setAccessibleName(tr(f"setup.paper_{self.copy.value}"))
        self.picture.show()
        self.said.hide()

    @Slot(int)
    def show_none(self, number: int) -> None:
        """Say that there is no picture."""
        if number == self._number:
            self.picture.hide()
            self.said.show_text(tr("setup.no_preview"))
            self.said.show()

    @Slot(object)
    def _pick(self, copy: Copy) -> None:
        self.copy = copy
        self.grid.show_value(copy)
        self.scroll_area.verticalScrollBar().setValue(0)
        self.ask()
