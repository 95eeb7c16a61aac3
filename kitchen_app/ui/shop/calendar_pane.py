"""A month with its name and the way to the months beside it."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.hours_words import month_text
from kitchen_app.ui.shop.month_grid import Mark, Month, MonthGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_DAY = timedelta(days=1)
_OVER_A_MONTH = timedelta(days=31)


class CalendarPane(QWidget):
    """Shows one month; those that are over are not gone back to.

    Signals:
        touched: the date.
    """

    touched = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = WrapLabel("strong", self)
        self._name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.grid = MonthGrid(theme, today, self)
        self.before_button = TouchButton("step", self)
        self.after_button = TouchButton("step", self)
        signs = ("‹", "›")  # in a line from the right each of them turns around by itself
        head = QHBoxLayout()
        for part in (self.before_button, self._name, self.after_button):
            head.addWidget(part, 1 if part is self._name else 0, Qt.AlignmentFlag.AlignVCenter)
        keys = ("specials.before", "specials.after")
        buttons = (self.before_button, self.after_button)
        for button, sign, key in zip(buttons, signs, keys, strict=True):
            button.show_words(sign, spoken=tr(key))
            button.setFixedWidth(theme.px("primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        column.addLayout(head)
        column.addWidget(self.grid, 1)
        self.grid.touched.connect(self.touched)
        self.grid.month_wanted.connect(self.turn_to)
        self.before_button.clicked.connect(self._go_before)
        self.after_button.clicked.connect(self._go_after)
        self.turn_to(today)

    def show_marks(self, marks: Mapping[date, Mark], today: date) -> None:
        """Show what the days of every month are."""
        self._show(max(self.grid.month.day, today), today, marks)

    @Slot(object)
    def turn_to(self, day: date) -> None:
        """Show the month of a day."""
        self._show(day, self.grid.month.today, self.grid.month.marks)

    def _show(self, day: date, today: date, marks: Mapping[date, Mark]) -> None:
        self.grid.show_month(Month(day=day, today=today, marks=marks))
        self._name.show_text(month_text(day))
        self.before_button.setEnabled(day.replace(day=1) > today)

    @Slot()
    def _go_before(self) -> None:
        self.turn_to(self.grid.month.day.replace(day=1) - _DAY)

    @Slot()
    def _go_after(self) -> None:
        self.turn_to((self.grid.month.day.replace(day=1) + _OVER_A_MONTH).replace(day=1))
