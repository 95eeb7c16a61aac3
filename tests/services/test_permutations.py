"""Messages in any order, one lost, one repeated: the end is Keeta's, and an end stays an end."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Event,
    Placed,
    ReadBack,
    RiderMoved,
)
from kitchen_app.domain.machine import decide
from kitchen_app.domain.order import Order, Party, Rider, RiderState, Status
from tests.fakes import NOON, SHOP, an_order, reached

ORDER = an_order()


def rider(state: RiderState, minutes: int) -> RiderMoved:
    moment = NOON + timedelta(minutes=minutes)
    return RiderMoved(order_id=ORDER.order_id, shop_id=SHOP, rider=Rider(state=state, at=moment))


PLACED = Placed(order=ORDER)
ACCEPTED = Accepted(order_id=ORDER.order_id, shop_id=SHOP, at=NOON + timedelta(minutes=1))
COMPLETED = Completed(order_id=ORDER.order_id, shop_id=SHOP, at=NOON + timedelta(minutes=30))
CANCELLED = Cancelled(
    order_id=ORDER.order_id, shop_id=SHOP, at=NOON + timedelta(minutes=40), by=Party.SUPPORT
)
LIVES: dict[str, tuple[Sequence[Event], Status]] = {
    "delivered": (
        (
            PLACED,
            ACCEPTED,
            rider(RiderState.ARRIVED, 9),
            rider(RiderState.COLLECTED, 12),
            COMPLETED,
        ),
        Status.COMPLETED,
    ),
    "cancelled while cooking": (
        (PLACED, ACCEPTED, rider(RiderState.ASSIGNED, 3), rider(RiderState.LOST, 5), CANCELLED),
        Status.CANCELLED,
    ),
    "reversed after the meal": (
        (PLACED, ACCEPTED, rider(RiderState.DELIVERED, 29), COMPLETED, CANCELLED),
        Status.CANCELLED,
    ),
}


def histories(events: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    """Yield every order of the events, whole, with each one missing and with each one twice."""
    variants = [tuple(events)]
    variants += [tuple(e for e in events if e is not lost) for lost in events]
    variants += [(*events, again) for again in events]
    for variant in variants:
        yield from itertools.permutations(variant)


def play(history: Sequence[Event], end: Status) -> list[Status]:
    """Return the states an order goes through; reads come at the end.

    One is asked for by a doubt, by an order that stays open, or by time: a completed order is
    read again after an hour, a day, a week and a month (`services.reversals`).
    """
    order: Order | None = None
    states: list[Status] = []
    is_read_wanted = False
    for event in history:
        decision = decide(order, event, NOON)  # type: ignore[arg-type]  # no refunds among them
        order = decision.order
        is_read_wanted = is_read_wanted or bool(decision.effects)
        if order is not None:
            states.append(order.status)
    if is_read_wanted or (order is not None and order.status is not Status.CANCELLED):
        truth = reached(ORDER, end, NOON + timedelta(minutes=41))
        order = decide(order, ReadBack(order=truth), NOON).order
        assert order is not None
        states.append(order.status)
    assert order is not None
    assert order.lines, "whatever was lost, what is in the order is known in the end"
    return states


@pytest.mark.parametrize("name", LIVES)
def test_every_history_ends_as_keeta_says_and_never_goes_back(name: str) -> None:
    events, end = LIVES[name]
    count = 0
    for history in histories(events):
        states = play(history, end)
        assert states == sorted(states, key=lambda status: status.rank), history
        count += 1
        assert states[-1] is end, history
    assert count == 3840
