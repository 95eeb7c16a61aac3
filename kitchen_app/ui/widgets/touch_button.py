"""A button for wet fingers and for the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TouchButton(QPushButton):
    """Looks by role (see the style sheet); Enter presses it; a touch leaves no focus ring.

    A screen reader says what it shows, unless `show_words` gives it a sentence.
    """

    def __init__(self, role: str, parent: QWidget | None = None, *, text: str = "") -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, text: str, *, spoken: str) -> None:
        """Show `text`; `spoken` is the whole sentence for a screen reader."""
        if text != self.text():
            self.setText(text)
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
