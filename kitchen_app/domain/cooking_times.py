"""How long orders take in this kitchen, learned from those that were made here.

An order is as slow as its slowest item. How long an item takes is told by the orders in which it
stood alone, if there are enough, else by all that had it: what rides along with something slow
looks as slow as that. See docs/decisions/0042.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_high

from kitchen_app.domain.later import due_from, promised_at
from kitchen_app.domain.order import Line, Order, Status
from kitchen_app.domain.sold_out import NO_SHOP, product_of

SHORTEST = timedelta(minutes=1)
"""Sooner ready than that, nobody has cooked it."""

LONGEST = timedelta(hours=3)
"""Later ready than that, somebody has forgotten to say so."""

CAP = timedelta(minutes=90)
"""What took longer counts as so long."""

RECENT = 30
"""So many times of an item, or of an hour, count: the last ones. A menu and a crew change."""

FEWEST_OF_ITEM = 5
FEWEST_OF_HOUR = 10
FEWEST_OF_KITCHEN = 20

_MADE = frozenset({Status.READY, Status.COMPLETED})
_ALONE = "alone"

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooked:
    """An order that was made: when it was begun, how long it took, the keys of what was in it."""

    began_at: datetime
    took: timedelta
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """How long such an order usually takes, and when this one is ready if it does.

    `ready_at` is None of an order that is not accepted, and where Keeta's own time is earlier: of
    two times the earlier one matters.
    """

    takes: timedelta
    ready_at: datetime | None = None


def cooked_of(order: Order) -> Cooked | None:
    """Return what an order teaches; None if it is not made, or teaches nothing.

    An order for later lies untouched for hours after its acceptance, so it teaches nothing.
    """
    began, ready = order.accepted_at, order.ready_at
    if order.status not in _MADE or began is None or ready is None or due_from(order):
        return None
    items = items_of(order.lines)
    if not items or not SHORTEST <= ready - began <= LONGEST:
        return None
    return Cooked(began_at=began, took=min(ready - began, CAP), items=items)


def items_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the keys of what is to be made, each once; all sizes of a product are one item."""
    return tuple(sorted({_key_of(line) for line in lines if line.to_make}))


def _key_of(line: Line) -> str:
    product = product_of(line, NO_SHOP)  # one kitchen cooks for all its shops
    return product.key if product else f"name {line.name}"


def usual_of(order: Order, takes: timedelta) -> Usual:
    """Return what is told of an order that takes so long; moments in the order's own clock."""
    if order.accepted_at is None or order.status is not Status.ACCEPTED:
        return Usual(takes=takes)
    ready_at = _next_minute(order.accepted_at + takes)
    promised = promised_at(order)
    is_late = promised is not None and promised <= ready_at
    return Usual(takes=takes, ready_at=None if is_late else ready_at)


class Pace:
    """All that was learned. It is as good as what was added last, in whatever pieces."""

    def __init__(self, cooked: Iterable[Cooked] = ()) -> None:
        self._lasted: defaultdict[Key, deque[timedelta]] = defaultdict(_recent)
        self._medians: dict[Key, timedelta] = {}
        for each in cooked:
            self.add(each)

    def add(self, cooked: Cooked) -> None:
        """Learn from one more order."""
        for key in _keys(cooked):
            self._lasted[key].append(cooked.took)
            self._medians.pop(key, None)

    def takes(self, items: Iterable[str], at: datetime) -> timedelta | None:
        """Return how long an order of these takes that is begun at a moment.

        None if not enough is known of any of them, or if there are none.
        """
        hour = hour_of(at)
        lasted = [self._takes_one(item, hour) for item in items]
        known = [each for each in lasted if each is not None]
        return max(known) if known and len(known) == len(lasted) else None

    def _takes_one(self, item: str, hour: int) -> timedelta | None:
        """Return how long an item takes, by the closest of what is known well enough."""
        for key, fewest in _levels(item, hour):
            if len(self._lasted.get(key, ())) >= fewest:
                if key not in self._medians:
                    self._medians[key] = median_high(self._lasted[key])
                return self._medians[key]
        return None


def _recent() -> deque[timedelta]:
    return deque(maxlen=RECENT)


def hour_of(moment: datetime) -> int:
    """Return the hour of the day, 0 to 23, by this computer's zone."""
    return moment.astimezone().hour


def _levels(item: str, hour: int) -> tuple[tuple[Key, int], ...]:
    """Return where to look for the time of an item, the closest first, and how much is enough."""
    return (
        ((item, hour, _ALONE), FEWEST_OF_ITEM),
        ((item, hour), FEWEST_OF_ITEM),
        ((item, _ALONE), FEWEST_OF_ITEM),
        ((item,), FEWEST_OF_ITEM),
        ((hour,), FEWEST_OF_HOUR),
        ((), FEWEST_OF_KITCHEN),
    )


def _keys(cooked: Cooked) -> Iterator[Key]:
    """Yield all that a made order teaches something of."""
    hour = hour_of(cooked.began_at)
    yield ()
    yield (hour,)
    for item in cooked.items:
        yield (item,)
        yield (item, hour)
        if len(cooked.items) == 1:
            yield (item, _ALONE)
            yield (item, hour, _ALONE)


def _next_minute(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + timedelta(minutes=1)
