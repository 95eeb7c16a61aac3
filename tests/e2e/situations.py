"""What has to happen before a switch makes a difference, for those that a usual day never meets.

Each function brings its situation about, asserts that the switch was met in it, and that the
core got through.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from kitchen_app.domain.actions import CancelReason
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.part_refund import InvalidRefund, refundable
from kitchen_app.domain.refunds import RefundState
from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Fault, FaultKind
from kitchen_app.sandbox.push import HEARTBEAT
from kitchen_app.sandbox.refunds import ANSWER_WITHIN_S
from kitchen_app.sandbox.rules import ACCEPT_WITHIN_S
from tests.e2e.day import Day, first_row, refunded_in_part_by_the_shop, whole_day


async def _hearts_beat(day: Day) -> None:
    def beats() -> list[bool]:
        return [each.ok for each in day.sandbox.journal.deliveries if each.event_id == HEARTBEAT]

    await day.comes_true(lambda: len(beats()) >= 2)
    assert all(beats())
    await day.reaches(await day.accepted(), Status.ACCEPTED)


async def _placed_twice(day: Day) -> None:
    """The answer to 1001 is lost: it comes again when the order is long accepted."""
    kept = day.sandbox.config.retry_message_id == "same"
    day.sandbox.faults.next_event(1001, EventFault(kind=EventFaultKind.ANSWER_LOST))
    order_id = await day.accepted()
    day.leap(60)
    first, again = await day.attempts(order_id, 1001, 2)
    assert (again.ok, first.message_id == again.message_id) == (True, kept)
    await day.attempts(order_id, 1002, 1)
    assert (await day.reaches(order_id, Status.ACCEPTED)).failure is None
    assert list(day.core.kitchen.board.cards) == [order_id]


async def _placed_while_nobody_listens(day: Day) -> None:
    """The first two attempts fail, so that the pause before the third tells the spacing."""
    second_pause_s = {"even": 60, "growing": 120}[day.sandbox.config.retry_spacing]
    day.sandbox.set_callback_url(f"{day.sandbox.base_url}/nobody")
    order_id = OrderId(str(await day.sandbox.place_order()))
    await day.attempts(order_id, 1001, 1)
    day.leap(60)
    await day.attempts(order_id, 1001, 2)
    day.sandbox.set_callback_url(day.core.callback_url)
    day.leap(second_pause_s - 5)
    await asyncio.sleep(0.1)  # an attempt that came too early would be there by now
    assert len(await day.attempts(order_id, 1001, 2)) == 2
    day.leap(5)
    attempts = await day.attempts(order_id, 1001, 3)
    assert [each.ok for each in attempts] == [False, False, True]
    await day.reaches(order_id, Status.NEW)
    assert await day.core.kitchen.accept(order_id)
    await day.reaches(order_id, Status.ACCEPTED)


async def _nobody_accepts(day: Day) -> None:
    told_by = day.sandbox.config.expiry_event
    order_id = await day.place()
    day.leap(ACCEPT_WITHIN_S)
    await day.reaches(order_id, Status.CANCELLED)
    for event_id in {"1004": (1004,), "1008": (1008,), "both": (1004, 1008)}[told_by]:
        assert (await day.attempts(order_id, event_id, 1))[0].ok
    told = {each.event_id for each in day.sandbox.journal.deliveries_of(int(order_id))}
    assert told == {1001} | ({1004} if told_by != "1008" else set()) | (
        {1008} if told_by != "1004" else set()
    )


async def _nobody_answers_a_refund(day: Day) -> None:
    order_id = await day.accepted()
    order = day.sandbox.book.get(int(order_id))
    day.sandbox.refunds.ask(order)
    await day.case(order_id, RefundState.WAITING)
    day.leap(ANSWER_WITHIN_S)
    if day.sandbox.config.unanswered_refund == "escalate":
        await day.comes_true(lambda: order.cases[-1].state == "escalated")
        day.sandbox.refunds.decide(order, approve=True)
    case = await day.case(order_id, RefundState.COMPLETED)
    assert case.kind.value == "full"
    await day.reaches(order_id, Status.CANCELLED)


async def _carried_by_the_shop(day: Day) -> None:
    order_id = await day.accepted(fulfilment="self_delivery")
    recipient = await day.core.kitchen.recipients.of(order_id)
    assert recipient is not None
    assert (bool(recipient.phone), bool(recipient.name), recipient.hidden) == (True, True, False)
    encrypted = day.sandbox.config.self_delivery_recipient == "encrypted"
    assert day.called("/base/batchDecrypt") == (1 if encrypted else 0)
    await _dispatched_and_delivered(day, order_id)


async def _carried_with_one_text_sealed(day: Day) -> None:
    order_id = await day.accepted(fulfilment="self_delivery")
    order = day.sandbox.book.get(int(order_id))
    del order.plain_texts[order.fixed["recipientInfo"]["houseNumber"]]
    recipient = await day.core.kitchen.recipients.of(order_id)
    assert recipient is not None
    alone = day.sandbox.config.undecryptable == "element"
    assert (bool(recipient.phone), recipient.hidden) == (alone, True)
    await _dispatched_and_delivered(day, order_id)


async def _delivered_without_dispatch(day: Day) -> None:
    order_id = await day.accepted(fulfilment="self_delivery")
    assert await day.core.kitchen.deliver(order_id)
    if day.sandbox.config.delivered_needs_dispatched:
        await day.refused(order_id)
        await _dispatched_and_delivered(day, order_id)
    await day.reaches(order_id, Status.COMPLETED)
    assert day.sandbox.order(int(order_id)).phase == "completed"


async def _dispatched_twice(day: Day) -> None:
    """The answer to the first call is lost: the core cannot know and says it again."""
    order_id = await day.accepted(fulfilment="self_delivery")
    day.sandbox.faults.next_call("/order/dispatched", Fault(kind=FaultKind.ANSWER_LOST))
    assert await day.core.kitchen.dispatch(order_id)
    await day.comes_true(lambda: day.called("/order/dispatched") == 2)
    await day.card(order_id, lambda card: card.pending is None)
    assert await day.core.kitchen.deliver(order_id)
    await day.reaches(order_id, Status.COMPLETED)


async def _dispatched_and_delivered(day: Day, order_id: OrderId) -> None:
    assert await day.core.kitchen.dispatch(order_id)
    await day.card(order_id, lambda card: card.order.dispatched_at is not None)
    assert await day.core.kitchen.deliver(order_id)
    await day.reaches(order_id, Status.COMPLETED)


async def _collected_before_ready(day: Day) -> None:
    order_id = await day.accepted(fulfilment="pickup")
    assert await day.core.kitchen.collect(order_id)
    if day.sandbox.config.collect_needs_ready:
        await day.refused(order_id)
        assert await day.core.kitchen.ready(order_id)
        await day.reaches(order_id, Status.READY)
        assert await day.core.kitchen.collect(order_id)
    await day.reaches(order_id, Status.COMPLETED)


async def _cancelled_when_ready(day: Day) -> None:
    closed = day.sandbox.config.merchant_cancel_window == "until_ready"
    order_id = await day.made_ready()
    assert await day.core.kitchen.cancel(order_id, reason=CancelReason.SHORT_STAFFED)
    if closed:
        await day.refused(order_id)
    await day.reaches(order_id, Status.READY if closed else Status.CANCELLED)
    early = await day.accepted()
    assert await day.core.kitchen.cancel(early, reason=CancelReason.SHORT_STAFFED)
    await day.reaches(early, Status.CANCELLED)


async def _ready_when_the_rider_has_left(day: Day) -> None:
    """Somebody forgot to press "ready": the rider took the food all the same."""
    closed = day.sandbox.config.prepare_window == "until_collected"
    order_id = await day.accepted()
    for step in (20, 25, 30):
        day.sandbox.ride(int(order_id), step)
    await day.card(order_id, lambda card: card.order.rider is not None)
    assert await day.core.kitchen.ready(order_id)
    if closed:
        await day.refused(order_id)
    await day.reaches(order_id, Status.ACCEPTED if closed else Status.READY)
    day.sandbox.ride(int(order_id), 50)
    await day.reaches(order_id, Status.COMPLETED)
    await day.made_ready()


async def _given_back_after_the_meal(day: Day) -> None:
    closed = day.sandbox.config.part_refund_window == "until_completed"
    order_id = await day.made_ready(fulfilment="pickup")
    assert await day.core.kitchen.collect(order_id)
    await day.reaches(order_id, Status.COMPLETED)
    assert await day.core.kitchen.refund_part(order_id, await first_row(day, order_id))
    if closed:
        await day.refused(order_id)
        assert day.called("/order/refund/part/apply") == 1, "it moves money: never sent again"
        assert not day.sandbox.book.get(int(order_id)).cases
    else:
        await day.case(order_id, RefundState.COMPLETED)
    await refunded_in_part_by_the_shop(day)


async def _options_counted(day: Day) -> None:
    """Each option is for one dish, however Keeta counts it."""
    order_id = await day.place(lines=9, seed=4)
    order = (await day.reaches(order_id, Status.NEW)).order
    info = day.sandbox.order(int(order_id)).order_info
    rows = [
        option
        for product in info["products"]
        for group in product["groups"]
        for option in group["shopProductGroupSkuList"]
    ]
    wanted = {"both": {"count", "groupSkuCount"}}
    told = day.sandbox.config.option_count
    assert rows
    for row in rows:
        assert {"count", "groupSkuCount"} & row.keys() == wanted.get(told, {told})
    several = [line for line in order.lines if line.quantity > 1 and line.options]
    assert several
    assert {option.quantity for line in several for option in line.options} == {1}
    await whole_day(day)


async def _shown_in_full(day: Day) -> None:
    extras = day.sandbox.config.live_extras
    order_id = await day.place(note="Ring twice", lines=3)
    info = day.sandbox.order(int(order_id)).order_info
    assert ("payTotalStr" in info["feeDtl"]["customerFee"]) is extras
    order = (await day.reaches(order_id, Status.NEW)).order
    assert order.note == ("Ring twice" if extras else "")
    assert (order.number, len(order.lines)) == (info["merchantOrder"]["seqNoStr"], 3)
    assert order.paid is not None
    assert order.paid.minor == info["feeDtl"]["customerFee"]["payTotal"]
    assert order.paid.currency == info["feeDtl"]["customerFee"]["i18n"]["currency"]
    await whole_day(day)


async def _paid_in_dinars(day: Day) -> None:
    order_id = await day.place()
    fee = day.sandbox.order(int(order_id)).order_info["feeDtl"]["customerFee"]
    paid = (await day.reaches(order_id, Status.NEW)).order.paid
    assert paid is not None
    assert f"{paid.currency} {paid.amount:.3f}" == fee["payTotalStr"]
    times = {"thousandths": 1, "hundredths": 10}[day.sandbox.config.money_scale]
    assert paid.minor == fee["payTotal"] * times
    await _dinars_given_back(day, times)
    await whole_day(day)


async def _dinars_given_back(day: Day, times: int) -> None:
    """No text stands beside the amounts of refunds: they are as large as the order's all the same.

    `times` is how many fils one of Keeta's units is.
    """
    order_id = await day.accepted()
    order = day.sandbox.book.get(int(order_id))
    wanted = await first_row(day, order_id)
    assert wanted.amount.minor == order.products[0]["priceWithGroup"]["unitPrice"] * times
    left = refundable((await day.reaches(order_id, Status.ACCEPTED)).order, ())
    assert left is not None
    too_much = replace(wanted, amount=replace(left, minor=left.minor + 1))
    with pytest.raises(InvalidRefund, match="over_refundable"):
        await day.core.kitchen.refund_part(order_id, too_much)
    assert day.called("/order/refund/part/apply") == 0
    assert await day.core.kitchen.refund_part(order_id, wanted)
    case = await day.case(order_id, RefundState.AGREED, RefundState.COMPLETED)
    assert case.amount == wanted.amount
    day.sandbox.refunds.ask(order)
    asked = await day.case(order_id, RefundState.WAITING)
    assert asked.amount is not None
    assert asked.amount.minor == order.cases[-1].money * times


SITUATIONS: dict[str, Callable[[Day], Awaitable[None]]] = {
    "collect_needs_ready": _collected_before_ready,
    "delivered_needs_dispatched": _delivered_without_dispatch,
    "expiry_event": _nobody_accepts,
    "heartbeat_body": _hearts_beat,
    "live_extras": _shown_in_full,
    "merchant_cancel_window": _cancelled_when_ready,
    "money_scale": _paid_in_dinars,
    "option_count": _options_counted,
    "part_refund_window": _given_back_after_the_meal,
    "prepare_window": _ready_when_the_rider_has_left,
    "preview_currency": refunded_in_part_by_the_shop,
    "repeated_dispatch": _dispatched_twice,
    "retry_message_id": _placed_twice,
    "retry_spacing": _placed_while_nobody_listens,
    "self_delivery_recipient": _carried_by_the_shop,
    "unanswered_refund": _nobody_answers_a_refund,
    "undecryptable": _carried_with_one_text_sealed,
}
"""What happens instead of the usual day, which these switches do not touch or not alone."""

SETTINGS: dict[str, dict[str, Any]] = {
    "heartbeat_body": {"heartbeat_every_s": 0.2},
    "money_scale": {"currency": "KWD"},
    "option_count": {"languages": ("en",)},
}
"""What has to be set beside a switch for its situation to come about."""
