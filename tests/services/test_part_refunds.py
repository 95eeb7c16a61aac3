"""Giving part of the money back: at most once, at the amount that a person saw, never a guess."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.events import Cancelled, RefundTold
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, Party, Status
from kitchen_app.domain.part_refund import (
    Choice,
    InvalidRefund,
    PartRefund,
    PartRefundReason,
    RefundFault,
    RowId,
)
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.services.errors import NotSent, Refused
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time, until

ORDER: Order = replace(
    reached(an_order(), Status.COMPLETED), paid=Money(minor=5000, currency="SAR")
)
SOUP = (Choice(row_id=RowId("1"), count=1),)
WANTED = PartRefund(
    choices=SOUP,
    amount=Money(minor=1200, currency="SAR"),
    reason=PartRefundReason.NO_INGREDIENTS,
)


@pytest.fixture
async def order(process: Process) -> Order:
    process.knows(ORDER)
    process.start()
    return ORDER


def case_of_ours(**changes: object) -> RefundCase:
    """Return what event 1007 tells of our refund."""
    case = replace(
        ASKED,
        case_id=CaseId("834000000000002"),
        order_id=ORDER.order_id,
        kind=RefundKind.PARTIAL,
        state=RefundState.AGREED,
        by=Party.MERCHANT,
        amount=WANTED.amount,
        opened_at=NOON,
        told_at=NOON + timedelta(minutes=1),
    )
    return replace(case, **changes)  # type: ignore[arg-type]  # the members are the tests' own


def told(process: Process, case: RefundCase) -> None:
    process.ledger.record((RefundTold(case=case, shop_id=SHOP),))


async def ask(process: Process, wanted: PartRefund = WANTED) -> Action:
    action = await process.kitchen.refund_part(ORDER.order_id, wanted)
    assert action is not None
    return action


async def asked_a_person(process: Process, platform: FakePlatform, fate: Fate) -> Action:
    """Let a refund's outcome be unknown, until a person is asked."""
    platform.next("refund_part", fate)
    action = await ask(process)
    await until(lambda: process.action(action.key).state is ActionState.HUMAN)
    return action


async def test_the_three_steps_give_the_money_back_once(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    refunds = process.kitchen.part_refunds
    offered = await refunds.offered(order.order_id)
    assert [(row.row_id, row.bought, row.amount) for row in offered.rows] == [
        (RowId("1"), 1, Money(minor=0, currency="SAR"))
    ]
    priced = await refunds.priced(order.order_id, SOUP)
    assert priced.total == WANTED.amount
    action = await ask(process)
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.REFUND_PART: 1}
    (sent,) = platform.refunded_with
    assert (sent.choices, sent.reason) == (SOUP, PartRefundReason.NO_INGREDIENTS)


@pytest.mark.parametrize("fate", [Fate.NOT_SENT, Fate.BUSY, Fate.NOT_AUTHORISED, Fate.SLOW])
async def test_what_surely_was_not_received_is_sent_again(
    process: Process, platform: FakePlatform, order: Order, fate: Fate
) -> None:
    platform.next("refund_part", fate)
    settled = await process.settled((await ask(process)).key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.REFUND_PART: 1}


@pytest.mark.parametrize("fate", [Fate.LOST_BEFORE, Fate.LOST_AFTER, Fate.LATE, Fate.BARRED])
async def test_an_unknown_outcome_is_never_sent_again_and_goes_to_a_person(
    process: Process, platform: FakePlatform, order: Order, fate: Fate
) -> None:
    action = await asked_a_person(process, platform, fate)
    await pass_time(3600)
    assert platform.count("refund_part") == 1
    question = process.card(order.order_id).question
    assert question is not None
    assert (question.key, question.wanted.amount) == (action.key, WANTED.amount)
    assert ActionKind.REFUND_PART not in process.card(order.order_id).actions
    assert process.card(order.order_id).pending is None


async def test_a_bug_while_it_is_sent_counts_as_an_unknown_outcome(
    process: Process, platform: FakePlatform, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    action = await asked_a_person(process, platform, Fate.BUG)
    await pass_time(3600)
    assert platform.count("refund_part") == 1
    assert f"Action {action.key} could not go on" in caplog.text
    caplog.clear()


async def test_an_open_question_keeps_its_card_on_the_board(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    await asked_a_person(process, platform, Fate.LOST_BEFORE)
    await pass_time(timedelta(hours=13).total_seconds())
    process.board.recheck()
    assert order.order_id in process.board.cards


@pytest.mark.parametrize(
    ("was_done", "state", "refusal"),
    [
        (True, ActionState.DONE, None),
        (False, ActionState.REFUSED, Refusal.NOT_DONE),
    ],
)
async def test_a_persons_word_settles_it_and_frees_the_way(
    process: Process,
    platform: FakePlatform,
    order: Order,
    was_done: bool,
    state: ActionState,
    refusal: Refusal | None,
) -> None:
    action = await asked_a_person(process, platform, Fate.LOST_BEFORE)
    running = await process.kitchen.refund_part(order.order_id, WANTED)
    assert running is not None
    assert running.key == action.key  # the same once more is the one that waits
    other = replace(WANTED, reason=PartRefundReason.SLOW)
    assert await process.kitchen.refund_part(order.order_id, other) is None
    settled = await process.kitchen.settle_by_hand(action.key, was_done=was_done)
    assert (settled.state, settled.refusal) == (state, refusal)
    assert process.card(order.order_id).question is None
    again = await process.kitchen.refund_part(order.order_id, other)
    assert again is not None
    assert again.key != action.key


async def test_a_word_after_the_news_changes_nothing(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    action = await asked_a_person(process, platform, Fate.LOST_AFTER)
    told(process, case_of_ours())
    assert process.action(action.key).state is ActionState.DONE
    late = await process.kitchen.settle_by_hand(action.key, was_done=False)
    assert late.state is ActionState.DONE
    with pytest.raises(LookupError):
        await process.kitchen.settle_by_hand("no such key", was_done=True)


async def test_news_of_our_refund_settles_the_question_and_news_of_others_does_not(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    action = await asked_a_person(process, platform, Fate.LOST_AFTER)
    other = Money(minor=700, currency="SAR")
    told(process, case_of_ours(case_id=CaseId("1"), by=Party.CUSTOMER))
    told(process, case_of_ours(case_id=CaseId("2"), amount=other))
    assert process.action(action.key).state is ActionState.HUMAN
    told(process, case_of_ours())
    assert process.action(action.key).state is ActionState.DONE
    assert process.card(order.order_id).question is None


async def test_a_read_that_shows_our_refund_settles_the_question(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    action = await asked_a_person(process, platform, Fate.LATE)
    platform.cases[order.order_id] = (case_of_ours(by=Party.UNKNOWN),)
    await until(lambda: process.action(action.key).state is ActionState.DONE, within_s=70)
    assert platform.count("refund_part") == 1


async def test_an_end_of_the_order_does_not_answer_the_question(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    action = await asked_a_person(process, platform, Fate.LOST_AFTER)
    cancelled = Cancelled(
        order_id=order.order_id, shop_id=SHOP, at=NOON + timedelta(minutes=2), by=Party.SUPPORT
    )
    process.ledger.record((cancelled,))
    assert process.action(action.key).state is ActionState.HUMAN


async def test_news_that_overtakes_the_lost_answer_needs_no_person(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    platform.next("refund_part", Fate.HANGS_AFTER)
    action = await ask(process)
    await until(lambda: platform.count("refund_part") == 1)
    told(process, case_of_ours())
    assert process.action(action.key).state is ActionState.SENDING
    hung = [task for task in asyncio.all_tasks() if action.key in task.get_name()]
    platform.drop_hanging()
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert len(hung) == 1


async def test_a_case_from_before_is_not_taken_for_ours(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    told(process, case_of_ours())
    action = await asked_a_person(process, platform, Fate.LOST_BEFORE)
    told(process, case_of_ours(state=RefundState.COMPLETED, told_at=NOON + timedelta(minutes=9)))
    assert process.action(action.key).state is ActionState.HUMAN


async def test_late_news_of_an_earlier_refund_of_the_same_amount_is_not_taken_for_ours(
    process: Process, platform: FakePlatform, clock: FakeClock, order: Order
) -> None:
    clock.advance(timedelta(minutes=5))
    action = await asked_a_person(process, platform, Fate.LOST_BEFORE)
    told(process, case_of_ours(opened_at=NOON + timedelta(minutes=1)))
    assert process.action(action.key).state is ActionState.HUMAN
    told(process, case_of_ours(case_id=CaseId("9"), opened_at=NOON + timedelta(minutes=5)))
    assert process.action(action.key).state is ActionState.DONE


async def test_a_refusal_is_meant_and_told(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    platform.next("refund_part", Fate.REFUSED)
    settled = await process.settled((await ask(process)).key)
    assert settled.refusal is Refusal.BY_KEETA
    failure = process.card(order.order_id).failure
    assert failure is not None
    assert failure.detail == "this shop may not do that"
    assert platform.count("refund_part") == 1


async def test_another_amount_than_agreed_to_is_not_given_back(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    platform.price = 1300
    settled = await process.settled((await ask(process)).key)
    assert settled.refusal is Refusal.AMOUNT_CHANGED
    assert platform.count("refund_part") == 0


async def test_what_was_given_back_elsewhere_meanwhile_is_refused_before_sending(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    first = await process.settled((await ask(process)).key)
    assert first.state is ActionState.DONE
    again = await process.settled((await ask(process)).key)
    assert (again.refusal, platform.count("refund_part")) == (Refusal.BY_KEETA, 1)


async def test_it_waits_for_keeta_to_be_reached_but_not_for_ever(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    platform.next("preview_refund", Fate.BUSY, *[Fate.NOT_SENT] * 5)
    assert (await process.settled((await ask(process)).key)).state is ActionState.DONE
    platform.next("preview_refund", *[Fate.NOT_SENT] * 500)
    other = replace(WANTED, reason=PartRefundReason.SLOW)
    late = await process.settled((await ask(process, other)).key)
    assert late.refusal is Refusal.TOO_LATE
    assert platform.count("refund_part") == 1


async def test_an_order_cancelled_during_the_look_is_not_refunded_in_part(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    platform.next("preview_refund", Fate.NOT_SENT)
    action = await ask(process)
    await until(lambda: platform.count("preview_refund") == 1)
    cancelled = Cancelled(order_id=order.order_id, shop_id=SHOP, at=NOON, by=Party.SUPPORT)
    process.ledger.record((cancelled,))
    settled = await process.settled(action.key)
    assert settled.refusal is Refusal.ORDER_CANCELLED
    assert platform.count("refund_part") == 0


@pytest.mark.parametrize(
    ("wanted", "fault"),
    [
        (replace(WANTED, choices=()), RefundFault.NOTHING_CHOSEN),
        (
            replace(WANTED, amount=Money(minor=5001, currency="SAR")),
            RefundFault.OVER_REFUNDABLE,
        ),
        (replace(WANTED, reason=PartRefundReason.OTHER, text="  "), RefundFault.NEEDS_TEXT),
    ],
)
async def test_what_must_not_be_sent_is_not_even_written_down(
    process: Process, platform: FakePlatform, order: Order, wanted: PartRefund, fault: RefundFault
) -> None:
    with pytest.raises(InvalidRefund) as caught:
        await process.kitchen.refund_part(order.order_id, wanted)
    assert caught.value.fault is fault
    assert process.store.actions.all_open() == []
    assert platform.calls == []


async def test_a_choice_is_checked_and_priced_before_a_person_agrees(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    refunds = process.kitchen.part_refunds
    too_many = (Choice(row_id=RowId("1"), count=2),)
    with pytest.raises(InvalidRefund) as caught:
        await refunds.priced(order.order_id, too_many)
    assert caught.value.fault is RefundFault.TOO_MANY
    platform.price = 0
    with pytest.raises(InvalidRefund) as caught:
        await refunds.priced(order.order_id, SOUP)
    assert caught.value.fault is RefundFault.NO_AMOUNT
    platform.price = 5001
    with pytest.raises(InvalidRefund) as caught:
        await refunds.priced(order.order_id, SOUP)
    assert caught.value.fault is RefundFault.OVER_REFUNDABLE, "told before anybody holds a button"
    platform.next("preview_refund", Fate.NOT_SENT, Fate.REFUSED)
    with pytest.raises(NotSent):
        await refunds.offered(order.order_id)
    with pytest.raises(Refused):
        await refunds.offered(order.order_id)


@pytest.mark.parametrize("fate", [Fate.HANGS_BEFORE, Fate.HANGS_AFTER])
async def test_a_crash_while_it_was_on_the_wire_asks_a_person_at_the_next_start(
    process: Process, again: Callable[[], Process], platform: FakePlatform, fate: Fate
) -> None:
    process.knows(ORDER)
    process.start()
    platform.next("refund_part", fate)
    action = await ask(process)
    await until(lambda: platform.count("refund_part") == 1)
    await process.kill()
    second = again()
    second.start()
    await until(lambda: second.action(action.key).state is ActionState.HUMAN)
    await pass_time(3600)
    assert platform.count("refund_part") == 1
    await second.kill()
    third = again()
    third.start()
    assert third.card(ORDER.order_id).question is not None
    told(third, case_of_ours())
    assert third.card(ORDER.order_id).question is None
