"""The cards: what they show, when they change, when they go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import OPEN_STATES, Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.deadlines import ANSWER_TO_TOUCH, BOARD_MEMORY, STOP_ASKED_FOR
from kitchen_app.domain.events import Cancelled, Placed, ReadBack
from kitchen_app.domain.marks import MarksView
from kitchen_app.domain.order import Order, OrderId, Party, Rider, RiderState, Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView, FailureView, PendingView
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, until

MINUTE = timedelta(minutes=1)
ORDER = an_order()


class Told:
    """What the board told whoever shows it."""

    def __init__(self, process: Process) -> None:
        self.changed: list[CardView] = []
        self.removed: list[OrderId] = []
        process.board.card_changed.connect(self.changed.append)
        process.board.card_removed.connect(self.removed.append)


def with_action(
    process: Process,
    order: Order,
    state: ActionState,
    *,
    kind: ActionKind = ActionKind.ACCEPT,
    refusal: Refusal | None = None,
    detail: str = "",
) -> CardView:
    """Return the card of an order with an action in some state."""
    process.ledger.record((Placed(order=order),))
    action = Action(
        key="touch",
        order_id=order.order_id,
        kind=kind,
        state=state,
        requested_at=NOON,
        not_after=NOON + 5 * MINUTE,
        refusal=refusal,
        detail=detail,
    )
    process.store.actions.add(action)
    process.board.refresh(order.order_id)
    return process.card(order.order_id)


async def test_a_new_order_waits_with_its_deadline_and_what_can_be_done(process: Process) -> None:
    process.knows(ORDER)
    card = process.card(ORDER.order_id)
    assert card == CardView(
        order=ORDER,
        lane=Lane.NEW,
        accept_by=NOON + 5 * MINUTE,
        quiet_until=None,
        actions=frozenset({ActionKind.ACCEPT, ActionKind.CANCEL}),
        pending=None,
        failure=None,
        marks=MarksView(to_tick=1),
    )
    assert card.order_id == ORDER.order_id


@pytest.mark.parametrize(
    ("status", "lane", "actions"),
    [
        (Status.NEW, Lane.NEW, {ActionKind.ACCEPT, ActionKind.CANCEL}),
        (
            Status.ACCEPTED,
            Lane.PREPARING,
            {ActionKind.READY, ActionKind.CANCEL, ActionKind.REFUND_PART},
        ),
        (Status.READY, Lane.READY, {ActionKind.CANCEL, ActionKind.REFUND_PART}),
        (Status.COMPLETED, Lane.GONE, {ActionKind.CANCEL, ActionKind.REFUND_PART}),
        (Status.CANCELLED, Lane.GONE, set()),
    ],
)
async def test_lane_and_actions_follow_the_state(
    process: Process, status: Status, lane: Lane, actions: set[ActionKind]
) -> None:
    process.knows(reached(ORDER, status))
    card = process.card(ORDER.order_id)
    assert (card.lane, card.actions) == (lane, frozenset(actions))
    assert (card.accept_by is not None) == (status is Status.NEW)


@pytest.mark.parametrize("state", sorted(OPEN_STATES))
async def test_an_open_action_is_shown_and_blocks_every_other(
    process: Process, state: ActionState
) -> None:
    card = with_action(process, ORDER, state)
    assert card.pending == PendingView(kind=ActionKind.ACCEPT, state=state, since=NOON)
    assert card.quiet_until == NOON + ANSWER_TO_TOUCH
    assert card.actions == frozenset()
    assert card.failure is None
    assert card.lane is Lane.NEW


async def test_a_done_action_leaves_no_trace_on_the_card(process: Process) -> None:
    card = with_action(process, reached(ORDER, Status.ACCEPTED), ActionState.DONE)
    assert (card.pending, card.failure, card.quiet_until) == (None, None, None)


async def test_a_failure_is_shown_while_it_still_matters(process: Process) -> None:
    card = with_action(
        process, ORDER, ActionState.REFUSED, refusal=Refusal.BY_KEETA, detail="their words"
    )
    assert card.failure == FailureView(
        kind=ActionKind.ACCEPT, refusal=Refusal.BY_KEETA, detail="their words", at=NOON
    )
    assert ActionKind.ACCEPT in card.actions
    assert card.quiet_until is None


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.READY, Status.CANCELLED])
async def test_a_failure_overtaken_by_events_is_hidden(process: Process, status: Status) -> None:
    with_action(process, ORDER, ActionState.REFUSED, refusal=Refusal.TOO_LATE)
    process.ledger.record((ReadBack(order=reached(ORDER, status)),))
    assert process.card(ORDER.order_id).failure is None


async def test_a_doubtful_refusal_is_not_yet_a_failure(process: Process) -> None:
    card = with_action(process, ORDER, ActionState.UNKNOWN, refusal=Refusal.BY_KEETA)
    assert card.failure is None
    assert card.pending is not None


async def test_only_the_last_action_is_shown(process: Process) -> None:
    with_action(process, ORDER, ActionState.REFUSED, refusal=Refusal.BY_KEETA)
    again = await process.ask(ActionKind.ACCEPT, ORDER.order_id)
    card = process.card(ORDER.order_id)
    assert card.failure is None
    assert card.pending is not None
    assert card.pending.since == again.requested_at


async def test_a_card_is_told_of_only_when_it_looks_different(process: Process) -> None:
    told = Told(process)
    process.knows(ORDER)
    assert [card.order_id for card in told.changed] == [ORDER.order_id]
    process.board.refresh(ORDER.order_id)
    process.ledger.record((Placed(order=ORDER),))
    process.board.recheck()
    assert len(told.changed) == 1
    process.ledger.record((ReadBack(order=replace(ORDER, note="no salt")),))
    assert [card.order.note for card in told.changed] == ["", "no salt"]


async def test_an_order_that_is_not_stored_gets_no_card(process: Process) -> None:
    told = Told(process)
    process.board.refresh(OrderId("1"))
    assert (dict(process.board.cards), told.changed) == ({}, [])


async def test_the_deadline_follows_keetas_clock_as_soon_as_it_is_measured(
    process: Process,
) -> None:
    process.knows(ORDER)
    told = Told(process)
    process.links.clock_measured(2 * MINUTE)
    process.board.recheck()
    assert process.card(ORDER.order_id).accept_by == NOON + 3 * MINUTE
    process.board.recheck()
    assert len(told.changed) == 1


async def test_every_moment_on_a_card_is_one_of_our_clock(process: Process) -> None:
    rider = Rider(state=RiderState.ASSIGNED, at=NOON)
    process.knows(
        replace(reached(ORDER, Status.ACCEPTED), ready_by=NOON, expected_at=NOON, rider=rider)
    )
    process.links.clock_measured(2 * MINUTE)
    process.board.recheck()
    order = process.card(ORDER.order_id).order
    early = NOON - 2 * MINUTE
    assert (order.placed_at, order.accepted_at, order.ready_by) == (early, early, early)
    assert order.expected_at == early
    assert order.rider == replace(rider, at=early)


CANCELLED = Cancelled(order_id=ORDER.order_id, shop_id=SHOP, at=NOON, by=Party.CUSTOMER)


async def test_a_cancelled_dish_says_stop_where_it_was_cooked_until_somebody_has_seen_it(
    process: Process, clock: FakeClock
) -> None:
    process.knows(reached(ORDER, Status.ACCEPTED))
    process.ledger.record((CANCELLED,))
    card = process.card(ORDER.order_id)
    assert (card.lane, card.is_stop, card.next_step) == (
        Lane.PREPARING,
        True,
        ActionKind.ACKNOWLEDGE,
    )
    clock.advance(STOP_ASKED_FOR - MINUTE)
    process.board.recheck()
    assert process.card(ORDER.order_id) == card
    await process.kitchen.acknowledge(ORDER.order_id)
    card = process.card(ORDER.order_id)
    assert (card.lane, card.is_stop) == (Lane.GONE, False)


async def test_a_stop_that_nobody_has_seen_goes_when_no_kitchen_works_on_it_any_more(
    process: Process, clock: FakeClock
) -> None:
    process.knows(reached(ORDER, Status.READY))
    process.ledger.record((CANCELLED,))
    assert process.card(ORDER.order_id).lane is Lane.READY
    told = Told(process)
    clock.advance(STOP_ASKED_FOR)
    process.board.recheck()
    assert [(card.lane, card.is_stop) for card in told.changed] == [(Lane.GONE, False)]


async def test_a_stop_does_not_wait_for_the_answer_to_a_touch(
    process: Process, platform: FakePlatform
) -> None:
    process.knows(reached(ORDER, Status.ACCEPTED))
    platform.next(ActionKind.READY, Fate.HANGS_BEFORE)
    await process.ask(ActionKind.READY, ORDER.order_id)
    await until(lambda: platform.count(ActionKind.READY) == 1)
    process.ledger.record((CANCELLED,))
    card = process.card(ORDER.order_id)
    assert card.pending is not None
    assert card.actions == {ActionKind.ACKNOWLEDGE}


async def test_a_collected_order_is_gone(process: Process) -> None:
    rider = Rider(state=RiderState.COLLECTED, at=NOON)
    process.knows(replace(reached(ORDER, Status.READY), rider=rider))
    assert process.card(ORDER.order_id).lane is Lane.GONE


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
async def test_a_finished_order_leaves_after_twelve_hours(
    process: Process, clock: FakeClock, status: Status
) -> None:
    process.knows(reached(ORDER, status))
    told = Told(process)
    clock.advance(BOARD_MEMORY - MINUTE)
    process.board.recheck()
    assert told.removed == []
    clock.advance(2 * MINUTE)
    process.board.recheck()
    assert told.removed == [ORDER.order_id]
    assert dict(process.board.cards) == {}
    process.board.recheck()
    assert told.removed == [ORDER.order_id]


async def test_an_open_order_never_leaves(process: Process, clock: FakeClock) -> None:
    process.knows(reached(ORDER, Status.READY))
    clock.advance(10 * BOARD_MEMORY)
    process.board.recheck()
    assert ORDER.order_id in process.board.cards


async def test_a_late_turn_brings_a_removed_order_back(process: Process, clock: FakeClock) -> None:
    process.knows(reached(ORDER, Status.COMPLETED))
    clock.advance(BOARD_MEMORY + MINUTE)
    process.board.recheck()
    process.ledger.record(
        (Cancelled(order_id=ORDER.order_id, shop_id=SHOP, at=NOON, by=Party.SUPPORT),)
    )
    assert process.card(ORDER.order_id).order.status is Status.CANCELLED
    process.board.recheck()
    assert ORDER.order_id in process.board.cards


async def test_loading_shows_the_open_and_the_lately_finished(
    process: Process, clock: FakeClock
) -> None:
    old, lately, still = an_order(1), an_order(2), an_order(3)
    save = process.store.orders.save
    save(reached(old, Status.COMPLETED), clock.now() - BOARD_MEMORY - MINUTE)
    save(reached(lately, Status.COMPLETED), clock.now() - BOARD_MEMORY + MINUTE)
    save(still, clock.now() - 3 * BOARD_MEMORY)
    told = Told(process)
    process.board.load()
    assert process.board.cards.keys() == {lately.order_id, still.order_id}
    assert {card.order_id for card in told.changed} == process.board.cards.keys()
    process.board.recheck()
    assert told.removed == []
