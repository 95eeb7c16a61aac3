"""A count that is chosen with two large buttons."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_MINUS, _PLUS = "\u2212", "+"


class Stepper(QWidget):
    """From 0 to `most`; the names of its buttons say what is counted.

    Signals:
        count_changed: the count is another now.
    """

    count_changed = Signal()

    def __init__(
        self, theme: Theme, *, most: int, less: str, more: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._count = 0
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

    @Slot()
    def _take(self) -> None:
        self._set(self._count - 1)

    @Slot()
    def _add(self) -> None:
        self._set(self._count + 1)

    def _set(self, count: int) -> None:
        self._count = min(max(count, 0), self._most)
        self._show()
        self.count_changed.emit()

    def _show(self) -> None:
        self._figure.show_text(str(self._count))
        self.less_button.setEnabled(self._count > 0)
        self.more_button.setEnabled(self._count < self._most)
