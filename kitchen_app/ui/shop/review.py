"""What differs, line by line, and two ways to go on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton


class ReviewPane(QWidget):
    """Shown before something is sent, and when something else is there than what was edited.

    Signals:
        agreed: the way on was chosen.
        declined: the way back was.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = WrapLabel("strong", self)
        self._lines = TouchScroll(self, spacing=theme.px("gap"))
        self._told: list[WrapLabel] = []
        self.back_button = WordsButton(theme, "choice", parent=self)
        self.go_button = WordsButton(theme, "work", parent=self)
        feet = QHBoxLayout()
        feet.setSpacing(theme.px("apart"))
        for button in (self.back_button, self.go_button):
            button.show_hint("")
            feet.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        column.addWidget(self._title)
        column.addWidget(self._lines, 1)
        column.addLayout(feet)
        self._lines.column.addStretch(1)
        self.go_button.clicked.connect(self.agreed)
        self.back_button.clicked.connect(self.declined)

    def ask(self, title: str, lines: Sequence[str], *, back: str, go: str) -> None:
        """Show what differs and what can be done about it."""
        self._title.show_text(title)
        for label in self._told:
            label.hide()
            label.deleteLater()
        self._told = [WrapLabel("option", self._lines.content, text=line) for line in lines]
        for place, label in enumerate(self._told):
            self._lines.column.insertWidget(place, label)
        self.back_button.show_words(back, spoken=back)
        self.go_button.show_words(go, spoken=go)
        self.let_go(can=True)

    def let_go(self, *, can: bool) -> None:
        """Let people choose, or not while something is under way."""
        for button in (self.back_button, self.go_button):
            button.setEnabled(can)

    @property
    def lines(self) -> list[str]:
        """What is said to differ."""
        return [label.text() for label in self._told]
