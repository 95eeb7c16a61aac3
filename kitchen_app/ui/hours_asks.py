"""What people ask about the shop's hours."""

import asyncio
from datetime import date
from functools import partial

from PySide6.QtCore import Signal

from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.carrier import Answer
from kitchen_app.ui.change_asks import ChangeAsks
from kitchen_app.ui.holiday_list import holidays_between
from kitchen_app.ui.i18n import language


class HoursAsks(ChangeAsks):
    """Sets the week and the special days.

    Signals:
        holidays_told: a country, and its `Holiday`s.
        holidays_failed: the list could not be read.
    """

    holidays_told = Signal(str, object)
    holidays_failed = Signal()

    def set_week(self, week: Week, based_on: Week) -> None:
        """Replace the ordinary hours."""
        front = self.talk.front
        make = partial(front.hours.set_week, week, based_on=based_on)
        self._change(front, ChangeKind.WEEK, make)

    def set_specials(self, spoken: tuple[SpecialDays, ...], based_on: OpeningHours) -> None:
        """Replace all special days."""
        front = self.talk.front
        make = partial(front.hours.set_specials, spoken, based_on=based_on)
        self._change(front, ChangeKind.SPECIALS, make)

    def list_holidays(self, country: str, first: date, last: date) -> None:
        """Ask which days are holidays, in the words of the screen's language."""
        look = asyncio.to_thread(holidays_between, country, first, last, language())
        self._carrier.fetch(look, partial(self._take_holidays, country))

    def _take_holidays(self, country: str, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.holidays_told.emit(country, answer.result())
            return
        self._carrier.tell_fault(error)
        self.holidays_failed.emit()
