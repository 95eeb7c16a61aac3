"""Choosing a part of a picture, beside how customers will see it, and two ways to go on."""

from PySide6.QtCore import QRect, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import figures, isolate, tr
from kitchen_app.ui.shop.crop_view import CropView, Preview
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_LARGER, _SMALLER = 1.25, 0.8


class CropPane(QWidget):
    """The frame with its buttons.

    Signals:
        agreed: the `QImage` and the `QRect` of it that customers should see.
        declined: another file is wanted.
    """

    agreed = Signal(object, object)
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = CropView(theme, self)
        self.preview = Preview(theme, self)
        self._size = WrapLabel("meta", self)
        self.smaller_button = self._button("step", "smaller", shown="−")
        self.larger_button = self._button("step", "larger", shown="+")
        self.back_button = self._button("quiet", "other")
        self.send_button = self._button("primary", "send")
        side = QVBoxLayout()
        side.setSpacing(theme.px("unit"))
        side.addWidget(WrapLabel("meta", self, text=tr("shop_picture.preview")))
        side.addWidget(self.preview)
        side.addWidget(self._size)
        steps = QHBoxLayout()
        steps.setSpacing(theme.px("unit"))
        steps.addWidget(self.smaller_button)
        steps.addWidget(self.larger_button)
        side.addLayout(steps)
        side.addStretch(1)
        side.addWidget(self.back_button)
        side.addWidget(self.send_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("apart"))
        row.addWidget(self.view, 1)
        row.addLayout(side)
        self.view.framed.connect(self._show_part)
        self.smaller_button.clicked.connect(self._shrink)
        self.larger_button.clicked.connect(self._grow)
        self.back_button.clicked.connect(self.declined)
        self.send_button.clicked.connect(self._agree)

    def _button(self, role: str, key: str, *, shown: str = "") -> TouchButton:
        text = tr(f"shop_picture.{key}")
        button = TouchButton(role, self, text=shown or text)
        button.setAccessibleName(text)
        return button

    def show_image(self, image: QImage) -> None:
        """Begin with another picture."""
        self.view.show_image(image)
        self.let_go(can=True)

    def let_go(self, *, can: bool) -> None:
        """Let people choose, or not while something is under way."""
        buttons = (self.smaller_button, self.larger_button, self.back_button, self.send_button)
        for part in (self.view, *buttons):
            part.setEnabled(can)

    @Slot()
    def _shrink(self) -> None:
        self.view.zoom(_SMALLER)

    @Slot()
    def _grow(self) -> None:
        self.view.zoom(_LARGER)

    @Slot()
    def _agree(self) -> None:
        self.agreed.emit(self.view.image, self.view.part)

    @Slot(object)
    def _show_part(self, part: QRect) -> None:
        self.preview.show_part(self.view.image, part)
        size = figures(f"{part.width()} × {part.height()}")
        self._size.show_text(tr("shop_picture.size", size=isolate(size)))
