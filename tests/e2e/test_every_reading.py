"""What nobody knows of Keeta's orders: the core gets through under every reading of it."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Literal

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.order import Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.sandbox.config import SWITCHES, SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Fault, FaultKind
from tests.e2e.day import Day, a_day, first_row, refunds, whole_day
from tests.e2e.situations import SETTINGS, SITUATIONS

EVERYWHERE = (
    "accepted_status_in_get",
    "big_order_products",
    "lazy_merchant_fee",
    "option_price",
    "placed_shape",
    "success_member",
    "waiting_status",
    "webhook_signature",
)
"""The switches that make a difference to any order."""
IN_REFUNDS = (
    "agree_answers_partial",
    "agreed_partial_status",
    "appeal_status",
    "refund_cancels_order",
    "refund_id",
    "refund_info_id",
    "refund_pictures",
    "refunded_count",
    "residue_amount",
    "waiting_handler",
)
"""Those that nothing but a refund meets."""
HAPPENINGS: dict[str, Callable[[Day], Awaitable[None]]] = {
    **dict.fromkeys(EVERYWHERE, whole_day),
    **dict.fromkeys(IN_REFUNDS, refunds),
    **SITUATIONS,
}
READINGS = [(name, position) for name in HAPPENINGS for position in SWITCHES[name]]
LOGGED: dict[tuple[str, object], str] = {("undecryptable", "call"): "stays sealed"}
"""What goes into the log; nothing else may."""


@pytest.mark.parametrize(("name", "position"), READINGS)
async def test_the_core_gets_through_under_every_reading(
    tmp_path: Path, name: str, position: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings = {name: position, "refund_completes_after_s": 0.0} | SETTINGS.get(name, {})
    config = SandboxConfig(**settings)  # type: ignore[arg-type]  # the switch's own positions
    async with a_day(tmp_path, config) as day:
        await HAPPENINGS[name](day)
    if expected := LOGGED.get((name, position)):
        assert expected in caplog.text
        caplog.clear()


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
        wanted = await first_row(day, order_id)
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
        wanted = await first_row(day, order_id)
        day.sandbox.faults.next_call("/order/refund/part/apply", Fault(kind=FaultKind.HTTP_500))
        action = await day.core.kitchen.refund_part(order_id, wanted)
        assert action is not None
        card = await day.card(order_id, lambda card: card.question is not None)
        assert ActionKind.REFUND_PART not in card.actions
        settled: Action = await day.core.kitchen.settle_by_hand(action.key, was_done=False)
        assert settled.state is ActionState.REFUSED
        calls = [call.path for call in day.sandbox.order(int(order_id)).calls]
        assert calls.count("/order/refund/part/apply") == 1
