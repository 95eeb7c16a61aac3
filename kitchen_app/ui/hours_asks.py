"""What people ask about the shop's hours."""

from functools import partial

from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.change_asks import ChangeAsks


class HoursAsks(ChangeAsks):
    """Sets the week and the special days."""

    def set_week(self, week: Week, based_on: Week) -> None:
        """Replace the ordinary hours."""
        make = partial(self._kitchen.hours.set_week, week, based_on=based_on)
        self._change(ChangeKind.WEEK, make)

    def set_specials(self, spoken: tuple[SpecialDays, ...], based_on: OpeningHours) -> None:
        """Replace all special days."""
        make = partial(self._kitchen.hours.set_specials, spoken, based_on=based_on)
        self._change(ChangeKind.SPECIALS, make)
