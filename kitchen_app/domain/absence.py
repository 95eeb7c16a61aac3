"""What happened to orders while we were away: the line was down, or the machine or the program was.

Keeta documents no list of orders: what came while we were away is known only when a message is
sent again, or when an order is read back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kitchen_app.domain.order import Order, Party, Status
from kitchen_app.domain.outlook import has_left

NOTICED_WITHIN = timedelta(seconds=10)
"""So soon being offline is noticed, and its end; news that is no older was not missed (ours)."""


class Meanwhile(StrEnum):
    """What nobody could see when it happened."""

    CAME = "came"  # the order was placed, and is still to be made
    LOST = "lost"  # it ended before anybody here could accept it


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A time in which nothing could reach us; both moments in our clock."""

    since: datetime
    until: datetime

    def hid(self, happened_at: datetime, learned_at: datetime) -> bool:
        """Tell whether something happened meanwhile and became known only by our return.

        News that came in meanwhile all the same was on the board at once: nobody missed it.
        """
        was_away = self.since - NOTICED_WITHIN <= happened_at < self.until
        was_late = learned_at - happened_at > NOTICED_WITHIN
        return was_away and was_late and learned_at >= self.until - NOTICED_WITHIN


def meanwhile(order: Order, absences: Iterable[Absence]) -> Meanwhile | None:
    """Return what happened to an order behind our back; its moments are in our clock.

    It came meanwhile if it was placed in an absence that hid it, and if it is still in the
    kitchen. It was lost if it was cancelled in an absence that hid that, or had been when we
    first heard of an order that came meanwhile. What was accepted is never lost: the kitchen is
    told to stop. Nor is what the shop itself has ended.
    """
    known = tuple(absences)
    has_come = any(each.hid(order.placed_at, order.received_at) for each in known)
    if order.status is Status.CANCELLED:
        return Meanwhile.LOST if _was_lost(order, known, has_come=has_come) else None
    is_here = order.status is not Status.COMPLETED and not has_left(order)
    return Meanwhile.CAME if has_come and is_here else None


def _was_lost(order: Order, absences: tuple[Absence, ...], *, has_come: bool) -> bool:
    ended = order.cancellation
    was_accepted = order.accepted_at or order.ready_at
    if ended is None or was_accepted or ended.by is Party.MERCHANT:
        return False
    # Where Keeta does not tell when, the moment of reading stands for it; by its limit it ended.
    ended_at = min(ended.at, order.accept_by)
    if has_come and ended_at <= order.received_at + NOTICED_WITHIN:
        return True
    return any(each.hid(ended_at, ended.seen_at) for each in absences)
