"""News of a refund reach the board through the same ledger as everything else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import ReadBack, RefundTold
from kitchen_app.domain.order import Problem, Status
from kitchen_app.domain.refunds import RefundCase, RefundState
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, SHOP, FakeClock, an_order, reached
from tests.services.harness import Process

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
