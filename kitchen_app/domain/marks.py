"""What people here note on an order for themselves: lines struck off, and how they last saw it.

Keeta is told nothing of it, and nothing is decided by it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from kitchen_app.domain.order import Fulfilment, Line, Order, OrderId, RiderState, Status
from kitchen_app.domain.outlook import has_left

LineKey = NewType("LineKey", str)
"""Names a line within its order, the same whenever the order is read again."""

_RIDER_MATTERS = frozenset({RiderState.ARRIVED, RiderState.LOST})
"""Somebody stands at the counter, or nobody comes: the rest of a ride changes no work."""


class CardPart(StrEnum):
    """What of an order may be different from how it was seen; Keeta changes nothing else of it."""

    READY_BY = "ready_by"
    FULFILMENT = "fulfilment"
    RIDER = "rider"
    NOTE = "note"
    LINES = "lines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An order as a person last saw it, in Keeta's clock; of words only their digests.

    A rider's state is kept if it matters to the kitchen.
    """

    fulfilment: Fulfilment
    ready_by: datetime | None = None
    rider: RiderState | None = None
    note: str = ""
    lines: Mapping[LineKey, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMarks:
    """All that is noted on one order. `struck` tells when each line was struck off, our clock."""

    order_id: OrderId
    struck: Mapping[LineKey, datetime] = field(default_factory=dict)
    seen: Seen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksView:
    """What a card shows of the marks; only of lines that the order has.

    `ticked` lines of the `to_tick` that are to be made are struck off, the last one at
    `ticked_at`. `changed_lines` are those for which `CardPart.LINES` is in `changed`; there are
    none of them if a line is gone.
    """

    struck: frozenset[LineKey] = frozenset()
    ticked: int = 0
    to_tick: int = 0
    ticked_at: datetime | None = None
    changed: frozenset[CardPart] = frozenset()
    changed_lines: frozenset[LineKey] = frozenset()

    @property
    def is_all_ticked(self) -> bool:
        return 0 < self.to_tick == self.ticked


NO_MARKS = MarksView()
"""Of an order on which nobody has noted anything."""


def line_keys(lines: Iterable[Line]) -> tuple[LineKey, ...]:
    """Return a key for each line: its id, or its name; those that share one are counted."""
    counted: Counter[str] = Counter()
    keys: list[LineKey] = []
    for line in lines:
        name = line.line_id or f"{line.name} / {line.spec}"
        counted[name] += 1
        keys.append(LineKey(f"{counted[name]} {name}"))
    return tuple(keys)


def can_strike(order: Order) -> bool:
    """Tell whether the lines of an order are being worked on: accepted, and not gone."""
    return order.status in (Status.ACCEPTED, Status.READY) and not has_left(order)


def seen_now(order: Order) -> Seen:
    """Return how an order looks to somebody who looks at it now."""
    keys = line_keys(order.lines)
    state = order.rider.state if order.rider else None
    return Seen(
        fulfilment=order.fulfilment,
        ready_by=order.ready_by,
        rider=state if state in _RIDER_MATTERS else None,
        note=_digest(order.note) if order.note else "",
        lines={key: _made_of(line) for key, line in zip(keys, order.lines, strict=True)},
    )


def view_of(order: Order, marks: OrderMarks, seen: Seen | None) -> MarksView:
    """Return what the card of an order shows; `seen` is what it is compared with."""
    keys = dict(zip(line_keys(order.lines), order.lines, strict=True))
    struck = frozenset(key for key in keys if key in marks.struck)
    to_make = {key for key, line in keys.items() if line.to_make}
    now = seen_now(order)
    is_compared = seen is not None and not order.status.is_final and not order.is_masked
    changed = _changed(seen, now) if seen is not None and is_compared else frozenset()
    lines = frozenset[LineKey]()
    if seen is not None and CardPart.LINES in changed:
        lines = frozenset(key for key in keys if seen.lines.get(key) != now.lines[key])
    return MarksView(
        struck=struck,
        ticked=len(struck & to_make),
        to_tick=len(to_make),
        ticked_at=max((marks.struck[key] for key in struck), default=None),
        changed=changed,
        changed_lines=lines,
    )


def _changed(seen: Seen, now: Seen) -> frozenset[CardPart]:
    """Return what is different; what was not known before is news, but has not changed."""
    differs = {
        CardPart.READY_BY: _minute(seen.ready_by) not in (None, _minute(now.ready_by))
        and now.ready_by is not None,
        CardPart.FULFILMENT: seen.fulfilment is not now.fulfilment,
        CardPart.RIDER: now.rider not in (None, seen.rider),
        CardPart.NOTE: bool(now.note) and seen.note != now.note and bool(seen.lines),
        CardPart.LINES: bool(seen.lines) and seen.lines != now.lines,
    }
    return frozenset(part for part, is_other in differs.items() if is_other)


def _minute(moment: datetime | None) -> datetime | None:
    """Return what a person reads of a moment: nobody need look again for some seconds."""
    return moment.replace(second=0, microsecond=0) if moment else None


def _made_of(line: Line) -> str:
    options = [(option.name, option.quantity, option.depth) for option in line.options]
    return _digest(repr((line.name, line.spec, line.to_make, options, line.note)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
