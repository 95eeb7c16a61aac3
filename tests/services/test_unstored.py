"""An order that the disk does not take is seen and heard, offers nothing, and is gone in time."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.base.callback import SUCCESS, TRY_AGAIN, RawCallback
from kitchen_app.domain.deadlines import ACCEPT_WITHIN, BOARD_MEMORY, UNSTORED_SHOWN_FOR
from kitchen_app.domain.events import Accepted, Cancelled, Hinted, Placed
from kitchen_app.domain.order import Order, OrderId, Party, Problem, ShopId, Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.alarm import is_waiting
from kitchen_app.services.ports import Verdict
from kitchen_app.services.unstored import MOST
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, FakeReader, an_order, reached
from tests.services.harness import Process, pass_time, until

Teach = Callable[..., RawCallback]

ALWAYS = (True,) * 1000


@pytest.fixture(autouse=True)
def expect_complaints(caplog: pytest.LogCaptureFixture) -> None:
    """Here the disk is full because it is meant to be."""
    caplog.set_level(logging.CRITICAL, logger="kitchen_app")


@pytest.fixture
async def full(process: Process) -> Process:
    """A program that runs on a disk which takes nothing."""
    process.start()
    process.store.fail_next(*ALWAYS)
    return process


def make_room(process: Process) -> None:
    process.store._fates.clear()


async def refuse(process: Process, raw: RawCallback) -> None:
    assert await process.intake.receive(raw) == TRY_AGAIN


async def test_it_is_shown_with_its_countdown_and_alarm_and_without_buttons(
    full: Process, teach: Teach
) -> None:
    order = an_order()
    await refuse(full, teach(b"placed", Placed(order=order)))
    card = full.card(order.order_id)
    assert (card.order.lines, card.order.number) == (order.lines, order.number)
    assert (card.lane, card.is_stored, card.actions) == (Lane.NEW, False, frozenset())
    assert card.accept_by == NOON + ACCEPT_WITHIN
    assert is_waiting(card, full.steady.now())
    assert full.store.orders.get(order.order_id) is None
    assert await full.kitchen.accept(order.order_id) is None, "nothing is asked unwritten"


async def test_keetas_repeat_makes_it_an_ordinary_card(full: Process, teach: Teach) -> None:
    order = an_order()
    raw = teach(b"placed", Placed(order=order))
    await refuse(full, raw)
    make_room(full)
    assert await full.intake.receive(raw) == SUCCESS
    await until(lambda: full.card(order.order_id).is_stored)
    assert full.card(order.order_id).actions
    assert full.board.unstored == {}
    assert full.order(order.order_id) == order


async def test_a_read_makes_it_an_ordinary_card_before_any_repeat(
    full: Process, teach: Teach, platform: FakePlatform
) -> None:
    order = an_order()
    platform.place(order)
    await refuse(full, teach(b"placed", Placed(order=order)))
    await pass_time(20)
    assert not full.card(order.order_id).is_stored
    make_room(full)
    await until(lambda: full.card(order.order_id).is_stored, within_s=60)


async def test_the_alarm_ends_when_it_was_accepted_in_keetas_app(
    full: Process, teach: Teach, platform: FakePlatform
) -> None:
    order = an_order()
    platform.place(order)
    await refuse(full, teach(b"placed", Placed(order=order)))
    platform.place(reached(order, Status.ACCEPTED))
    await until(lambda: full.card(order.order_id).lane is Lane.PREPARING, within_s=60)
    card = full.card(order.order_id)
    assert (card.accept_by, card.is_stored, card.actions) == (None, False, frozenset())


async def test_later_messages_about_it_count_and_those_of_others_do_not(
    full: Process, teach: Teach
) -> None:
    order, other = an_order(1), an_order(2)
    await refuse(full, teach(b"placed", Placed(order=order)))
    told = Accepted(order_id=order.order_id, shop_id=SHOP, at=NOON)
    await refuse(full, teach(b"accepted", told, event_id=1002))
    assert full.card(order.order_id).order.status is Status.ACCEPTED
    await refuse(full, teach(b"other", replace(told, order_id=other.order_id), event_id=1002))
    assert other.order_id not in full.board.cards


async def test_a_thin_message_is_shown_by_its_number_and_read(
    full: Process, teach: Teach, platform: FakePlatform
) -> None:
    order = an_order()
    hint = Hinted(order_id=order.order_id, shop_id=SHOP, event_id=1001, creates=True)
    await refuse(full, teach(b"thin", hint))
    assert full.card(order.order_id).order.problem is Problem.DETAILS_MISSING
    platform.place(order)
    await until(lambda: full.card(order.order_id).order.lines == order.lines, within_s=60)
    assert not full.card(order.order_id).is_stored


async def test_it_leaves_the_board_soon_after_its_time(full: Process, teach: Teach) -> None:
    order = an_order()
    removed: list[OrderId] = []
    full.board.card_removed.connect(removed.append)
    await refuse(full, teach(b"placed", Placed(order=order)))
    await pass_time((ACCEPT_WITHIN + UNSTORED_SHOWN_FOR).total_seconds() - 1)
    assert is_waiting(full.card(order.order_id), full.steady.now()), "never silent before"
    await until(lambda: removed == [order.order_id], within_s=3)
    assert full.board.unstored == {}


async def test_one_that_is_cancelled_says_so(full: Process, teach: Teach) -> None:
    order = an_order()
    await refuse(full, teach(b"placed", Placed(order=order)))
    told = Cancelled(order_id=order.order_id, shop_id=SHOP, at=NOON, by=Party.CUSTOMER, reason="")
    await refuse(full, teach(b"cancelled", told, event_id=1004))
    assert full.card(order.order_id).lane is Lane.GONE


async def test_what_is_stored_already_stays_as_it_is(process: Process, teach: Teach) -> None:
    process.start()
    order = an_order()
    raw = teach(b"placed", Placed(order=order))
    await process.intake.receive(raw)
    await until(lambda: order.order_id in process.board.cards)
    before = process.card(order.order_id)
    process.store.fail_next(*ALWAYS)
    await refuse(process, raw)
    assert process.card(order.order_id) == before
    assert process.board.unstored == {}


@pytest.mark.parametrize(
    "how", [{"verdict": Verdict.UNPROVEN}, {"shop_id": ShopId("99")}, {"event_id": 1002}]
)
async def test_what_proves_no_new_order_of_ours_makes_no_card(
    full: Process, teach: Teach, how: dict[str, object]
) -> None:
    hint = Hinted(order_id=an_order().order_id, shop_id=SHOP, event_id=1002, creates=True)
    event = hint if "event_id" in how else Placed(order=an_order())
    await refuse(full, teach(b"placed", event, **how))
    assert full.board.cards == {}


async def test_a_message_that_cannot_be_read_hurts_nobody(
    full: Process, reader: FakeReader
) -> None:
    await refuse(full, reader.teach(b"bad", failing=RuntimeError("planted bug")))
    good = an_order()
    await refuse(full, reader.teach(b"placed", Placed(order=good)))
    assert set(full.board.cards) == {good.order_id}


async def test_they_are_bounded_and_the_oldest_goes(full: Process, teach: Teach) -> None:
    orders = [_placed_at(number, number) for number in range(MOST + 5)]
    for order in orders:
        await refuse(full, teach(order.order_id.encode(), Placed(order=order)))
    assert len(full.board.unstored) == MOST
    assert set(full.board.cards) == {order.order_id for order in orders[5:]}


def _placed_at(number: int, second: int) -> Order:
    moment = NOON + timedelta(seconds=second)
    return an_order(number, placed_at=moment, accept_by=moment + ACCEPT_WITHIN)


async def test_its_countdown_follows_keetas_clock(full: Process, teach: Teach) -> None:
    order = an_order()
    await refuse(full, teach(b"placed", Placed(order=order)))
    full.links.clock_measured(timedelta(seconds=90))
    await pass_time(2)
    assert full.card(order.order_id).accept_by == NOON + ACCEPT_WITHIN - timedelta(seconds=90)


async def test_an_old_message_about_an_order_that_left_the_board_is_no_news(
    full: Process, teach: Teach, clock: FakeClock
) -> None:
    order = an_order()
    make_room(full)
    full.knows(reached(order, Status.CANCELLED))
    clock.advance(BOARD_MEMORY + timedelta(hours=1))
    full.board.recheck()
    assert order.order_id not in full.board.cards
    full.store.fail_next(*ALWAYS)
    await refuse(full, teach(b"placed", Placed(order=order)))
    assert order.order_id not in full.board.cards
