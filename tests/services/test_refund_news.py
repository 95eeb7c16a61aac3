"""News of a refund reach the board through the same ledger as everything else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import Cancelled, ReadBack, RefundTold
from kitchen_app.domain.order import Party, Problem, Status
from kitchen_app.domain.outlook import REFUND_ANSWERS
from kitchen_app.domain.refunds import ANSWER_WITHIN, CaseId, RefundCase, RefundState
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, an_order, reached
from tests.services.harness import Process, pass_time

ORDER = an_order()


@pytest.fixture
def asked() -> RefundCase:
    return replace(ASKED, order_id=ORDER.order_id, opened_at=NOON, told_at=NOON)


def told(case: RefundCase) -> RefundTold:
    return RefundTold(case=case, shop_id=SHOP)


async def test_a_request_shows_on_the_card_and_the_order_is_read(
    process: Process, asked: RefundCase
) -> None:
    wanted: list[ReadOrder] = []
    process.knows(ORDER)
    process.hub.read_wanted.connect(wanted.append)
    process.ledger.record((told(asked),))
    assert process.card(ORDER.order_id).refunds == (asked,)
    assert [effect.order_id for effect in wanted] == [ORDER.order_id]
    assert process.store.orders.timeline(ORDER.order_id)[-1].detail == "full waiting"


async def test_a_repeat_changes_and_asks_nothing(process: Process, asked: RefundCase) -> None:
    wanted: list[ReadOrder] = []
    process.knows(ORDER)
    process.ledger.record((told(asked),))
    before = process.store.orders.timeline(ORDER.order_id)
    process.hub.read_wanted.connect(wanted.append)
    process.ledger.record((told(asked), told(asked)))
    assert (wanted, process.store.orders.timeline(ORDER.order_id)) == ([], before)


async def test_a_refund_of_an_order_we_never_saw_makes_a_card(
    process: Process, asked: RefundCase
) -> None:
    process.ledger.record((told(asked),))
    card = process.card(ORDER.order_id)
    assert card.order.problem is Problem.DETAILS_MISSING
    assert card.refunds == (asked,)


async def test_a_waiting_case_keeps_a_finished_order_on_the_board(
    process: Process, asked: RefundCase, clock: FakeClock
) -> None:
    process.ledger.record((ReadBack(order=reached(ORDER, Status.COMPLETED)), told(asked)))
    clock.advance(timedelta(hours=13))
    process.board.recheck()
    assert process.card(ORDER.order_id).refunds == (asked,)
    answered = replace(asked, state=RefundState.AGREED, told_at=NOON + timedelta(minutes=1))
    process.ledger.record((told(answered),))
    clock.advance(timedelta(hours=13))
    process.board.recheck()
    assert ORDER.order_id not in process.board.cards


async def test_a_case_whose_news_got_lost_is_found_by_the_next_read(
    process: Process, asked: RefundCase
) -> None:
    process.knows(ORDER)
    wanted: list[ReadOrder] = []
    process.hub.read_wanted.connect(wanted.append)
    process.ledger.record((ReadBack(order=ORDER, cases=(asked,)),))
    assert process.card(ORDER.order_id).refunds == (asked,)
    assert wanted == []  # a read is not followed by another


async def test_an_answer_given_elsewhere_is_found_by_the_next_read(
    process: Process, asked: RefundCase
) -> None:
    process.knows(ORDER)
    process.ledger.record((told(asked),))
    done = replace(asked, state=RefundState.COMPLETED, told_at=NOON + timedelta(minutes=3))
    process.ledger.record((ReadBack(order=ORDER, cases=(done,)),))
    (case,) = process.card(ORDER.order_id).refunds
    assert case.state is RefundState.COMPLETED
    process.ledger.record((ReadBack(order=ORDER, cases=(asked,)),))  # a stale read
    assert process.card(ORDER.order_id).refunds == (case,)


async def test_a_case_under_another_id_in_a_read_is_the_same_case(
    process: Process, asked: RefundCase
) -> None:
    process.knows(ORDER)
    process.ledger.record((told(asked),))
    shown = replace(
        asked,
        case_id=CaseId("5"),
        state=RefundState.AGREED,
        opened_at=NOON + timedelta(milliseconds=300),
        told_at=NOON + timedelta(minutes=2),
        is_listed=True,
    )
    process.ledger.record((ReadBack(order=ORDER, cases=(shown,)),))
    (case,) = process.card(ORDER.order_id).refunds
    assert (case.case_id, case.state) == (asked.case_id, RefundState.AGREED)


async def test_a_request_that_nobody_tells_the_end_of_stops_asking(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    finished = reached(ORDER, Status.COMPLETED)
    process.knows(finished)
    process.ledger.record((told(asked),))
    process.links.clock_measured(timedelta(minutes=-1))  # Keeta's clock is behind ours
    process.start()
    platform.calls.clear()
    await pass_time(20 * 60)
    assert platform.count("read") >= 15  # meanwhile Keeta is asked
    assert process.card(ORDER.order_id).refunds[0].answer_by is not None
    await pass_time(62)
    (case,) = process.card(ORDER.order_id).refunds
    assert (case.state, case.answer_by) == (RefundState.CLOSED, None)
    late = replace(asked, state=RefundState.AGREED, told_at=asked.opened_at + ANSWER_WITHIN)
    process.ledger.record((told(late),))
    assert process.card(ORDER.order_id).refunds[0].state is RefundState.AGREED


async def test_a_clock_that_is_wrong_at_a_start_closes_no_request(
    process: Process,
    platform: FakePlatform,
    clock: FakeClock,
    asked: RefundCase,
    again: Callable[[], Process],
) -> None:
    """Nobody has told yet how wrong it is, and a closed request stays closed."""
    process.knows(ORDER)
    process.ledger.record((told(asked),))
    await process.kill()
    clock.advance(timedelta(days=1))
    run = again()
    run.board.load()
    run.watch.look()
    assert run.card(ORDER.order_id).refunds[0].state is RefundState.WAITING
    await run.sync.read_now(ORDER.order_id)
    run.links.clock_measured(timedelta(days=-1))  # by the answer to that read
    run.watch.look()
    assert run.card(ORDER.order_id).refunds[0].state is RefundState.WAITING


async def test_a_card_counts_down_by_our_clock(process: Process, asked: RefundCase) -> None:
    process.knows(ORDER)
    process.ledger.record((told(asked),))
    process.links.clock_measured(timedelta(minutes=2))
    process.board.recheck()
    (case,) = process.card(ORDER.order_id).refunds
    assert case.answer_by == NOON + ANSWER_WITHIN - timedelta(minutes=2)


async def test_a_read_that_is_faster_than_its_event_makes_no_second_case(
    process: Process, asked: RefundCase
) -> None:
    process.knows(ORDER)
    shown = replace(asked, case_id=CaseId("5"), is_listed=True, by=Party.UNKNOWN)
    process.ledger.record((ReadBack(order=ORDER, cases=(shown,)),))
    process.ledger.record((told(asked),))
    assert process.card(ORDER.order_id).refunds == (asked,)
    process.ledger.record((ReadBack(order=ORDER, cases=(shown,)),))
    assert process.card(ORDER.order_id).refunds == (asked,)


async def test_a_cancelled_order_asks_for_no_answer(process: Process, asked: RefundCase) -> None:
    process.knows(ORDER)
    process.ledger.record((told(asked),))
    cancelled = Cancelled(order_id=ORDER.order_id, shop_id=SHOP, at=NOON, by=Party.SUPPORT)
    process.ledger.record((cancelled,))
    (case,) = process.card(ORDER.order_id).refunds
    assert case.state is RefundState.CLOSED
    assert not REFUND_ANSWERS.keys() & process.card(ORDER.order_id).actions
    late = replace(asked, case_id=CaseId("9"))
    process.ledger.record((told(late),))  # its event comes after that of the cancel
    assert {each.state for each in process.card(ORDER.order_id).refunds} == {RefundState.CLOSED}
    approved = replace(asked, state=RefundState.AGREED)
    process.ledger.record((told(approved),))
    assert process.store.refunds.get(asked.case_id) == approved
