"""What nobody knows of Keeta's orders: the core gets through a day under every reading of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.actions import Action, ActionKind, ActionState, RejectReason
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.part_refund import Choice, PartRefund, PartRefundReason
from kitchen_app.domain.refunds import RefundCase, RefundKind, RefundState
from kitchen_app.sandbox.config import SWITCHES, SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Fault, FaultKind
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.board import CardView
from tests.e2e.stage import config_for

# The switches of the authorisation, the shop and the menu are walked through by the tests of
# those; `any_token` and `test_shop` say how the emulator is used, not what Keeta is like.
ORDER_SWITCHES = (
    "accepted_status_in_get",
    "agree_answers_partial",
    "agreed_partial_status",
    "appeal_status",
    "big_order_products",
    "collect_needs_ready",
    "expiry_event",
    "heartbeat_body",
    "lazy_merchant_fee",
    "placed_shape",
    "refund_cancels_order",
    "refund_id",
    "refund_info_id",
    "refund_pictures",
    "refunded_count",
    "residue_amount",
    "retry_message_id",
    "retry_spacing",
    "self_delivery_recipient",
    "success_member",
    "unanswered_refund",
    "waiting_handler",
    "waiting_status",
    "webhook_signature",
)
READINGS = [(name, position) for name in ORDER_SWITCHES for position in SWITCHES[name]]


@dataclass
class Day:
    """A core at work and the Keeta that it works with, on one loop."""

    core: Core
    sandbox: Sandbox

    async def card(self, order_id: OrderId, holds: Callable[[CardView], bool]) -> CardView:
        """Wait until a card shows something; return it."""
        changed = asyncio.Event()

        def note(_: object) -> None:
            changed.set()

        board = self.core.kitchen.board
        board.card_changed.connect(note)
        async with asyncio.timeout(10):
            while (card := board.cards.get(order_id)) is None or not holds(card):
                await changed.wait()
                changed.clear()
        board.card_changed.disconnect(note)
        return card

    async def place(self, **wish: str | bool) -> OrderId:
        order_id = OrderId(str(await self.sandbox.place_order(**wish)))  # type: ignore[arg-type]  # keywords as the emulator names them
        await self.card(order_id, lambda card: bool(card.order.lines) and not card.order.problem)
        return order_id

    async def accepted(self, **wish: str | bool) -> OrderId:
        order_id = await self.place(**wish)
        assert await self.core.kitchen.accept(order_id)
        await self.reaches(order_id, Status.ACCEPTED)
        return order_id

    async def reaches(self, order_id: OrderId, status: Status) -> CardView:
        return await self.card(
            order_id, lambda card: card.order.status is status and card.pending is None
        )

    async def case(self, order_id: OrderId, *states: RefundState) -> RefundCase:
        """Wait until the newest case of an order is in one of these states."""
        card = await self.card(
            order_id, lambda card: bool(card.refunds) and card.refunds[-1].state in states
        )
        return card.refunds[-1]


@asynccontextmanager
async def a_day(data_dir: Path, config: SandboxConfig) -> AsyncIterator[Day]:
    async with Sandbox(config) as sandbox:
        core = Core(config_for(sandbox, data_dir))
        await core.start()
        sandbox.set_callback_url(core.callback_url)
        try:
            yield Day(core, sandbox)
        finally:
            await core.stop()


@pytest.mark.parametrize(("name", "position"), READINGS)
async def test_a_day_goes_well_under_every_reading(
    tmp_path: Path, name: str, position: object
) -> None:
    config = SandboxConfig(**{name: position, "refund_completes_after_s": 0.0})  # type: ignore[arg-type]  # the switch's own positions
    async with a_day(tmp_path, config) as day:
        await _delivered(day)
        await _picked_up(day)
        await _refunded_whole(day)
        await _refunded_in_part_at_the_customers_wish(day)
        await _refunded_in_part_by_the_shop(day)
        big = await day.accepted(big=True)
        day.sandbox.cancel_by_service(int(big))
        await day.reaches(big, Status.CANCELLED)


async def _delivered(day: Day) -> None:
    order_id = await day.accepted()
    assert await day.core.kitchen.ready(order_id)
    await day.reaches(order_id, Status.READY)
    for step in (20, 25, 30, 50):
        day.sandbox.ride(int(order_id), step)
    await day.reaches(order_id, Status.COMPLETED)


async def _picked_up(day: Day) -> None:
    order_id = await day.accepted(fulfilment="pickup")
    assert await day.core.kitchen.ready(order_id)
    await day.reaches(order_id, Status.READY)
    assert await day.core.kitchen.collect(order_id)
    await day.reaches(order_id, Status.COMPLETED)


async def _refunded_whole(day: Day) -> None:
    order_id = await day.accepted()
    day.sandbox.refunds.ask(day.sandbox.book.get(int(order_id)), pictures=["https://a.test/1.jpg"])
    waiting = await day.case(order_id, RefundState.WAITING)
    assert (waiting.kind, waiting.answer_by is not None) == (RefundKind.FULL, True)
    assert await day.core.kitchen.agree_refund(order_id)
    await day.case(order_id, RefundState.COMPLETED)
    if day.sandbox.config.refund_cancels_order:
        await day.reaches(order_id, Status.CANCELLED)


async def _refunded_in_part_at_the_customers_wish(day: Day) -> None:
    order_id = await day.accepted()
    order = day.sandbox.book.get(int(order_id))
    day.sandbox.refunds.ask(order, lines={order.products[0]["id"]: 1})
    assert (await day.case(order_id, RefundState.WAITING)).kind is RefundKind.PARTIAL
    action = await day.core.kitchen.reject_refund(order_id, reason=RejectReason.PREPARED)
    assert action is not None
    if day.sandbox.config.agree_answers_partial:
        await day.case(order_id, RefundState.REJECTED)
        day.sandbox.refunds.appeal(order)
        appeal = await day.case(order_id, RefundState.APPEALED)
        assert appeal.answer_by is None  # an appeal is not ours to answer
    day.sandbox.refunds.decide(order, approve=True)
    await day.case(order_id, RefundState.COMPLETED)


async def _refunded_in_part_by_the_shop(day: Day) -> None:
    order_id = await day.accepted()
    wanted = await _first_row(day, order_id)
    assert await day.core.kitchen.refund_part(order_id, wanted)
    case = await day.case(order_id, RefundState.COMPLETED)
    assert (case.kind, case.amount) == (RefundKind.PARTIAL, wanted.amount)


async def _first_row(day: Day, order_id: OrderId) -> PartRefund:
    refunds = day.core.kitchen.part_refunds
    offered = await refunds.offered(order_id)
    choice = Choice(row_id=offered.rows[0].row_id, count=1)
    total = (await refunds.priced(order_id, (choice,))).total
    assert total is not None
    return PartRefund(choices=(choice,), amount=total, reason=PartRefundReason.MISSING)


@pytest.mark.parametrize("refund_info_id", ["case", "own"])
async def test_a_request_and_its_end_are_found_by_reads_when_every_event_is_lost(
    tmp_path: Path, refund_info_id: Literal["case", "own"]
) -> None:
    config = SandboxConfig(refund_info_id=refund_info_id, refund_completes_after_s=0.0)
    async with a_day(tmp_path, config) as day:
        order_id = await day.accepted()
        day.sandbox.faults.next_event(1005, *[EventFault(kind=EventFaultKind.LOST)] * 3)
        day.sandbox.faults.next_event(1004, EventFault(kind=EventFaultKind.LOST))
        day.sandbox.refunds.ask(day.sandbox.book.get(int(order_id)))
        day.core._sync.want(order_id)
        await day.case(order_id, RefundState.WAITING)
        day.sandbox.refunds.agree(day.sandbox.book.get(int(order_id)))
        day.core._sync.want(order_id)
        await day.case(order_id, RefundState.AGREED, RefundState.COMPLETED)
        assert len((await day.reaches(order_id, Status.CANCELLED)).refunds) == 1


async def test_the_courier_learns_where_to_go_and_nobody_else_does(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with a_day(tmp_path, SandboxConfig()) as day:
        ours = await day.accepted(fulfilment="self_delivery")
        theirs = await day.accepted()
        recipient = await day.core.kitchen.recipients.of(ours)
        assert recipient is not None
        assert recipient.phone
        assert not recipient.hidden
        assert await day.core.kitchen.recipients.of(theirs) is None
        day.sandbox.faults.next_call("/base/batchDecrypt", Fault(kind=FaultKind.REFUSED))
        other = await day.accepted(fulfilment="self_delivery")
        sealed = await day.core.kitchen.recipients.of(other)
        assert sealed is not None
        assert sealed.hidden
        assert await day.core.kitchen.ready(other)
        await day.reaches(other, Status.READY)
        assert "stays sealed" in caplog.text
        caplog.clear()


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.APPLIED_LATE])
async def test_a_refund_whose_answer_got_lost_is_settled_by_its_event(
    tmp_path: Path, kind: FaultKind
) -> None:
    async with a_day(tmp_path, SandboxConfig()) as day:
        order_id = await day.accepted()
        wanted = await _first_row(day, order_id)
        fault = Fault(kind=kind, late_s=0.5)
        day.sandbox.faults.next_call("/order/refund/part/apply", fault)
        action = await day.core.kitchen.refund_part(order_id, wanted)
        assert action is not None
        await day.case(order_id, RefundState.AGREED)
        card = await day.card(order_id, lambda card: card.question is None and not card.pending)
        assert card.failure is None
        assert len(card.refunds) == 1


async def test_a_refund_that_never_arrived_is_a_question_and_not_sent_again(
    tmp_path: Path,
) -> None:
    async with a_day(tmp_path, SandboxConfig()) as day:
        order_id = await day.accepted()
        wanted = await _first_row(day, order_id)
        day.sandbox.faults.next_call("/order/refund/part/apply", Fault(kind=FaultKind.HTTP_500))
        action = await day.core.kitchen.refund_part(order_id, wanted)
        assert action is not None
        card = await day.card(order_id, lambda card: card.question is not None)
        assert ActionKind.REFUND_PART not in card.actions
        settled: Action = await day.core.kitchen.settle_by_hand(action.key, was_done=False)
        assert settled.state is ActionState.REFUSED
        calls = [call.path for call in day.sandbox.order(int(order_id)).calls]
        assert calls.count("/order/refund/part/apply") == 1
