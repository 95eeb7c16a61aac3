"""An event, what it settles and what goes with it are one transaction, then an announcement."""

import errno
from dataclasses import replace

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import Accepted, Cancelled, Hinted, Placed, ReadBack
from kitchen_app.domain.order import OrderId, Party, Status
from kitchen_app.services.errors import NotStored
from kitchen_app.services.ledger import refusal_by, refused, settled_by
from tests.fakes import NOON, SHOP, an_order, reached
from tests.services.harness import Process

ORDER = an_order()


def an_action(kind: ActionKind, state: ActionState = ActionState.PENDING) -> Action:
    return Action(
        key=f"{kind}-{state}",
        order_id=ORDER.order_id,
        kind=kind,
        state=state,
        requested_at=NOON,
        not_after=NOON,
    )


class Announcements:
    """What the hub told, in order."""

    def __init__(self, process: Process) -> None:
        self.told: list[object] = []
        process.hub.order_changed.connect(self.told.append)
        process.hub.read_wanted.connect(self.told.append)


def accepted() -> Accepted:
    return Accepted(order_id=ORDER.order_id, shop_id=SHOP, at=NOON)


async def test_a_new_order_is_stored_with_its_timeline_and_announced(process: Process) -> None:
    hub = Announcements(process)
    process.ledger.record((Placed(order=ORDER),))
    stored = process.store.orders.get(ORDER.order_id)
    assert stored is not None
    assert (stored.order, stored.changed_at) == (ORDER, process.clock.now())
    assert [entry.kind for entry in process.store.orders.timeline(ORDER.order_id)] == ["placed"]
    assert hub.told == [ORDER.order_id]


async def test_several_events_are_one_transaction_and_one_announcement(process: Process) -> None:
    hub = Announcements(process)
    process.ledger.record((Placed(order=ORDER), accepted()))
    assert process.store.transactions == 1
    assert hub.told == [ORDER.order_id]
    assert process.order(ORDER.order_id).status is Status.ACCEPTED


async def test_event_companion_and_action_are_committed_together_before_the_announcement(
    process: Process,
) -> None:
    process.knows(ORDER)
    process.store.actions.add(an_action(ActionKind.ACCEPT))
    before = process.store.transactions
    seen: list[tuple[int, Status, ActionState]] = []

    def look(order_id: OrderId) -> None:
        latest = process.store.actions.latest_of(order_id)
        assert latest is not None
        seen.append((process.store.transactions, process.order(order_id).status, latest.state))

    process.hub.order_changed.connect(look)
    inside: list[int] = []
    process.ledger.record(
        (accepted(),), together_with=lambda: inside.append(process.store.transactions)
    )
    assert inside == [before + 1]
    assert seen == [(before + 1, Status.ACCEPTED, ActionState.DONE)]


@pytest.mark.parametrize("where", ["companion", "commit"])
async def test_nothing_is_kept_and_nothing_is_announced_when_any_part_fails(
    process: Process, where: str
) -> None:
    process.knows(ORDER)
    process.store.actions.add(an_action(ActionKind.ACCEPT))
    hub = Announcements(process)

    def companion() -> None:
        if where == "companion":
            raise OSError(errno.EIO, "planted")

    process.store.fail_next(where == "commit")
    hint = Hinted(order_id=ORDER.order_id, shop_id=SHOP, event_id=1)
    with pytest.raises(NotStored, match="planted"):
        process.ledger.record(
            (hint, accepted(), Placed(order=an_order(2))), together_with=companion
        )
    assert process.order(ORDER.order_id) == ORDER
    assert process.store.orders.get(an_order(2).order_id) is None
    kinds = [entry.kind for entry in process.store.orders.timeline(ORDER.order_id)]
    assert kinds == ["read", "action"]
    assert process.action(an_action(ActionKind.ACCEPT).key).state is ActionState.PENDING
    assert hub.told == []


async def test_what_changes_nothing_is_not_announced(process: Process) -> None:
    process.knows(ORDER)
    hub = Announcements(process)
    process.ledger.record((Placed(order=ORDER), ReadBack(order=ORDER)))
    process.ledger.record(())
    assert hub.told == []


async def test_an_unproven_hint_about_an_unknown_order_only_asks_for_a_read(
    process: Process,
) -> None:
    hub = Announcements(process)
    hint = Hinted(order_id=ORDER.order_id, shop_id=SHOP, event_id=1, creates=False)
    process.ledger.record((hint,))
    assert hub.told == [ReadOrder(order_id=ORDER.order_id, shop_id=SHOP)]
    assert process.store.orders.get(ORDER.order_id) is None


async def test_orders_are_announced_before_reads_are_wanted(process: Process) -> None:
    hub = Announcements(process)
    process.ledger.record((accepted(),))  # of an order whose 1001 we never had
    assert hub.told == [ORDER.order_id, ReadOrder(order_id=ORDER.order_id)]


async def test_a_cancelled_order_settles_a_pending_accept(process: Process) -> None:
    process.knows(ORDER)
    process.store.actions.add(an_action(ActionKind.ACCEPT))
    process.ledger.record(
        (Cancelled(order_id=ORDER.order_id, shop_id=SHOP, at=NOON, by=Party.CUSTOMER),)
    )
    action = process.action(an_action(ActionKind.ACCEPT).key)
    assert (action.state, action.refusal) == (ActionState.REFUSED, Refusal.ORDER_CANCELLED)


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (ActionState.PENDING, ActionState.DONE),
        (ActionState.UNKNOWN, ActionState.DONE),
        (ActionState.SENDING, ActionState.SENDING),
    ],
)
async def test_an_open_action_is_settled_by_news_unless_its_answer_is_on_the_way(
    process: Process, state: ActionState, after: ActionState
) -> None:
    process.knows(ORDER)
    action = an_action(ActionKind.ACCEPT, state)
    process.store.actions.add(action)
    process.ledger.record((accepted(),))
    assert process.action(action.key).state is after


async def test_a_read_that_tells_nothing_new_still_settles_the_action(process: Process) -> None:
    done = reached(ORDER, Status.ACCEPTED)
    process.knows(done)
    action = an_action(ActionKind.ACCEPT, ActionState.UNKNOWN)
    process.store.actions.add(action)
    hub = Announcements(process)
    process.ledger.record((ReadBack(order=done),))
    assert process.action(action.key).state is ActionState.DONE
    assert hub.told == [ORDER.order_id]


async def test_an_action_that_is_still_to_be_done_stays_open(process: Process) -> None:
    process.knows(ORDER)
    process.store.actions.add(an_action(ActionKind.CANCEL))
    process.ledger.record((accepted(),))
    assert process.action(an_action(ActionKind.CANCEL).key).state is ActionState.PENDING


async def test_settling_an_action_commits_it_and_announces_its_order(process: Process) -> None:
    process.knows(ORDER)
    action = an_action(ActionKind.ACCEPT)
    process.store.actions.add(action)
    hub = Announcements(process)
    process.ledger.settle(replace(action, state=ActionState.SENDING))
    assert process.action(action.key).state is ActionState.SENDING
    assert hub.told == [ORDER.order_id]


async def test_a_settlement_that_cannot_be_committed_is_not_announced(process: Process) -> None:
    process.knows(ORDER)
    action = an_action(ActionKind.ACCEPT)
    process.store.actions.add(action)
    hub = Announcements(process)
    process.store.fail_next(True)
    with pytest.raises(NotStored, match="planted"):
        process.ledger.settle(replace(action, state=ActionState.SENDING))
    assert process.action(action.key).state is ActionState.PENDING
    assert hub.told == []


OPEN = (None, None)
DONE = (ActionState.DONE, None)
CANCELLED = (ActionState.REFUSED, Refusal.ORDER_CANCELLED)
FINISHED = (ActionState.REFUSED, Refusal.ORDER_FINISHED)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (ActionKind.ACCEPT, [OPEN, DONE, DONE, DONE, CANCELLED]),
        (ActionKind.READY, [OPEN, OPEN, DONE, DONE, CANCELLED]),
        (ActionKind.CANCEL, [OPEN, OPEN, OPEN, FINISHED, DONE]),
    ],
)
def test_the_state_of_the_order_settles_the_action(
    kind: ActionKind, expected: list[tuple[ActionState | None, Refusal | None]]
) -> None:
    found = []
    for status in Status:
        settled = settled_by(replace(ORDER, status=status), an_action(kind), ())
        found.append((settled.state, settled.refusal) if settled else OPEN)
    assert found == expected


def test_a_refused_action_keeps_why_and_the_words() -> None:
    action = refused(an_action(ActionKind.READY), Refusal.BY_KEETA, "words")
    assert (action.state, action.refusal, action.detail) == (
        ActionState.REFUSED,
        Refusal.BY_KEETA,
        "words",
    )


@pytest.mark.parametrize(
    ("kind", "status", "why"),
    [
        (ActionKind.CANCEL, Status.COMPLETED, Refusal.ORDER_FINISHED),
        (ActionKind.READY, Status.CANCELLED, Refusal.ORDER_CANCELLED),
        (ActionKind.AGREE_REFUND, Status.CANCELLED, Refusal.ANSWERED_OTHERWISE),
        (ActionKind.REJECT_REFUND, Status.COMPLETED, Refusal.ANSWERED_OTHERWISE),
    ],
)
def test_each_end_has_its_own_reason(kind: ActionKind, status: Status, why: Refusal) -> None:
    assert refusal_by(reached(ORDER, status), an_action(kind)) is why
