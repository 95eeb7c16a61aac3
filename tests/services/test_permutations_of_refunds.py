"""Messages of an order and its refund in any order, one lost, one repeated, through the ledger."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.events import Accepted, Cancelled, Completed, Event, Placed, ReadBack
from kitchen_app.domain.events import RefundTold as Told
from kitchen_app.domain.order import OrderId, Party, Status
from kitchen_app.domain.refunds import CaseId, RefundState
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, SHOP, an_order, reached
from tests.services.harness import Process

SOME = 7
ORDER = an_order()
CASE = replace(ASKED, order_id=ORDER.order_id, opened_at=NOON, told_at=NOON)


def at(minutes: float) -> dict[str, object]:
    return {"order_id": ORDER.order_id, "shop_id": SHOP, "at": NOON + timedelta(minutes=minutes)}


def told(state: RefundState, minutes: float) -> Told:
    case = replace(CASE, state=state, told_at=NOON + timedelta(minutes=minutes))
    return Told(case=case, shop_id=SHOP)


PLACED = Placed(order=ORDER)
ACCEPTED = Accepted(**at(1))  # type: ignore[arg-type]  # the three members of every step
COMPLETED = Completed(**at(30))  # type: ignore[arg-type]  # the same
CANCELLED = Cancelled(**at(50), by=Party.CUSTOMER)  # type: ignore[arg-type]  # the same
LIVES: dict[str, tuple[Sequence[Event], Status, RefundState]] = {
    "agreed and taken back": (
        (
            PLACED,
            COMPLETED,
            told(RefundState.WAITING, 35),
            told(RefundState.COMPLETED, 45),
            CANCELLED,
        ),
        Status.CANCELLED,
        RefundState.COMPLETED,
    ),
    "rejected and appealed": (
        (
            ACCEPTED,
            told(RefundState.WAITING, 10),
            told(RefundState.REJECTED, 15),
            told(RefundState.APPEALED, 20),
        ),
        Status.ACCEPTED,
        RefundState.APPEALED,
    ),
}


def histories(events: Sequence[Event]) -> Iterator[tuple[Event, ...]]:
    """Yield every order of the events once: whole, with each one missing, with each one twice."""
    variants = [tuple(events)]
    variants += [tuple(e for e in events if e is not lost) for lost in events]
    variants += [(*events, again) for again in events]
    for variant in variants:
        distinct = {tuple(map(id, order)): order for order in itertools.permutations(variant)}
        yield from distinct.values()  # two that are alike may change places unseen


def about(number: int, event: Event) -> Event:
    """Return the event as one of another order, so that one database serves all histories."""
    order_id, case_id = OrderId(str(10**15 + number)), CaseId(str(10**14 + number))
    match event:
        case Placed():
            return replace(event, order=replace(event.order, order_id=order_id))
        case ReadBack():
            listed = tuple(
                replace(case, order_id=order_id, case_id=case_id, is_listed=True)
                for case in event.cases
            )
            return replace(event, order=replace(event.order, order_id=order_id), cases=listed)
        case Told():
            case = replace(event.case, order_id=order_id, case_id=case_id)
            return replace(event, case=case)
        case _:
            return replace(event, order_id=order_id)


@pytest.mark.parametrize("name", LIVES)
@pytest.mark.parametrize("each", [SOME, pytest.param(1, marks=pytest.mark.long)])
async def test_every_history_ends_as_keeta_says_in_one_case(
    process: Process, name: str, each: int
) -> None:
    """Play every so many of the histories; a prime number of them, so that each kind is there."""
    events, status, end = LIVES[name]
    last = next(e.case for e in events if isinstance(e, Told) and e.case.state is end)
    truth = reached(ORDER, status, NOON + timedelta(minutes=51))
    found = list(histories(events))[::each]
    for batch in _batches(found):
        process.ledger.record(
            [
                about(number, event)
                for number, history in batch
                for event in (*history, ReadBack(order=truth, cases=(last,)))
            ]
        )
    for number, history in enumerate(found):
        order_id = OrderId(str(10**15 + number))
        (case,) = process.store.refunds.of_order(order_id)
        order = process.order(order_id)
        assert (order.status, case.state) == (status, end), history
        assert order.lines


def _batches(
    found: Sequence[tuple[Event, ...]],
) -> Iterator[list[tuple[int, tuple[Event, ...]]]]:
    """Yield numbered histories by the hundred: one transaction each is faster than a hundred."""
    numbered = list(enumerate(found))
    for start in range(0, len(numbered), 100):
        yield numbered[start : start + 100]
