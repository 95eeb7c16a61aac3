"""A short word on a filled ground."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel


class Badge(QFrame):
    """A word that marks the whole screen, such as DEMO, or by its `kind` a part of a card."""

    def __init__(
        self, theme: Theme, text: str, parent: QWidget | None = None, *, kind: str = ""
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        row = QHBoxLayout(self)
        row.setContentsMargins(
            theme.px("unit"), theme.px("half"), theme.px("unit"), theme.px("half")
        )
        row.addWidget(WrapLabel("badge", self, text=text))
