"""One file behind all three ports, with one transaction over them."""

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.store.test_inbox import a_message

ACTION = Action(
    key="k",
    order_id=an_order().order_id,
    kind=ActionKind.ACCEPT,
    state=ActionState.PENDING,
    requested_at=NOON,
    not_after=NOON,
)


def fill(store: SqliteStore) -> None:
    store.inbox.add([a_message()])
    store.orders.save(an_order(), NOON)
    store.actions.add(ACTION)


def counts(store: SqliteStore) -> tuple[int, int, int]:
    return (
        len(store.inbox.waiting(9)),
        len(store.orders.all()),
        len(store.actions.all_open()),
    )


def test_one_transaction_covers_inbox_orders_and_actions(store: SqliteStore) -> None:
    with store.transaction():
        fill(store)
    assert counts(store) == (1, 1, 1)


def test_all_of_it_is_rolled_back_together(store: SqliteStore) -> None:
    def fail() -> None:
        with store.transaction():
            fill(store)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert counts(store) == (0, 0, 0)
