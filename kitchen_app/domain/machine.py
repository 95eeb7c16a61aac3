"""The order machine: `decide(order, event, now)` says what an event makes of an order.

It only ever moves an order forward. Keeta may tell us things late, twice, or out of order, so
what counts is how far the order has come, not which message came last. The one step after an
end is completed → cancelled (customer service may reverse an order up to 30 days later).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kitchen_app.domain.deadlines import accept_by
from kitchen_app.domain.effects import Entry, ReadOrder
from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Dispatched,
    Hinted,
    OrderEvent,
    Placed,
    Prepared,
    ReadBack,
    RiderMoved,
)
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Order,
    OrderId,
    Party,
    Problem,
    Rider,
    ShopId,
    Status,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The order after the event (None: still unknown to us), what to do, what to write down."""

    order: Order | None
    effects: tuple[ReadOrder, ...] = ()
    entries: tuple[Entry, ...] = ()


# The steps Keeta documents. Another step forward is taken too (Keeta is the truth) but is
# written down as odd.
ORDINARY_STEPS: Mapping[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.ACCEPTED, Status.CANCELLED}),
    Status.ACCEPTED: frozenset({Status.READY, Status.COMPLETED, Status.CANCELLED}),
    Status.READY: frozenset({Status.COMPLETED, Status.CANCELLED}),
    Status.COMPLETED: frozenset({Status.CANCELLED}),
    Status.CANCELLED: frozenset(),
}


def decide(order: Order | None, event: OrderEvent, now: datetime) -> Decision:
    """Return what `event` makes of `order`; `order` is None when we do not know it yet."""
    handler: Callable[[Order | None, Any, datetime], Decision] = _HANDLERS[type(event)]
    decision = handler(order, event, now)
    if order is not None and order.is_masked and decision.order is not None:
        # A late read or message tells again of the person whom the order has forgotten.
        return replace(decision, order=decision.order.without_person())
    return decision


def _placed(order: Order | None, event: Placed, now: datetime) -> Decision:
    if order is None:
        first = _first_seen(event.order, now)
        entries = (Entry(at=now, kind="placed", detail=first.status),)
        is_old = first.status is Status.NEW and first.accept_by < now
        effects = (ReadOrder(order_id=first.order_id),) if is_old else _doubts(first)
        return Decision(order=first, effects=effects, entries=entries)
    if order.problem is Problem.DETAILS_MISSING:
        merged = _merge(order, event.order, now)
        entries = (Entry(at=now, kind="details"),)
        return Decision(order=merged, effects=_doubts(merged), entries=entries)
    told = event.order.without_person() if order.is_masked else event.order
    if (told.lines, told.note) != (order.lines, order.note):
        entries = (Entry(at=now, kind="placed_otherwise"),)
        return Decision(order=order, effects=(ReadOrder(order_id=order.order_id),), entries=entries)
    return Decision(order=order)


def _read_back(order: Order | None, event: ReadBack, now: datetime) -> Decision:
    if order is None:
        first = _first_seen(event.order, now)
        return Decision(order=first, entries=(Entry(at=now, kind="read", detail=first.status),))
    merged = _merge(order, event.order, now)
    entries: tuple[Entry, ...] = ()
    if merged.status is not order.status:
        entries = (_step_entry(order.status, merged.status, now),)
    elif event.order.status.rank < order.status.rank:
        entries = (Entry(at=now, kind="stale_read", detail=event.order.status),)
    return Decision(order=merged, entries=entries)


def _accepted(order: Order | None, event: Accepted, now: datetime) -> Decision:
    return _step(order, event, Status.ACCEPTED, now)


def _prepared(order: Order | None, event: Prepared, now: datetime) -> Decision:
    return _step(order, event, Status.READY, now)


def _dispatched(order: Order | None, event: Dispatched, now: datetime) -> Decision:
    known, effects = _known(order, event, now)
    if known.dispatched_at is not None:
        return Decision(order=known, effects=effects)
    gone = replace(known, dispatched_at=event.at)
    return Decision(order=gone, effects=effects, entries=(Entry(at=event.at, kind="dispatched"),))


def _completed(order: Order | None, event: Completed, now: datetime) -> Decision:
    return _step(order, event, Status.COMPLETED, now)


def _cancelled(order: Order | None, event: Cancelled, now: datetime) -> Decision:
    known, effects = _known(order, event, now)
    moved, entries = _advanced(known, Status.CANCELLED, event.at)
    told = known.cancellation
    if told is None or told.by is Party.UNKNOWN:
        seen_at = told.seen_at if told else now
        told = Cancellation(by=event.by, reason=event.reason, at=event.at, seen_at=seen_at)
    return Decision(order=replace(moved, cancellation=told), effects=effects, entries=entries)


def _rider_moved(order: Order | None, event: RiderMoved, now: datetime) -> Decision:
    known, effects = _known(order, event, now)
    if known.rider and known.rider.at > event.rider.at:
        return Decision(order=known, effects=effects)
    entries = (Entry(at=event.rider.at, kind="rider", detail=event.rider.state),)
    return Decision(order=replace(known, rider=event.rider), effects=effects, entries=entries)


def _hinted(order: Order | None, event: Hinted, now: datetime) -> Decision:
    if order is None and not event.creates:
        unknown = ReadOrder(order_id=event.order_id, shop_id=event.shop_id)
        return Decision(order=None, effects=(unknown,))
    effects = (ReadOrder(order_id=event.order_id),)
    known, _ = _known(order, event, now)
    entries = (Entry(at=now, kind="hint", detail=str(event.event_id)),)
    return Decision(order=known, effects=effects, entries=entries)


_HANDLERS: Mapping[type, Callable[[Order | None, Any, datetime], Decision]] = {
    Placed: _placed,
    ReadBack: _read_back,
    Accepted: _accepted,
    Prepared: _prepared,
    Dispatched: _dispatched,
    Completed: _completed,
    Cancelled: _cancelled,
    RiderMoved: _rider_moved,
    Hinted: _hinted,
}

_Step = Accepted | Prepared | Completed | Cancelled
_WithoutDetails = _Step | Dispatched | RiderMoved | Hinted


def _step(order: Order | None, event: _Step, to: Status, now: datetime) -> Decision:
    known, effects = _known(order, event, now)
    moved, entries = _advanced(known, to, event.at)
    return Decision(order=moved, effects=effects, entries=entries)


def _advanced(order: Order, to: Status, at: datetime) -> tuple[Order, tuple[Entry, ...]]:
    """Return the order at least as far as `to`; late news still tells when a step was taken."""
    if to.rank <= order.status.rank:
        return _with_milestone(order, to, at), ()
    moved = _with_milestone(replace(order, status=to), to, at)
    return moved, (_step_entry(order.status, to, at),)


def _step_entry(before: Status, after: Status, at: datetime) -> Entry:
    kind = "step" if after in ORDINARY_STEPS[before] else "odd_step"
    return Entry(at=at, kind=kind, detail=f"{before} → {after}")


def _with_milestone(order: Order, status: Status, at: datetime) -> Order:
    if status is Status.ACCEPTED:
        return replace(order, accepted_at=order.accepted_at or at)
    if status is Status.READY:
        return replace(order, ready_at=order.ready_at or at)
    if status is Status.COMPLETED:
        return replace(order, completed_at=order.completed_at or at)
    return order


def _known(
    order: Order | None, event: _WithoutDetails, now: datetime
) -> tuple[Order, tuple[ReadOrder, ...]]:
    """Return the order, or a card without details for one whose 1001 we never got."""
    if order is not None:
        return order, ()
    stub = unread_order(event.order_id, event.shop_id, now)
    return stub, (ReadOrder(order_id=event.order_id),)


def unread_order(order_id: OrderId, shop_id: ShopId, now: datetime) -> Order:
    """Return an order of which nothing but the id is known; its clock starts at `now`."""
    return Order(
        order_id=order_id,
        shop_id=shop_id,
        number=short_number(order_id),
        status=Status.NEW,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=now,
        accept_by=accept_by(now),
        received_at=now,
        problem=Problem.DETAILS_MISSING,
    )


def short_number(order_id: OrderId) -> str:
    """Return what stands for a missing `seqNoStr`: the last five digits of the id."""
    return order_id[-5:]


def _doubts(order: Order) -> tuple[ReadOrder, ...]:
    return (ReadOrder(order_id=order.order_id),) if order.problem else ()


def _merge(ours: Order, theirs: Order, now: datetime) -> Order:
    """Take what Keeta says now, but never a step back, a lost milestone or an emptied card."""
    status = max(ours.status, theirs.status, key=_rank)
    base = theirs if theirs.lines or not ours.lines else ours
    placed_at = base.placed_at
    is_guessed = theirs.placed_at == theirs.received_at  # no order time, or one of the future
    if ours.problem is not Problem.DETAILS_MISSING and is_guessed:
        # What stands for it, the moment of reading, is later than the truth.
        placed_at = min(ours.placed_at, theirs.placed_at)
    merged = replace(
        base,
        status=status,
        placed_at=placed_at,
        accept_by=accept_by(placed_at),
        received_at=ours.received_at,
        net=theirs.net or ours.net,  # the message of a new order need not state it
        platform_status=theirs.platform_status,
        rider=_later_rider(ours, theirs),
        accepted_at=theirs.accepted_at or ours.accepted_at,
        ready_at=theirs.ready_at or ours.ready_at,
        dispatched_at=ours.dispatched_at,
        completed_at=theirs.completed_at or ours.completed_at,
        cancellation=ours.cancellation or _seen(theirs.cancellation, now),
    )
    return _with_milestone(merged, status, now)


def _first_seen(order: Order, now: datetime) -> Order:
    """Return an order that is new to us, stamped with our clock."""
    seen = replace(order, received_at=now, cancellation=_seen(order.cancellation, now))
    return _with_milestone(seen, order.status, now)


def _seen(cancellation: Cancellation | None, now: datetime) -> Cancellation | None:
    return replace(cancellation, seen_at=now) if cancellation else None


def _rank(status: Status) -> int:
    return status.rank


def _later_rider(ours: Order, theirs: Order) -> Rider | None:
    riders = [rider for rider in (ours.rider, theirs.rider) if rider]
    return max(riders, key=lambda rider: rider.at) if riders else None
