"""With each order that becomes ready the kitchen is known better, and cards tell of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.cooking_times import FEWEST_OF_ITEM, Usual
from kitchen_app.domain.order import Line, Order, OrderId, Status
from kitchen_app.services.cooking_times import CookingTimes
from kitchen_app.services.errors import NotStored
from tests.fakes import NOON, FakeClock, an_order
from tests.services.harness import Process, pass_time

MINUTE = timedelta(minutes=1)
SOUP, LAMB = (Line(line_id="1", name=name) for name in ("Soup", "Lamb"))


def made(number: int, minutes: float, *lines: Line) -> Order:
    order = an_order(number, lines=lines or (SOUP,))
    ready_at = NOON + minutes * MINUTE
    return replace(order, status=Status.READY, accepted_at=NOON, ready_at=ready_at)


def cooking(number: int, *lines: Line) -> Order:
    order = an_order(number, lines=lines or (SOUP,))
    return replace(order, status=Status.ACCEPTED, accepted_at=NOON)


def usual(process: Process, order: Order) -> Usual | None:
    return process.board.cards[process.knows(order)].usual


async def learn(process: Process, *orders: Order) -> None:
    """Let the service learn, in the running program, from orders that become ready."""
    process.supervisor.serve(process.times.run, name="cooking times")
    await pass_time(10)
    for order in orders:
        process.knows(order)
    await pass_time(3)


async def test_nothing_is_told_until_enough_was_learned(process: Process) -> None:
    few = [made(number, 12) for number in range(FEWEST_OF_ITEM - 1)]
    await learn(process, *few)
    assert usual(process, cooking(50)) is None
    process.knows(made(20, 12))
    await pass_time(3)
    assert usual(process, cooking(51)) == Usual(takes=12 * MINUTE, ready_at=NOON + 12 * MINUTE)
    assert usual(process, an_order(52, lines=(SOUP,))) == Usual(takes=12 * MINUTE)
    assert usual(process, cooking(53, SOUP, LAMB)) is None
    assert usual(process, made(54, 5)) is None


async def test_what_was_told_of_an_order_stays(process: Process) -> None:
    await learn(process, *(made(number, 12) for number in range(5)))
    before = usual(process, cooking(50))
    for number in range(10, 30):
        process.knows(made(number, 40))
    await pass_time(3)
    process.board.refresh(cooking(50).order_id)
    assert process.board.cards[cooking(50).order_id].usual == before
    fresh = usual(process, cooking(51))
    assert fresh is not None
    assert fresh.takes == 40 * MINUTE


async def test_an_order_is_learned_from_once_whatever_else_becomes_of_it(process: Process) -> None:
    await learn(process, *(made(number, 12) for number in range(4)))
    for _ in range(5):
        process.hub.order_changed.emit(made(1, 12).order_id)
        await pass_time(3)
    assert len(process.times._rows.all()) == 4
    assert usual(process, cooking(50)) is None


async def test_orders_of_an_older_program_are_learned_from(process: Process) -> None:
    for number in range(45):
        process.store.orders.save(made(number, 12), NOON)
    await learn(process)
    assert len(process.times._rows.all()) == 45
    assert usual(process, cooking(50)) is not None


async def test_a_new_run_knows_what_the_one_before_learned(
    process: Process, clock: FakeClock
) -> None:
    await learn(process, *(made(number, 12) for number in range(5)))
    rows = process.times._rows
    again = CookingTimes(store=process.store, rows=rows, hub=process.hub, clock=clock)
    told = again.usual_of(cooking(50))
    assert told is not None
    assert told.takes == 12 * MINUTE


async def test_an_order_for_later_is_told_nothing(process: Process) -> None:
    await learn(process, *(made(number, 12) for number in range(5)))
    later = replace(cooking(50), ready_by=NOON + timedelta(hours=5))
    assert usual(process, later) is None


async def test_a_deleted_order_leaves_nothing_behind(process: Process) -> None:
    await learn(process, *(made(number, 12) for number in range(5)))
    assert usual(process, cooking(50)) is not None
    process.hub.order_deleted.emit(OrderId(cooking(50).order_id))
    assert process.times._told == {}


async def test_a_full_disk_loses_a_lesson_and_nothing_else(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    await learn(process, *(made(number, 12) for number in range(4)))
    process.knows(made(9, 12))
    process.store.failure = NotStored("planted")
    process.store.fail_next(True)
    await pass_time(3)
    assert "is not kept" in caplog.text
    caplog.clear()
    assert usual(process, cooking(50)) is None
    process.hub.order_changed.emit(made(9, 12).order_id)
    await pass_time(3)
    assert usual(process, cooking(51)) is not None
