"""What people can ask: one row for a touch, and only what the order's state allows."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState, CancelReason, Refusal
from kitchen_app.domain.deadlines import ACTION_LIFE, LATE_ACCEPT_GRACE, UNDO_FOR
from kitchen_app.domain.events import Cancelled
from kitchen_app.domain.order import OrderId, Party, Status
from kitchen_app.services.errors import NotStored
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time, until

ORDER = an_order()
MINUTE = timedelta(minutes=1)
PLAIN = (ActionKind.ACCEPT, ActionKind.READY, ActionKind.CANCEL)
ALLOWED = {
    ActionKind.ACCEPT: {Status.NEW},
    ActionKind.READY: {Status.ACCEPTED},
    ActionKind.CANCEL: {Status.NEW, Status.ACCEPTED, Status.READY, Status.COMPLETED},
}


async def ask(process: Process, kind: ActionKind, order_id: OrderId) -> Action | None:
    match kind:
        case ActionKind.ACCEPT:
            return await process.kitchen.accept(order_id)
        case ActionKind.READY:
            return await process.kitchen.ready(order_id)
        case ActionKind.CANCEL:
            reason = CancelReason.SHORT_STAFFED
            return await process.kitchen.cancel(order_id, reason=reason)
        case _:
            return await process.ask(kind, order_id)


async def test_a_touch_writes_one_row_with_a_key_before_anything_is_sent(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    action = await process.kitchen.accept(order_id)
    assert action is not None
    assert process.store.actions.all_open() == [action]
    assert action.state is ActionState.PENDING
    assert len(action.key) == 32
    assert platform.calls == []
    assert process.card(order_id).pending is not None


async def test_the_row_is_committed_before_the_outbox_hears_of_it(process: Process) -> None:
    order_id = process.knows(ORDER)
    heard: list[tuple[str, bool]] = []
    process.hub.action_added.connect(
        lambda key: heard.append((key, process.action(key).state.is_open))
    )
    action = await process.ask(ActionKind.ACCEPT, order_id)
    assert heard == [(action.key, True)]


async def test_a_touch_that_cannot_be_written_down_starts_nothing(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    process.start()
    process.store.fail_next(True)
    with pytest.raises(NotStored, match="planted"):
        await process.kitchen.accept(order_id)
    assert process.store.actions.all_open() == []
    assert process.card(order_id).pending is None
    assert platform.calls == []


@pytest.mark.parametrize("touches", [2, 20])
async def test_touching_twice_is_one_row_one_key_and_one_application(
    process: Process, platform: FakePlatform, touches: int
) -> None:
    order_id = process.knows(ORDER)
    written: list[str] = []
    process.hub.action_added.connect(written.append)
    process.start()
    actions = await asyncio.gather(*(process.kitchen.accept(order_id) for _ in range(touches)))
    assert len({action.key for action in actions if action}) == 1
    assert None not in actions
    assert len(written) == 1
    assert actions[0] is not None
    await process.settled(actions[0].key)
    assert platform.applied == {ActionKind.ACCEPT: 1}


@pytest.mark.parametrize(
    ("first", "second"),
    [(ActionKind.ACCEPT, ActionKind.CANCEL), (ActionKind.CANCEL, ActionKind.ACCEPT)],
)
async def test_the_opposite_is_refused_while_one_is_open(
    process: Process, platform: FakePlatform, first: ActionKind, second: ActionKind
) -> None:
    order_id = process.knows(ORDER)
    platform.next(first, Fate.LOST_BEFORE)
    platform.next("read", Fate.NOT_SENT)
    process.start()
    action = await process.ask(first, order_id)
    assert await ask(process, second, order_id) is None
    await until(lambda: process.action(action.key).state is ActionState.UNKNOWN)
    assert await ask(process, second, order_id) is None
    await process.settled(action.key)
    assert platform.applied == {first: 1}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", PLAIN)
async def test_only_what_the_state_allows_is_written_down(
    process: Process, kind: ActionKind, status: Status
) -> None:
    order_id = process.knows(reached(ORDER, status))
    action = await ask(process, kind, order_id)
    assert (action is not None) == (status in ALLOWED[kind])
    assert len(process.store.actions.all_open()) == (1 if action else 0)


@pytest.mark.parametrize("kind", PLAIN)
async def test_nothing_can_be_asked_of_an_order_we_do_not_know(
    process: Process, kind: ActionKind
) -> None:
    assert await ask(process, kind, OrderId("1")) is None


@pytest.mark.parametrize("text", ["", "  ", "\n"])
async def test_the_reason_other_needs_a_text(process: Process, text: str) -> None:
    order_id = process.knows(ORDER)
    with pytest.raises(ValueError, match="needs a text"):
        await process.kitchen.cancel(order_id, reason=CancelReason.OTHER, text=text)
    assert process.store.actions.all_open() == []


async def test_a_cancel_keeps_its_reason_and_its_trimmed_text(process: Process) -> None:
    order_id = process.knows(ORDER)
    action = await process.kitchen.cancel(order_id, reason=CancelReason.OTHER, text=" no gas ")
    assert action is not None
    assert (action.cancel_reason, action.cancel_text) == (CancelReason.OTHER, "no gas")


@pytest.mark.parametrize(
    ("waited", "offset", "not_after"),
    [
        (timedelta(), timedelta(), NOON + 5 * MINUTE),
        (timedelta(), 2 * MINUTE, NOON + 3 * MINUTE),
        (timedelta(), -2 * MINUTE, NOON + 7 * MINUTE),
        (4.5 * MINUTE, timedelta(), NOON + 4.5 * MINUTE + LATE_ACCEPT_GRACE),
        (60 * MINUTE, timedelta(), NOON + 60 * MINUTE + LATE_ACCEPT_GRACE),
    ],
)
async def test_an_accept_is_worth_sending_until_keetas_deadline_or_a_minute(
    process: Process,
    clock: FakeClock,
    waited: timedelta,
    offset: timedelta,
    not_after: object,
) -> None:
    order_id = process.knows(ORDER)
    process.links.clock_measured(offset)
    clock.advance(waited)
    action = await process.ask(ActionKind.ACCEPT, order_id)
    assert action.requested_at == NOON + waited
    assert action.not_after == not_after


async def test_ready_and_cancel_live_for_half_an_hour(process: Process) -> None:
    cooked, unwanted = reached(an_order(1), Status.ACCEPTED), an_order(2)
    for kind, order in ((ActionKind.READY, cooked), (ActionKind.CANCEL, unwanted)):
        action = await process.ask(kind, process.knows(order))
        assert action.not_after == NOON + ACTION_LIFE


async def test_a_failed_accept_may_be_asked_again_under_a_new_key(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    platform.next("accept", Fate.REFUSED)
    process.start()
    first = await process.ask(ActionKind.ACCEPT, order_id)
    await process.settled(first.key)
    second = await process.ask(ActionKind.ACCEPT, order_id)
    assert second.key != first.key
    assert (await process.settled(second.key)).state is ActionState.DONE


async def test_a_snapshot_is_the_whole_board_and_both_links(process: Process) -> None:
    ids = {process.knows(an_order(number)) for number in range(3)}
    process.links.sending_works()
    snapshot = await process.kitchen.snapshot()
    assert {card.order_id for card in snapshot.cards} == ids
    assert snapshot.links == process.links.view


async def test_a_card_number_that_staff_type_is_neither_kept_nor_sent(
    process: Process, platform: FakePlatform
) -> None:
    process.start()
    order_id = process.knows(ORDER)
    action = await process.kitchen.cancel(
        order_id, reason=CancelReason.OTHER, text="pays with 4111 1111 1111 1111"
    )
    assert action is not None
    assert action.cancel_text == "pays with ••••"
    await process.settled(action.key)
    assert platform.cancelled_with == [(CancelReason.OTHER, "pays with ••••")]


ACCEPTED = reached(ORDER, Status.ACCEPTED)


async def test_a_ready_that_can_be_undone_is_written_down_and_sent_later(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ACCEPTED)
    process.start()
    action = await process.kitchen.ready(order_id, can_undo=True)
    assert action is not None
    pending = process.card(order_id).pending
    assert pending is not None
    assert pending.undo_until == action.requested_at + UNDO_FOR
    await pass_time(UNDO_FOR.total_seconds() - 0.5)
    assert platform.calls == []
    assert (await process.settled(action.key)).state is ActionState.DONE
    assert platform.applied == {ActionKind.READY: 1}


async def test_what_is_taken_back_is_never_sent_and_no_failure(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ACCEPTED)
    process.start()
    assert await process.kitchen.ready(order_id, can_undo=True)
    withdrawn = await process.kitchen.take_back(order_id)
    assert withdrawn is not None
    assert withdrawn.refusal is Refusal.WITHDRAWN
    card = process.card(order_id)
    assert (card.pending, card.failure) == (None, None)
    assert ActionKind.READY in card.actions
    await pass_time(60)
    assert platform.calls == []
    again = await process.kitchen.ready(order_id)
    assert again is not None
    await process.settled(again.key)
    assert platform.applied == {ActionKind.READY: 1}


async def test_what_is_sent_cannot_be_taken_back(process: Process, platform: FakePlatform) -> None:
    order_id = process.knows(ACCEPTED)
    assert await process.kitchen.take_back(order_id) is None, "nothing was asked"
    process.start()
    action = await process.kitchen.ready(order_id, can_undo=True)
    assert action is not None
    platform.next(ActionKind.READY, Fate.HANGS_AFTER)
    await until(lambda: process.action(action.key).state is ActionState.SENDING)
    assert await process.kitchen.take_back(order_id) is None


async def test_a_ready_outlives_the_end_of_the_program(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    order_id = process.knows(ACCEPTED)
    process.start()
    action = await process.kitchen.ready(order_id, can_undo=True)
    assert action is not None
    await process.kill()
    assert platform.calls == []
    second = again()
    second.start()
    await second.settled(action.key)
    assert platform.applied == {ActionKind.READY: 1}


def stopped(process: Process) -> OrderId:
    """Let a customer cancel what is being cooked."""
    order_id = process.knows(reached(ORDER, Status.ACCEPTED))
    ended = Cancelled(order_id=order_id, shop_id=SHOP, at=NOON, by=Party.CUSTOMER)
    process.ledger.record((ended,))
    return order_id


async def test_an_acknowledgement_is_written_once_and_goes_nowhere(
    process: Process, platform: FakePlatform
) -> None:
    order_id = stopped(process)
    first = await process.kitchen.acknowledge(order_id)
    assert first is not None
    assert (first.kind, first.state) == (ActionKind.ACKNOWLEDGE, ActionState.DONE)
    assert await process.kitchen.acknowledge(order_id) == first
    assert process.store.actions.of_order(order_id) == [first]
    await pass_time(60)
    assert platform.calls == []


@pytest.mark.parametrize("status", [Status.NEW, Status.ACCEPTED, Status.COMPLETED])
async def test_what_asks_nobody_to_stop_takes_no_acknowledgement(
    process: Process, status: Status
) -> None:
    order_id = process.knows(reached(ORDER, status))
    assert await process.kitchen.acknowledge(order_id) is None
    assert await process.kitchen.acknowledge(OrderId("404")) is None


async def test_who_cancels_here_is_not_asked_to_stop(process: Process) -> None:
    order_id = process.knows(reached(ORDER, Status.ACCEPTED))
    action = await process.ask(ActionKind.CANCEL, order_id)
    await process.settled(action.key)
    card = process.card(order_id)
    assert (card.order.status, card.is_stop) == (Status.CANCELLED, False)
    assert await process.kitchen.acknowledge(order_id) is None


async def test_an_acknowledgement_that_is_not_stored_is_none(process: Process) -> None:
    order_id = stopped(process)
    process.store.fail_next(True)
    with pytest.raises(NotStored):
        await process.kitchen.acknowledge(order_id)
    assert process.card(order_id).is_stop
