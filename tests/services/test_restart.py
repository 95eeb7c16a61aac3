"""The program dies at any point of an action; the next run brings it to its end, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.events import Cancelled
from kitchen_app.domain.order import Order, Party, Status
from kitchen_app.services.alarm import Sound
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import READABLE, Process, order_for, pass_time, until

DEATHS = [
    pytest.param((Fate.NOT_SENT,), (), ActionState.PENDING, id="put off"),
    pytest.param((Fate.BUSY,), (), ActionState.PENDING, id="busy"),
    pytest.param((Fate.HANGS_BEFORE,), (), ActionState.SENDING, id="sending, not received"),
    pytest.param((Fate.HANGS_AFTER,), (), ActionState.SENDING, id="sending, applied"),
    pytest.param((Fate.LOST_BEFORE,), (Fate.NOT_SENT,), ActionState.UNKNOWN, id="nothing done"),
    pytest.param((Fate.LOST_AFTER,), (Fate.NOT_SENT,), ActionState.UNKNOWN, id="done unseen"),
    pytest.param((Fate.LATE,), (Fate.NOT_SENT,), ActionState.UNKNOWN, id="done later"),
]


async def die_in(process: Process, state: ActionState, kind: ActionKind, order: Order) -> Action:
    """Ask, wait until the action stands where it should, and end the run there."""
    order_id = process.knows(order)
    process.start()
    action = await process.ask(kind, order_id)
    calls = process.platform.count
    await until(lambda: calls(kind) == 1 and process.action(action.key).state is state)
    await process.kill()
    return action


@pytest.mark.parametrize("kind", READABLE)
@pytest.mark.parametrize(("fates", "read_fates", "left"), DEATHS)
async def test_an_action_is_applied_once_although_the_program_died_in_the_middle(
    process: Process,
    again: Callable[[], Process],
    platform: FakePlatform,
    kind: ActionKind,
    fates: tuple[Fate, ...],
    read_fates: tuple[Fate, ...],
    left: ActionState,
) -> None:
    platform.next(kind, *fates)
    platform.next("read", *read_fates)
    action = await die_in(process, left, kind, order_for(kind))
    second = again()
    assert second.action(action.key).state is left
    second.start()
    settled = await second.settled(action.key, within_s=60)
    assert settled.state is ActionState.DONE
    assert settled.key == action.key
    assert platform.applied == {kind: 1}


async def test_an_action_written_down_but_never_tried_is_sent_by_the_next_run(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    action = Action(
        key="first-run",
        order_id=process.knows(an_order()),
        kind=ActionKind.ACCEPT,
        state=ActionState.PENDING,
        requested_at=NOON,
        not_after=NOON + timedelta(minutes=5),
    )
    process.store.actions.add(action)
    await process.kill()
    second = again()
    second.start()
    assert (await second.settled(action.key, within_s=5)).state is ActionState.DONE
    assert platform.applied == {ActionKind.ACCEPT: 1}


async def test_what_was_on_the_wire_is_read_back_before_anything_is_sent(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    platform.next("accept", Fate.HANGS_AFTER)
    action = await die_in(process, ActionState.SENDING, ActionKind.ACCEPT, an_order())
    platform.calls.clear()
    second = again()
    second.start()
    assert second.action(action.key).state is ActionState.UNKNOWN
    await second.settled(action.key)
    assert platform.calls == [("read", action.order_id)]


async def test_what_is_too_late_at_the_restart_is_not_sent(
    process: Process, again: Callable[[], Process], platform: FakePlatform, clock: FakeClock
) -> None:
    platform.next("accept", Fate.HANGS_BEFORE)
    action = await die_in(process, ActionState.SENDING, ActionKind.ACCEPT, an_order())
    clock.advance(timedelta(minutes=6))
    platform.calls.clear()
    second = again()
    second.start()
    settled = await second.settled(action.key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.TOO_LATE)
    assert platform.count("accept") == 0


async def test_a_refusal_waiting_for_its_read_back_is_told_by_the_next_run(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    platform.next("accept", Fate.REFUSED)
    platform.next("read", Fate.NOT_SENT)
    action = await die_in(process, ActionState.UNKNOWN, ActionKind.ACCEPT, an_order())
    second = again()
    second.start()
    settled = await second.settled(action.key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.BY_KEETA)
    assert platform.count("accept") == 1


async def test_an_order_cancelled_while_we_were_dead_settles_the_action(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    platform.next("accept", Fate.HANGS_BEFORE)
    action = await die_in(process, ActionState.SENDING, ActionKind.ACCEPT, an_order())
    platform.move(action.order_id, Status.CANCELLED)
    second = again()
    second.start()
    settled = await second.settled(action.key)
    assert (settled.state, settled.refusal) == (ActionState.REFUSED, Refusal.ORDER_CANCELLED)
    assert platform.applied == {}


async def test_a_settled_action_is_not_taken_up_again(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    order_id = process.knows(an_order())
    process.start()
    await process.settled((await process.ask(ActionKind.ACCEPT, order_id)).key)
    await process.kill()
    second = again()
    second.start()
    await pass_time(30)
    assert platform.count("accept") == 1


async def test_the_board_stands_again_as_it_was(
    process: Process, again: Callable[[], Process], platform: FakePlatform
) -> None:
    ids = [process.knows(an_order(number, received_at=NOON)) for number in range(1, 4)]
    platform.next("accept", Fate.NOT_SENT)
    process.start()
    await process.ask(ActionKind.ACCEPT, ids[1])
    await until(lambda: platform.count("accept") == 1)
    await process.kill()
    second = again()
    second.board.load()
    assert dict(second.board.cards) == dict(process.board.cards)
    assert second.card(ids[1]).pending is not None


@pytest.mark.parametrize("is_seen", [True, False])
async def test_who_has_seen_stop_is_not_asked_again_by_the_next_run(
    process: Process, again: Callable[[], Process], *, is_seen: bool
) -> None:
    order_id = process.knows(reached(an_order(), Status.ACCEPTED))
    ended = Cancelled(order_id=order_id, shop_id=SHOP, at=NOON, by=Party.CUSTOMER)
    process.ledger.record((ended,))
    if is_seen:
        await process.kitchen.acknowledge(order_id)
    await process.kill()
    second = again()
    second.start()
    assert second.card(order_id).is_stop is not is_seen
    assert (second.alarm.playing is Sound.CANCELLED) is not is_seen
