"""What stands beside the calendar: the special days as entries, or the holidays to begin with."""

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from kitchen_app.domain.hours import SpecialDays
from kitchen_app.domain.markets import MARKETS
from kitchen_app.domain.said_days import Specials
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop import hours_words
from kitchen_app.ui.shop.entries import EntryList
from kitchen_app.ui.shop.holiday_pane import HolidayPane
from kitchen_app.ui.shop.periods_editor import PeriodsEditor
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class EntrySide(QStackedWidget):
    """Shows the chosen entry with its hours, and under it all of them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place: tuple[str, date] | None = None
        self.hint = WrapLabel("option", self)
        self._dates = WrapLabel("strong", self)
        self.entries = EntryList(theme, self)
        self.periods = PeriodsEditor(theme, self)
        self.move_button = _button(theme, "specials.move", self)
        self.remove_button = _button(theme, "specials.remove", self)
        self.holidays_button = _button(theme, "specials.from_holidays", self)
        self.clear_button = _button(theme, "specials.clear", self)
        self.holidays = HolidayPane(theme, self)
        self.addWidget(self._entry_column())
        self.addWidget(self.holidays)
        self.holidays_button.clicked.connect(self._offer_holidays)
        self.holidays.left.connect(self._leave_holidays)

    def _entry_column(self) -> TouchScroll:
        feet = QHBoxLayout()
        feet.setSpacing(self._theme.px("gap"))
        feet.addWidget(self.move_button, 1)
        feet.addWidget(self.remove_button, 1)
        scroll = TouchScroll(self, spacing=self._theme.px("unit"))
        for part in (self.hint, self._dates, self.periods):
            scroll.column.addWidget(part)
        scroll.column.addLayout(feet)
        scroll.column.addSpacing(self._theme.px("gap"))
        scroll.column.addWidget(self.entries)
        scroll.column.addWidget(self.holidays_button)
        scroll.column.addSpacing(self._theme.px("apart"))
        scroll.column.addWidget(self.clear_button)
        scroll.column.addStretch(1)
        return scroll

    def show_value(
        self, value: Specials, chosen: SpecialDays | None, *, zone_name: str, today: date
    ) -> None:
        """Show the entries; holidays are offered where a list has those of the shop's place."""
        self._place = (zone_name, today) if zone_name in MARKETS else None
        self.entries.show_entries(value, chosen)
        self.holidays.show_held(value)
        for part in (self._dates, self.periods, self.move_button, self.remove_button):
            part.setVisible(chosen is not None)
        if chosen is not None:
            self._dates.show_text(hours_words.dates_text(chosen.first, chosen.last))
            self.periods.show_day(chosen.first, chosen.periods)
        self.clear_button.setEnabled(bool(value))
        self.holidays_button.setVisible(self._place is not None)

    def show_entries(self) -> None:
        """Show the entries instead of the holidays."""
        self.setCurrentIndex(0)

    @Slot()
    def _offer_holidays(self) -> None:
        if self._place is not None:
            self.holidays.look_up(*self._place)
            self.setCurrentWidget(self.holidays)
            self.holidays.back_button.setFocus()

    @Slot()
    def _leave_holidays(self) -> None:
        self.show_entries()
        self.holidays_button.setFocus()


def _button(theme: Theme, key: str, parent: QWidget) -> TouchButton:
    button = TouchButton("small", parent, text=tr(key))
    button.setMinimumHeight(theme.px("target"))
    return button
