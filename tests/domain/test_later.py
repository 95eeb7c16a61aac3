"""An order for later is told by its promised time, and joins those of now before it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kitchen_app.domain.later import FAR, LEAD, cooked_since, due_from, is_for_later, promised_at
from kitchen_app.domain.order import Order, Status
from tests.ui import canned

PLACED = datetime(2026, 3, 14, 23, 40, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def promised(minutes: float, **changes: object) -> Order:
    order = canned.order("1", status=Status.ACCEPTED, placed_at=PLACED)
    times = {"accepted_at": PLACED + MINUTE, "ready_by": PLACED + minutes * MINUTE, **changes}
    return replace(order, **times)  # type: ignore[arg-type]  # names of the dataclass


@pytest.mark.parametrize(
    ("minutes", "is_later"), [(-5, False), (40, False), (90, False), (91, True)]
)
def test_what_is_promised_for_soon_is_no_order_for_later(minutes: int, is_later: bool) -> None:
    """Past midnight is another day, and forty minutes away: it must be cooked now."""
    assert is_for_later(promised(minutes), PLACED) == is_later


def test_without_a_promise_it_is_one_of_now() -> None:
    order = promised(0, ready_by=None)
    assert promised_at(order) is None
    assert not is_for_later(order, PLACED)
    assert cooked_since(order) == order.accepted_at


def test_the_arrival_counts_where_no_other_time_is_promised() -> None:
    arrival = PLACED + timedelta(hours=13)
    order = promised(0, ready_by=None, expected_at=arrival)
    assert promised_at(order) == arrival
    assert due_from(order) == arrival - LEAD
    assert promised_at(promised(200, expected_at=arrival)) == PLACED + 200 * MINUTE


def test_it_joins_those_of_now_before_its_time_and_is_counted_from_then() -> None:
    order = promised(800)
    near = PLACED + 800 * MINUTE - LEAD
    assert is_for_later(order, near - MINUTE)
    assert not is_for_later(order, near)
    assert cooked_since(order) == near


def test_one_that_is_accepted_when_it_is_near_is_counted_from_then() -> None:
    accepted = PLACED + 795 * MINUTE
    assert cooked_since(promised(800, accepted_at=accepted)) == accepted


def test_the_order_is_already_near_before_far_is_over() -> None:
    assert LEAD < FAR, "else an order for later would be none when it is placed"
