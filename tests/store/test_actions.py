"""Actions come back whole, and the database itself refuses a second open one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from peewee import IntegrityError

from kitchen_app.domain.actions import (
    OPEN_STATES,
    Action,
    ActionKind,
    ActionState,
    CancelReason,
    Refusal,
)
from kitchen_app.domain.order import OrderId
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON

FIRST, SECOND = OrderId("9223372036854775807"), OrderId("2")


def an_action(key: str, state: ActionState = ActionState.PENDING, order: OrderId = FIRST) -> Action:
    return Action(
        key=key,
        order_id=order,
        kind=ActionKind.CANCEL,
        state=state,
        requested_at=NOON,
        not_after=NOON + timedelta(microseconds=1),
        cancel_reason=CancelReason.OTHER,
        cancel_text="نفد الغاز 沒有煤氣",
        refusal=Refusal.BY_KEETA,
        detail="their words",
    )


@pytest.mark.parametrize("kind", ActionKind)
@pytest.mark.parametrize("state", ActionState)
def test_an_action_comes_back_whole(
    store: SqliteStore, kind: ActionKind, state: ActionState
) -> None:
    full = replace(an_action("full", state), kind=kind)
    bare = replace(full, key="bare", order_id=SECOND, cancel_reason=None, refusal=None)
    for action in (full, bare):
        store.actions.add(action)
        assert store.actions.get(action.key) == action


def test_saving_changes_state_and_document(store: SqliteStore) -> None:
    store.actions.add(an_action("a"))
    done = replace(an_action("a"), state=ActionState.DONE, detail="later")
    store.actions.save(done)
    assert store.actions.get("a") == done
    assert store.actions.all_open() == []


def test_an_unknown_key_is_a_lookup_error(store: SqliteStore) -> None:
    with pytest.raises(LookupError, match="no action nobody"):
        store.actions.get("nobody")


def test_a_key_is_used_once(store: SqliteStore) -> None:
    store.actions.add(an_action("a", ActionState.DONE))
    with pytest.raises(IntegrityError):
        store.actions.add(an_action("a", ActionState.DONE, SECOND))


@pytest.mark.parametrize("first", ActionState)
@pytest.mark.parametrize("second", ActionState)
def test_one_order_has_at_most_one_open_action(
    store: SqliteStore, first: ActionState, second: ActionState
) -> None:
    store.actions.add(an_action("a", first))
    if first in OPEN_STATES and second in OPEN_STATES:
        with pytest.raises(IntegrityError):
            store.actions.add(an_action("b", second))
        assert store.actions.open_of(FIRST) == an_action("a", first)
    else:
        store.actions.add(an_action("b", second))
        assert store.actions.latest_of(FIRST) == an_action("b", second)


def test_a_settled_action_cannot_be_opened_beside_an_open_one(store: SqliteStore) -> None:
    store.actions.add(an_action("a", ActionState.DONE))
    store.actions.add(an_action("b"))
    with pytest.raises(IntegrityError):
        store.actions.save(an_action("a", ActionState.UNKNOWN))


def test_open_actions_come_in_the_order_of_asking(store: SqliteStore) -> None:
    added = [
        an_action("c", ActionState.UNKNOWN, OrderId("3")),
        an_action("a", ActionState.PENDING, OrderId("1")),
        an_action("x", ActionState.REFUSED, OrderId("9")),
        an_action("b", ActionState.SENDING, OrderId("2")),
    ]
    for action in added:
        store.actions.add(action)
    assert [action.key for action in store.actions.all_open()] == ["c", "a", "b"]


def test_the_open_and_the_latest_action_of_an_order(store: SqliteStore) -> None:
    assert store.actions.open_of(FIRST) is None
    assert store.actions.latest_of(FIRST) is None
    store.actions.add(an_action("old", ActionState.REFUSED))
    assert store.actions.open_of(FIRST) is None
    store.actions.add(an_action("new"))
    store.actions.add(an_action("other", order=SECOND))
    assert store.actions.open_of(FIRST) == an_action("new")
    assert store.actions.latest_of(FIRST) == an_action("new")
