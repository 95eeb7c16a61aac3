"""A count that is chosen with two large buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_MINUS, _PLUS = "\u2212", "+"


class Stepper(QWidget):
    """From `least` to `most`; the names of its buttons say what is counted.

    `figures` writes a count in the figures of the screen.

    Signals:
        count_changed: the count is another now.
    """

    count_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        most: int,
        less: str,
        more: str,
        least: int = 0,
        figures: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._most = most
        self._figures = figures
        self._count = least
        self.less_button = TouchButton("step", self)
        self.more_button = TouchButton("step", self)
        self._figure = WrapLabel("title", self)
        self.less_button.show_words(_MINUS, spoken=less)
        self.more_button.show_words(_PLUS, spoken=more)
        for part in (self.less_button, self.more_button):
            part.setFixedWidth(theme.px("target") + theme.px("unit"))
        self._figure.setFixedWidth(theme.px("target"))
        self._figure.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("half"))
        for each in (self.less_button, self._figure, self.more_button):
            row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self.less_button.clicked.connect(self._take)
        self.more_button.clicked.connect(self._add)
        self._show()

    @property
    def count(self) -> int:
        return self._count

    def begin(self, count: int, *, least: int, most: int) -> None:
        """Start from another count between other bounds; nothing is told."""
        self._least, self._most = least, most
        self._count = count
        self._show()

    @Slot()
    def _take(self) -> None:
        self._set(self._count - 1)

    @Slot()
    def _add(self) -> None:
        self._set(self._count + 1)

    def _set(self, count: int) -> None:
        self._count = min(max(count, self._least), self._most)
        self._show()
        self.count_changed.emit()

    def _show(self) -> None:
        self._figure.show_text(self._figures(str(self._count)))
        self.less_button.setEnabled(self._count > self._least)
        self.more_button.setEnabled(self._count < self._most)
