"""The public holidays of the next year, each a touch away from being a special day."""

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.markets import MARKETS, Market
from kitchen_app.domain.public_holidays import Holiday
from kitchen_app.domain.said_days import Specials
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.hours_asks import HoursAsks
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.shop.entries import entry_on
from kitchen_app.ui.shop.hours_words import dates_text
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton

_AHEAD = timedelta(days=365)


class HolidayPane(QWidget):
    """Offers what the list has; days that an entry holds already are told and not offered.

    Signals:
        chosen: the `Holiday` that was touched.
        left: somebody goes back to the entries.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._asks: HoursAsks | None = None
        self._held: Specials = ()
        self._wanted: tuple[Market, date] | None = None
        self.holidays: tuple[Holiday, ...] = ()
        self.buttons: list[WordsButton] = []
        self.told = WrapLabel("option", self)
        self.back_button = TouchButton("small", self, text=tr("specials.to_entries"))
        self.back_button.setMinimumHeight(theme.px("target"))
        scroll = TouchScroll(self, spacing=theme.px("unit"))
        scroll.column.addWidget(self.told)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px("unit"))
        scroll.column.addLayout(self._rows)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        column.addWidget(scroll, 1)
        column.addWidget(self.back_button)
        self.back_button.clicked.connect(self.left)

    def connect_asks(self, asks: Asks) -> None:
        self._asks = asks.hours
        self._asks.holidays_told.connect(self.show_holidays)
        self._asks.holidays_failed.connect(self._take_failure)

    def look_up(self, zone_name: str, today: date) -> None:
        """Show the holidays of the place for a year from today; they are looked up once a day."""
        market = MARKETS.get(zone_name)
        if market is None or self._asks is None or self._wanted == (market, today):
            return
        self._wanted = (market, today)
        self._show_rows((), tr("specials.holidays_coming"))
        self._asks.list_holidays(market.country, today, today + _AHEAD)

    def show_held(self, value: Specials) -> None:
        """Take the entries that there are."""
        self._held = value
        for button, holiday in zip(self.buttons, self.holidays, strict=True):
            is_free = _is_free(holiday, value)
            button.setEnabled(is_free)
            button.show_hint("" if is_free else tr("specials.holiday_held"))

    @Slot(object, object)
    def show_holidays(self, country: str, holidays: tuple[Holiday, ...]) -> None:
        """Offer the holidays of a country, if they are still those that are wanted."""
        if self._wanted is None or self._wanted[0].country != country:
            return
        told = tr("specials.holidays" if holidays else "specials.holidays_none")
        if holidays and self._wanted[0].has_islamic_days:
            told += " " + tr("specials.holidays_may_move")
        self._show_rows(holidays, told)

    @Slot()
    def _take_failure(self) -> None:
        self._wanted = None
        self._show_rows((), tr("specials.holidays_failed"))

    def _show_rows(self, holidays: tuple[Holiday, ...], told: str) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.told.show_text(told)
        self.holidays = holidays
        self.buttons = [self._row(each, position) for position, each in enumerate(holidays)]
        self.show_held(self._held)

    def _row(self, holiday: Holiday, position: int) -> WordsButton:
        button = WordsButton(self._theme, "total", parent=self)
        dates = dates_text(holiday.first, holiday.last)
        text = tr("specials.entry", dates=dates, words=_name(holiday))
        button.show_words(text, spoken=text)
        button.setProperty("position", position)
        button.clicked.connect(self._choose)
        self._rows.addWidget(button)
        return button

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.holidays[self.sender().property("position")])


def _name(holiday: Holiday) -> str:
    """Return what the days are called: the first and the last of several names."""
    first, last = isolate(holiday.names[0]), isolate(holiday.names[-1])
    return first if first == last else tr("hours.dates", first=first, last=last)


def _is_free(holiday: Holiday, held: Specials) -> bool:
    """Return whether none of the days is in an entry."""
    count = (holiday.last - holiday.first).days + 1
    days = (holiday.first + timedelta(days=each) for each in range(count))
    return all(entry_on(held, day) is None for day in days)
