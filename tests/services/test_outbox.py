"""What people asked for is applied at Keeta exactly once, whatever happens on the way."""

import itertools
import logging
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState, CancelReason, Refusal
from kitchen_app.domain.deadlines import ACTION_LIFE
from kitchen_app.domain.events import Accepted, Cancelled, ReadBack
from kitchen_app.domain.order import OrderId, Party, Status
from kitchen_app.services.links import LinkState, Trouble
from tests.fakes import BUSY_FOR_S, NOON, SHOP, FakePlatform, Fate, an_order
from tests.services.harness import READABLE, WANTED, Process, order_for, pass_time, until

SOON_S = 60.0

PASSING = (
    None,
    Fate.NOT_SENT,
    Fate.BUSY,
    Fate.NOT_AUTHORISED,
    Fate.LOST_BEFORE,
    Fate.LOST_AFTER,
    Fate.LATE,
)
READS = ((), (Fate.NOT_SENT,), (Fate.STALE,), (Fate.LOST_BEFORE, Fate.BUSY))


def fates(*planned: Fate | None) -> list[Fate]:
    return [fate for fate in planned if fate is not None]


@pytest.mark.parametrize("read_fates", READS)
@pytest.mark.parametrize(("kind", "fate"), list(itertools.product(READABLE, PASSING)))
async def test_every_action_is_applied_exactly_once_through_any_passing_trouble(
    process: Process,
    platform: FakePlatform,
    kind: ActionKind,
    fate: Fate | None,
    read_fates: tuple[Fate, ...],
) -> None:
    order_id = process.knows(order_for(kind))
    platform.next(kind, *fates(fate))
    platform.next("read", *read_fates)
    process.start()
    action = await process.ask(kind, order_id)
    settled = await process.settled(action.key, within_s=SOON_S)
    assert settled.state is ActionState.DONE
    assert platform.applied == {kind: 1}
    assert process.order(order_id).status is WANTED[kind]


@pytest.mark.parametrize("pair", list(itertools.product(PASSING[1:], repeat=2)))
async def test_an_accept_is_applied_once_through_two_troubles_in_a_row(
    process: Process, platform: FakePlatform, pair: tuple[Fate, Fate]
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", *pair)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key, within_s=SOON_S)
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.ACCEPT: 1}


@pytest.mark.parametrize("fate", [None, Fate.LOST_BEFORE, Fate.LOST_AFTER, Fate.NOT_SENT])
async def test_what_was_accepted_elsewhere_is_done_and_not_applied_by_us(
    process: Process, platform: FakePlatform, fate: Fate | None
) -> None:
    order_id = process.knows(an_order())
    platform.move(order_id, Status.ACCEPTED)
    platform.next("accept", *fates(fate))
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {}
    assert process.order(order_id).status is Status.ACCEPTED
    assert process.card(order_id).failure is None


async def test_a_done_action_carries_no_refusal_although_keeta_first_said_no(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.move(order_id, Status.ACCEPTED)
    process.start()
    settled = await process.settled((await process.ask(ActionKind.ACCEPT, order_id)).key)
    assert (settled.state, settled.refusal, settled.detail) == (ActionState.DONE, None, "")


@pytest.mark.parametrize("fate", [None, Fate.LOST_BEFORE, Fate.NOT_SENT])
async def test_an_accept_of_what_was_cancelled_elsewhere_is_refused_as_cancelled(
    process: Process, platform: FakePlatform, fate: Fate | None
) -> None:
    order_id = process.knows(an_order())
    platform.move(order_id, Status.CANCELLED)
    platform.next("accept", *fates(fate))
    process.start()
    settled = await process.settled((await process.ask(ActionKind.ACCEPT, order_id)).key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.ORDER_CANCELLED)
    assert platform.applied == {}
    assert process.order(order_id).status is Status.CANCELLED


async def test_a_ready_for_a_finished_order_is_done_because_it_is_so(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(order_for(ActionKind.READY))
    platform.move(order_id, Status.COMPLETED)
    process.start()
    settled = await process.settled((await process.ask(ActionKind.READY, order_id)).key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {}


async def test_a_cancel_of_a_finished_order_comes_to_nothing(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.move(order_id, Status.COMPLETED)
    platform.next("cancel", Fate.LOST_BEFORE)
    process.start()
    settled = await process.settled((await process.ask(ActionKind.CANCEL, order_id)).key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.ORDER_FINISHED)
    assert platform.applied == {}


@pytest.mark.parametrize("kind", READABLE)
async def test_a_real_refusal_is_told_with_keetas_own_words_after_looking(
    process: Process, platform: FakePlatform, kind: ActionKind
) -> None:
    order_id = process.knows(order_for(kind))
    platform.next(kind, Fate.REFUSED)
    platform.next("read", Fate.NOT_SENT)
    process.start()
    settled = await process.settled((await process.ask(kind, order_id)).key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.BY_KEETA)
    assert settled.detail == "this shop may not do that"
    assert platform.count(kind) == 1
    assert platform.count("read") == 2
    failure = process.card(order_id).failure
    assert failure is not None
    assert (failure.kind, failure.detail) == (kind, settled.detail)


@pytest.mark.parametrize("stale", [1, 2, 3])
async def test_a_refused_repeat_is_not_told_while_reads_may_lag_behind_what_was_done(
    process: Process, platform: FakePlatform, stale: int
) -> None:
    """No event tells of "ready": only a read shows that the lost call was applied."""
    order_id = process.knows(order_for(ActionKind.READY))
    platform.next("ready", Fate.LOST_AFTER)
    platform.next("read", *[Fate.STALE] * stale)
    process.start()
    action = await process.ask(ActionKind.READY, order_id)
    settled = await process.settled(action.key, within_s=30)
    assert (settled.state, settled.refusal) == (ActionState.DONE, None)
    assert platform.applied == {ActionKind.READY: 1}


async def test_nothing_is_told_as_refused_before_the_order_was_read_back(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.REFUSED)
    platform.next("read", *[Fate.NOT_SENT] * 3)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: platform.count("read") == 2)
    assert process.action(action.key).state is ActionState.UNKNOWN
    assert process.card(order_id).failure is None
    assert process.card(order_id).pending is not None


async def test_an_accept_that_cannot_be_sent_is_too_late_after_its_deadline(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", *[Fate.NOT_SENT] * 200)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.TOO_LATE)
    assert action.not_after < process.clock.now() < action.not_after + timedelta(seconds=16)
    assert platform.applied == {}
    failure = process.card(order_id).failure
    assert failure is not None
    assert failure.refusal is Refusal.TOO_LATE


@pytest.mark.parametrize("kind", [ActionKind.READY, ActionKind.CANCEL])
async def test_ready_and_cancel_are_not_sent_after_half_an_hour(
    process: Process, platform: FakePlatform, kind: ActionKind
) -> None:
    order_id = process.knows(order_for(kind))
    platform.next(kind, *[Fate.NOT_AUTHORISED] * 500)
    process.start()
    action = await process.ask(kind, order_id)
    assert action.not_after == NOON + ACTION_LIFE
    settled = await process.settled(action.key)
    assert settled.refusal is Refusal.TOO_LATE
    called = platform.count(kind)
    await pass_time(600)
    assert platform.count(kind) == called


async def test_an_unknown_outcome_is_not_sent_again_after_the_deadline(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.LOST_BEFORE)
    platform.next("read", *[Fate.NOT_SENT] * 60)  # by the outbox and by the slow refresh
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key, within_s=900)
    assert settled.refusal is Refusal.TOO_LATE
    assert platform.count("accept") == 1
    assert platform.applied == {}


async def test_no_action_is_sent_while_its_outcome_is_unknown(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.LATE)
    platform.next("read", *[Fate.LOST_BEFORE] * 4)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: platform.count("read") == 4)
    assert platform.count("accept") == 1
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert platform.count("accept") == 1


async def test_busy_waits_as_long_as_keeta_asks(process: Process, platform: FakePlatform) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.BUSY)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: process.links.view.sending.trouble is Trouble.BUSY)
    assert process.action(action.key).state is ActionState.PENDING
    await pass_time(BUSY_FOR_S - 1)
    assert platform.count("accept") == 1
    await process.settled(action.key)
    assert process.clock.now() - NOON < timedelta(seconds=BUSY_FOR_S + 1)


async def test_a_pause_that_keeta_asks_for_holds_for_reading_back_too(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.LOST_AFTER)
    platform.next("read", Fate.BUSY)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: platform.count("read") == 1)
    await pass_time(BUSY_FOR_S - 1)
    assert platform.count("read") == 1
    await process.settled(action.key)


async def test_a_bug_of_ours_is_logged_and_the_action_goes_on_by_reading_back(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.BUG)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.ACCEPT: 1}
    assert platform.count("read") == 1, "what may have been sent is read back, not sent again"
    assert [record.message for record in caplog.records if record.levelno >= logging.ERROR] == [
        f"Action {action.key} could not go on and is tried again"
    ]
    caplog.clear()


@pytest.mark.parametrize("failing", [1, 2, 3])
async def test_a_disk_that_fails_for_a_moment_does_not_strand_an_action(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture, failing: int
) -> None:
    order_id = process.knows(an_order())
    process.start()
    await pass_time(1)
    action = await process.ask(ActionKind.ACCEPT, order_id)
    process.store.fail_next(*[True] * failing)
    try:
        settled = await process.settled(action.key, within_s=240)
    finally:
        caplog.clear()
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.ACCEPT: 1}


async def test_sending_is_committed_before_the_call_leaves(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.HANGS_BEFORE)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    assert process.action(action.key).state is ActionState.PENDING
    await until(lambda: platform.count("accept") == 1)
    assert process.action(action.key).state is ActionState.SENDING


async def test_one_action_that_hangs_does_not_hold_up_another(
    process: Process, platform: FakePlatform
) -> None:
    hanging, other = process.knows(an_order(1)), process.knows(an_order(2))
    platform.next("accept", Fate.HANGS_BEFORE)
    process.start()
    stuck = await process.ask(ActionKind.ACCEPT, hanging)
    await until(lambda: platform.count("accept") == 1)
    settled = await process.settled((await process.ask(ActionKind.ACCEPT, other)).key, within_s=5)
    assert settled.state is ActionState.DONE
    assert process.action(stuck.key).state is ActionState.SENDING


async def test_an_order_cancelled_while_the_accept_waits_settles_it_at_once(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.BUSY)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: process.links.view.sending.trouble is Trouble.BUSY)
    platform.move(order_id, Status.CANCELLED)
    process.ledger.record((ReadBack(order=platform.orders[order_id]),))
    assert process.action(action.key).refusal is Refusal.ORDER_CANCELLED
    await pass_time(60)
    assert platform.count("accept") == 1
    assert process.card(order_id).failure is None


async def test_news_while_a_call_is_on_the_wire_waits_for_the_answer(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.HANGS_AFTER)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: platform.count("accept") == 1)
    process.ledger.record((ReadBack(order=platform.orders[order_id]),))
    assert process.order(order_id).status is Status.ACCEPTED
    assert process.action(action.key).state is ActionState.SENDING


async def test_news_that_comes_while_the_order_is_read_back_settles_the_action(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.LOST_AFTER)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: process.action(action.key).state is ActionState.UNKNOWN)
    process.ledger.record((ReadBack(order=platform.orders[order_id]),))
    assert process.action(action.key).state is ActionState.DONE
    await pass_time(60)
    assert platform.count("accept") == 1


@pytest.mark.parametrize(
    ("reason", "text", "shown"),
    [
        (CancelReason.OTHER, "no gas", "no gas"),
        (CancelReason.SHOP_CLOSED, "", "shop_closed"),
    ],
)
async def test_our_cancel_carries_its_reason_and_names_us(
    process: Process, platform: FakePlatform, reason: CancelReason, text: str, shown: str
) -> None:
    order_id = process.knows(an_order())
    process.start()
    action = await process.kitchen.cancel(order_id, reason=reason, text=text)
    assert action is not None
    await process.settled(action.key)
    assert platform.cancelled_with == [(reason, text)]
    cancellation = process.order(order_id).cancellation
    assert cancellation is not None
    assert (cancellation.by, cancellation.reason) == (Party.MERCHANT, shown)


async def test_a_cancel_without_a_reason_is_sent_as_other(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    action = stored_action(process, order_id, ActionKind.CANCEL)
    process.start()
    await process.settled(action.key)
    assert platform.cancelled_with == [(CancelReason.OTHER, "")]
    cancellation = process.order(order_id).cancellation
    assert cancellation is not None
    assert cancellation.reason == ""


async def test_an_action_on_an_order_that_is_not_stored_reads_the_order_first(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    order_id = platform.place(an_order()).order_id
    action = stored_action(process, order_id, ActionKind.ACCEPT)
    process.start()
    settled = await process.settled(action.key)
    assert settled.state is ActionState.DONE
    assert platform.applied == {ActionKind.ACCEPT: 1}
    assert "is not stored" in caplog.text
    caplog.clear()


async def test_keetas_clock_dates_what_its_yes_means(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    process.links.clock_measured(timedelta(minutes=3))
    process.start()
    await process.settled((await process.ask(ActionKind.ACCEPT, order_id)).key)
    accepted_at = process.order(order_id).accepted_at
    assert accepted_at is not None
    assert accepted_at == process.links.to_platform_time(NOON)


async def test_the_sending_link_tells_how_calls_go(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.NOT_AUTHORISED)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    await until(lambda: process.links.view.sending.state is LinkState.BROKEN)
    assert process.links.view.sending.trouble is Trouble.NOT_AUTHORISED
    await process.settled(action.key)
    assert process.links.view.sending.state is LinkState.OK


def stored_action(process: Process, order_id: OrderId, kind: ActionKind) -> Action:
    """Write an action down as an earlier run could have left it."""
    action = Action(
        key="left-over",
        order_id=order_id,
        kind=kind,
        state=ActionState.PENDING,
        requested_at=NOON,
        not_after=NOON + ACTION_LIFE,
    )
    process.store.actions.add(action)
    return action


@pytest.mark.parametrize("kind", [ActionKind.ACCEPT, ActionKind.CANCEL])
async def test_a_message_that_overtakes_the_answer_leaves_no_card_pending(
    process: Process, platform: FakePlatform, kind: ActionKind
) -> None:
    """Keeta's event often comes before its answer to the call that caused it."""
    order_id = process.knows(an_order())
    platform.next(kind.value, Fate.SLOW)
    process.start()
    await process.ask(kind, order_id)
    await until(lambda: process.card(order_id).pending is not None)
    await until(lambda: platform.count(kind.value) == 1)
    when = process.clock.now()
    event = (
        Accepted(order_id=order_id, shop_id=SHOP, at=when)
        if kind is ActionKind.ACCEPT
        else Cancelled(order_id=order_id, shop_id=SHOP, at=when, by=Party.MERCHANT)
    )
    process.ledger.record((event,))
    await until(lambda: process.card(order_id).pending is None, within_s=10)


async def test_an_outcome_that_keeta_never_shows_is_given_up_in_words(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.LOST_BEFORE)
    platform.next("read", *[Fate.LOST_BEFORE] * 500)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key, within_s=3600)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.NO_ANSWER)


async def test_an_order_that_keeta_refuses_to_show_does_not_stay_locked(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    platform.next("accept", Fate.LOST_BEFORE)
    platform.next("read", *[Fate.REFUSED] * 50)
    process.start()
    action = await process.ask(ActionKind.ACCEPT, order_id)
    settled = await process.settled(action.key)
    assert settled.refusal is Refusal.BY_KEETA
