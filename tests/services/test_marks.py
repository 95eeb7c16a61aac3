"""Ticks outlive a restart and a failing disk; what changed is told until somebody has looked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.marks import CardPart, LineKey, line_keys
from kitchen_app.domain.order import Line, Order, OrderId, Status
from kitchen_app.services.errors import NotStored
from tests.fakes import NOON, FakePlatform, an_order, reached
from tests.services.harness import Process

LINES = (Line(line_id="1", name="Soup", quantity=2), Line(line_id="2", name="Rice"))
ORDER = replace(reached(an_order(lines=LINES), Status.ACCEPTED), ready_by=NOON)
SOUP, RICE = line_keys(LINES)
LATER = replace(ORDER, ready_by=NOON + timedelta(minutes=10))


def marks_on(process: Process, order_id: OrderId) -> tuple[frozenset[LineKey], frozenset[CardPart]]:
    view = process.board.cards[order_id].marks
    return view.struck, view.changed


async def strike(process: Process, key: LineKey, *, is_struck: bool = True) -> None:
    await process.kitchen.marks.strike(ORDER.order_id, key, is_struck=is_struck)


async def test_a_tick_shows_at_once_and_another_takes_it_back(process: Process) -> None:
    order_id = process.knows(ORDER)
    shown: list[int] = []
    process.board.card_changed.connect(lambda card: shown.append(card.marks.ticked))
    await strike(process, SOUP)
    await strike(process, SOUP)
    assert marks_on(process, order_id)[0] == {SOUP}
    await strike(process, SOUP, is_struck=False)
    assert shown == [1, 0]


async def test_ticks_outlive_a_restart(process: Process, again: Callable[[], Process]) -> None:
    order_id = process.knows(ORDER)
    await strike(process, RICE)
    await process.kill()
    later = again()
    later.board.load()
    assert marks_on(later, order_id)[0] == {RICE}


@pytest.mark.parametrize("status", [Status.NEW, Status.COMPLETED, Status.CANCELLED])
async def test_only_orders_at_work_take_ticks(process: Process, status: Status) -> None:
    order_id = process.knows(reached(an_order(lines=LINES), status))
    await strike(process, SOUP)
    assert marks_on(process, order_id)[0] == frozenset()


async def test_a_line_that_the_order_does_not_have_is_not_ticked(process: Process) -> None:
    process.knows(ORDER)
    await strike(process, LineKey("1 other"))
    assert process.store.marks.get(ORDER.order_id) is None


async def test_keeta_is_told_nothing(process: Process, platform: FakePlatform) -> None:
    process.knows(ORDER)
    await strike(process, SOUP)
    await strike(process, RICE)
    assert platform.calls == []
    assert process.store.actions.of_order(ORDER.order_id) == []


async def test_a_tick_that_cannot_be_stored_shows_and_is_stored_with_the_next(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    order_id = process.knows(ORDER)
    process.store.failure = NotStored("planted")
    process.store.fail_next(True)
    await strike(process, SOUP)
    assert marks_on(process, order_id)[0] == {SOUP}
    assert process.store.marks.get(order_id) is None
    assert "kept in memory only" in caplog.text
    caplog.clear()
    await strike(process, RICE)
    stored = process.store.marks.get(order_id)
    assert stored is not None
    assert set(stored.struck) == {SOUP, RICE}


async def test_an_order_that_is_not_stored_is_ticked_in_memory(process: Process) -> None:
    process.board.show_unstored(ORDER)
    await strike(process, SOUP)
    assert marks_on(process, ORDER.order_id)[0] == {SOUP}
    assert process.store.marks.get(ORDER.order_id) is None
    process.knows(ORDER)
    await strike(process, RICE)
    stored = process.store.marks.get(ORDER.order_id)
    assert stored is not None
    assert set(stored.struck) == {SOUP, RICE}


async def test_what_changed_is_told_until_somebody_looks(process: Process) -> None:
    order_id = process.knows(ORDER)
    process.knows(LATER)
    assert marks_on(process, order_id)[1] == {CardPart.READY_BY}
    await process.kitchen.marks.look(order_id)
    assert marks_on(process, order_id)[1] == frozenset()


async def test_a_tick_is_a_look_too(process: Process) -> None:
    order_id = process.knows(ORDER)
    process.knows(LATER)
    await strike(process, SOUP)
    struck, changed = marks_on(process, order_id)
    assert struck == {SOUP}
    assert not changed


async def test_what_changed_while_the_program_was_off_is_told(
    process: Process, again: Callable[[], Process]
) -> None:
    order_id = process.knows(reached(ORDER, Status.NEW))
    assert await process.kitchen.accept(order_id) is not None
    await process.kill()
    later = again()
    later.board.load()
    later.knows(replace(LATER, status=Status.NEW, accepted_at=None))
    assert marks_on(later, order_id)[1] == {CardPart.READY_BY}


async def test_our_own_touch_changes_nothing(process: Process, platform: FakePlatform) -> None:
    order_id = process.knows(reached(ORDER, Status.NEW))
    platform.place(reached(ORDER, Status.NEW))
    await process.kitchen.accept(order_id)
    process.knows(ORDER)
    assert marks_on(process, order_id)[1] == frozenset()
    assert process.board.cards[order_id].order.status is Status.ACCEPTED


async def test_the_programs_own_accept_is_no_look(process: Process) -> None:
    order_id = process.knows(reached(ORDER, Status.NEW))
    await process.kitchen.accept_untouched(order_id)
    assert process.store.actions.of_order(order_id)[0].kind is ActionKind.ACCEPT
    assert process.store.marks.get(order_id) is None


async def test_a_look_at_what_has_not_changed_writes_nothing_twice(process: Process) -> None:
    order_id = process.knows(ORDER)
    await process.kitchen.marks.look(order_id)
    before = process.store.transactions
    await process.kitchen.marks.look(order_id)
    await process.kitchen.marks.look(OrderId("1"))
    assert process.store.transactions == before


async def test_ticks_stay_on_an_order_that_is_over(process: Process) -> None:
    order_id = process.knows(ORDER)
    await strike(process, SOUP)
    done: Order = reached(ORDER, Status.COMPLETED)
    process.knows(done)
    view = process.board.cards[order_id].marks
    assert (view.ticked, view.to_tick, view.changed) == (1, 2, frozenset())
