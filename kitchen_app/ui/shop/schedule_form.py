"""What the forms of the week and of the special days have in common."""

from datetime import datetime
from typing import Generic, TypeVar

from kitchen_app.domain.hours import InvalidHours
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.change_asks import ChangeAsks
from kitchen_app.ui.shop import hours_words
from kitchen_app.ui.shop.form import Form

K = TypeVar("K")
S = TypeVar("S")


class ScheduleForm(Form[K, S, InvalidHours], Generic[K, S]):
    """Hours by the shop's own wall clock."""

    def asks_of(self, asks: Asks) -> ChangeAsks:
        return asks.hours

    def fault_words(self, fault: InvalidHours) -> str:
        return hours_words.fault_text(fault)

    def place_words(self, now: datetime) -> str:
        return hours_words.zone_text(self.facts.zone_name, now + self.facts.clock_offset)
