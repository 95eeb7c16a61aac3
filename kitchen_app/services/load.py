"""How busy the kitchen is: what a merchant should know before an order is accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from kitchen_app.domain.later import cooked_since, is_for_later
from kitchen_app.domain.order import Order
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView

_LATEST = 5
_FEWEST = 3
"""With fewer orders made there is nothing to reckon from, and nothing is said."""

_STEP_MIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is being cooked. Our clock.

    `cooking` orders are in preparation, the oldest since `oldest_since`; those for later are not
    among them. `ready_about` is when an order that is accepted now would be ready if it takes as
    long as the last five did: the median of their times from accepted to ready, upward to five
    minutes. The size of an order and what is in it play no part. None if fewer than three are
    known.
    """

    cooking: int
    oldest_since: datetime | None = None
    ready_about: datetime | None = None


def load_of(cards: Iterable[CardView], now: datetime) -> Load:
    """Return the load that the cards of the board tell of."""
    known = tuple(cards)
    accepted = [c.order for c in known if c.lane is Lane.PREPARING and c.can_strike]
    cooking = [order for order in accepted if not is_for_later(order, now)]
    made = sorted((c.order for c in known if c.order.ready_at), key=_ready_at)[-_LATEST:]
    lasted_s = [took.total_seconds() for order in made if (took := _took(order)) is not None]
    has_enough = len(lasted_s) >= _FEWEST
    return Load(
        cooking=len(cooking),
        oldest_since=min(map(cooked_since, cooking), default=None),
        ready_about=_about(now + timedelta(seconds=median(lasted_s))) if has_enough else None,
    )


def _ready_at(order: Order) -> datetime:
    return order.ready_at or datetime.min.replace(tzinfo=UTC)


def _took(order: Order) -> timedelta | None:
    """Return how long an order was cooked; None for what nobody can have cooked."""
    if order.accepted_at is None or order.ready_at is None:
        return None
    took = order.ready_at - cooked_since(order)
    return took if took > timedelta() else None


def _about(moment: datetime) -> datetime:
    """Return the next full five minutes."""
    step = timedelta(minutes=_STEP_MIN)
    past = timedelta(
        minutes=moment.minute % _STEP_MIN, seconds=moment.second, microseconds=moment.microsecond
    )
    return moment - past + step if past else moment
