"""Answering a refund request: once, in time, and never guessing how it went."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import ActionKind, ActionState, Refusal, RejectReason
from kitchen_app.domain.events import RefundTold
from kitchen_app.domain.order import Order, Party, Status
from kitchen_app.domain.refunds import RefundCase, RefundState
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time, until

ORDER: Order = reached(an_order(), Status.COMPLETED)
CASE = replace(ASKED, order_id=ORDER.order_id, opened_at=NOON, told_at=NOON)


@pytest.fixture
async def asked(process: Process, platform: FakePlatform) -> RefundCase:
    """A finished order whose customer wants the money back."""
    process.knows(ORDER)
    platform.asked_back.add(ORDER.order_id)
    process.ledger.record((RefundTold(case=CASE, shop_id=SHOP),))
    process.start()
    return CASE


def told(process: Process, state: RefundState, *, minutes: float = 1) -> None:
    news = replace(CASE, state=state, told_at=NOON + timedelta(minutes=minutes))
    process.ledger.record((RefundTold(case=news, shop_id=SHOP),))


def state_of(process: Process) -> RefundState:
    (case,) = process.card(ORDER.order_id).refunds
    return case.state


@pytest.mark.parametrize("fate", [None, Fate.NOT_SENT, Fate.BUSY, Fate.LOST_BEFORE, Fate.SLOW])
async def test_agreeing_reaches_keeta_once(
    process: Process, platform: FakePlatform, asked: RefundCase, fate: Fate | None
) -> None:
    if fate:
        platform.next("agree_refund", fate)
    action = await process.kitchen.agree_refund(ORDER.order_id)
    assert action is not None
    assert action.not_after == NOON + timedelta(minutes=15)
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.AGREE_REFUND: 1}
    assert state_of(process) is RefundState.AGREED
    assert process.card(ORDER.order_id).refunds[0].handled_by is Party.MERCHANT


async def test_a_lost_yes_is_settled_by_the_event_although_a_repeat_is_refused(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    platform.next("agree_refund", Fate.LOST_AFTER)
    action = await process.kitchen.agree_refund(ORDER.order_id)
    assert action is not None
    await until(lambda: platform.count("agree_refund") == 2)
    told(process, RefundState.AGREED)
    settled = await process.settled(action.key)
    assert (settled.state, settled.refusal) == (ActionState.DONE, None)
    assert platform.applied == {ActionKind.AGREE_REFUND: 1}


async def test_a_refusal_without_an_event_is_told_after_a_minute(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    platform.asked_back.clear()
    action = await process.kitchen.agree_refund(ORDER.order_id)
    assert action is not None
    await pass_time(50)
    assert process.action(action.key).state.is_open
    settled = await process.settled(action.key)
    assert settled.refusal is Refusal.BY_KEETA
    assert process.card(ORDER.order_id).failure is not None


async def test_rejecting_tells_the_reason_and_an_appeal_is_not_ours_to_answer(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    action = await process.kitchen.reject_refund(
        ORDER.order_id, reason=RejectReason.OTHER, text=" It was hot when it left "
    )
    assert action is not None
    await process.settled(action.key)
    assert platform.rejected_with == [(RejectReason.OTHER, "It was hot when it left")]
    assert state_of(process) is RefundState.REJECTED
    told(process, RefundState.CLOSED, minutes=2)  # Keeta's number for a rejection is unknown
    assert state_of(process) is RefundState.REJECTED
    told(process, RefundState.APPEALED, minutes=3)
    assert state_of(process) is RefundState.APPEALED
    assert await process.kitchen.agree_refund(ORDER.order_id) is None


async def test_a_lost_rejection_is_known_by_who_ended_the_case(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    platform.next("reject_refund", Fate.LOST_AFTER)
    action = await process.kitchen.reject_refund(ORDER.order_id, reason=RejectReason.PREPARED)
    assert action is not None
    await until(lambda: process.action(action.key).state is ActionState.WAITING_EVENT)
    ended = replace(
        CASE,
        state=RefundState.CLOSED,
        handled_by=Party.MERCHANT,
        told_at=NOON + timedelta(minutes=1),
    )
    process.ledger.record((RefundTold(case=ended, shop_id=SHOP),))
    settled = await process.settled(action.key)
    assert (settled.state, settled.refusal) == (ActionState.DONE, None)
    assert state_of(process) is RefundState.REJECTED


@pytest.mark.parametrize("comes", [True, False])
async def test_what_waits_for_an_event_goes_on_waiting_in_the_next_run(
    process: Process,
    again: Callable[[], Process],
    platform: FakePlatform,
    asked: RefundCase,
    comes: bool,
) -> None:
    platform.next("agree_refund", Fate.LOST_AFTER)
    action = await process.kitchen.agree_refund(ORDER.order_id)
    assert action is not None
    await until(lambda: process.action(action.key).state is ActionState.WAITING_EVENT)
    await process.kill()
    second = again()
    second.start()
    assert second.action(action.key).state is ActionState.WAITING_EVENT
    if comes:
        told(second, RefundState.AGREED)
    settled = await second.settled(action.key, within_s=90)
    assert settled.state is (ActionState.DONE if comes else ActionState.REFUSED)
    assert platform.applied == {ActionKind.AGREE_REFUND: 1}


async def test_a_request_answered_elsewhere_settles_the_answer_that_waits(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    platform.next("reject_refund", *[Fate.NOT_SENT] * 50)
    action = await process.kitchen.reject_refund(ORDER.order_id, reason=RejectReason.PREPARED)
    assert action is not None
    await until(lambda: platform.count("reject_refund") == 1)
    told(process, RefundState.AGREED)
    settled = await process.settled(action.key)
    assert settled.refusal is Refusal.ANSWERED_OTHERWISE
    assert platform.applied == {}


async def test_agree_and_reject_are_never_under_way_together(
    process: Process, asked: RefundCase
) -> None:
    first = await process.kitchen.agree_refund(ORDER.order_id)
    assert first is not None
    again = await process.kitchen.agree_refund(ORDER.order_id)
    assert again is not None
    assert again.key == first.key
    rejected = await process.kitchen.reject_refund(ORDER.order_id, reason=RejectReason.PREPARED)
    assert rejected is None


async def test_nothing_is_sent_after_the_fifteen_minutes(
    process: Process, platform: FakePlatform, asked: RefundCase, clock: FakeClock
) -> None:
    platform.next("agree_refund", *[Fate.NOT_SENT] * 200)
    action = await process.kitchen.agree_refund(ORDER.order_id)
    assert action is not None
    settled = await process.settled(action.key)
    assert settled.refusal is Refusal.TOO_LATE
    assert clock.now() > NOON + timedelta(minutes=15)
    assert platform.applied == {}


async def test_a_failure_is_taken_back_when_the_answer_turns_out_to_be_taken(
    process: Process, platform: FakePlatform, asked: RefundCase
) -> None:
    platform.next("agree_refund", Fate.REFUSED)
    action = await process.kitchen.agree_refund(ORDER.order_id)
    assert action is not None
    await process.settled(action.key)
    assert process.card(ORDER.order_id).failure is not None
    told(process, RefundState.AGREED)
    assert process.card(ORDER.order_id).failure is None


async def test_what_was_not_asked_cannot_be_answered(process: Process) -> None:
    order_id = process.knows(ORDER)
    assert await process.kitchen.agree_refund(order_id) is None
    with pytest.raises(ValueError, match="needs a text"):
        await process.kitchen.reject_refund(order_id, reason=RejectReason.OTHER)
