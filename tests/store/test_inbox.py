"""Messages are kept once, byte for byte, and handed out in the order of arrival."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.services.ports import CallbackState, Examined, NewCallback, Verdict
from kitchen_app.store.database import Database
from kitchen_app.store.documents import digest
from kitchen_app.store.models import InboxRow
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, SHOP

GENUINE = Examined(
    verdict=Verdict.GENUINE, message_id="m", event_id=1001, shop_id=SHOP, content_hash="h"
)


def a_message(number: int = 1, **changes: object) -> NewCallback:
    examined = replace(GENUINE, message_id=f"m{number}", content_hash=f"h{number}")
    message = NewCallback(examined=examined, body=b"body %d" % number, received_at=NOON)
    return replace(message, **changes)  # type: ignore[arg-type]  # names of the dataclass


def bodies(store: SqliteStore, limit: int = 99) -> list[bytes]:
    return [callback.body for callback in store.inbox.waiting(limit)]


def test_a_message_comes_back_whole(store: SqliteStore) -> None:
    body = b"\x00\xff\xfe not even text " + "طلب 訂單".encode()
    received_at = NOON + timedelta(milliseconds=123)
    store.inbox.add([a_message(body=body, received_at=received_at)])
    (callback,) = store.inbox.waiting(10)
    assert (callback.body, callback.received_at) == (body, received_at)
    assert (callback.event_id, callback.shop_id, callback.proven) == (1001, SHOP, True)


def test_the_body_is_stored_with_its_own_hash(store: SqliteStore, database: Database) -> None:
    store.inbox.add([a_message(body=b"abc")])
    (row,) = InboxRow.select().bind(database.peewee).execute()
    assert row.body_hash == digest(b"abc")
    assert row.state == "waiting"


@pytest.mark.parametrize(
    ("verdict", "proven"), [(Verdict.GENUINE, True), (Verdict.UNPROVEN, False)]
)
def test_only_a_genuine_message_is_proven(
    store: SqliteStore, verdict: Verdict, proven: bool
) -> None:
    store.inbox.add([a_message(examined=replace(GENUINE, verdict=verdict))])
    assert [callback.proven for callback in store.inbox.waiting(1)] == [proven]


def test_a_message_without_a_shop_keeps_none(store: SqliteStore) -> None:
    store.inbox.add([a_message(examined=replace(GENUINE, shop_id=None))])
    assert [callback.shop_id for callback in store.inbox.waiting(1)] == [None]


@pytest.mark.parametrize(
    ("message_id", "content_hash", "kept"),
    [("m1", "h1", 1), ("m1", "other", 2), ("other", "h1", 2), ("other", "other", 2)],
)
def test_the_same_id_with_the_same_content_is_kept_once(
    store: SqliteStore, message_id: str, content_hash: str, kept: int
) -> None:
    again = replace(GENUINE, message_id=message_id, content_hash=content_hash)
    store.inbox.add([a_message(1)])
    store.inbox.add([a_message(2, examined=again)])
    assert len(bodies(store)) == kept
    assert bodies(store)[0] == b"body 1"


def test_a_duplicate_inside_one_group_is_kept_once(store: SqliteStore) -> None:
    store.inbox.add([a_message(1), a_message(2), a_message(1)])
    assert bodies(store) == [b"body 1", b"body 2"]


@pytest.mark.parametrize("state", list(CallbackState))
def test_a_duplicate_does_not_wake_a_settled_message(
    store: SqliteStore, state: CallbackState
) -> None:
    store.inbox.add([a_message()])
    store.inbox.settle(store.inbox.waiting(1)[0].row_id, state)
    store.inbox.add([a_message()])
    assert len(bodies(store)) == (1 if state is CallbackState.WAITING else 0)


def test_the_oldest_arrival_comes_first_whatever_its_time(store: SqliteStore) -> None:
    for number in range(5):
        received_at = NOON - timedelta(minutes=number)  # a clock that was set back
        store.inbox.add([a_message(number, received_at=received_at)])
    assert bodies(store) == [b"body %d" % number for number in range(5)]
    assert bodies(store, limit=2) == [b"body 0", b"body 1"]


def test_a_settled_message_waits_no_more(store: SqliteStore) -> None:
    store.inbox.add([a_message(1), a_message(2)])
    store.inbox.settle(store.inbox.waiting(1)[0].row_id, CallbackState.DONE)
    assert bodies(store) == [b"body 2"]


def test_a_message_can_be_taken_out_again(store: SqliteStore) -> None:
    store.inbox.add([a_message(1), a_message(2)])
    first, _ = store.inbox.waiting(2)
    assert first.message_id == "m1"
    store.inbox.remove(first.row_id)
    assert bodies(store) == [b"body 2"]


def test_only_failed_messages_are_tried_again_in_their_old_place(store: SqliteStore) -> None:
    store.inbox.add([a_message(number) for number in range(4)])
    rows = [callback.row_id for callback in store.inbox.waiting(9)]
    store.inbox.settle(rows[0], CallbackState.FAILED)
    store.inbox.settle(rows[1], CallbackState.DONE)
    store.inbox.settle(rows[2], CallbackState.FOREIGN)
    store.inbox.requeue_failed()
    assert bodies(store) == [b"body 0", b"body 3"]


def test_the_shop_id_is_text(store: SqliteStore) -> None:
    store.inbox.add([a_message(examined=replace(GENUINE, shop_id=ShopId("007")))])
    assert store.inbox.waiting(1)[0].shop_id == "007"


def test_a_proven_copy_takes_the_place_of_one_that_was_not(store: SqliteStore) -> None:
    """Else a forged copy, or a wrong secret, would keep the genuine message out for good."""
    store.inbox.add([callback(verdict=Verdict.UNPROVEN, body=b"first")])
    (unproven,) = store.inbox.waiting(9)
    store.inbox.settle(unproven.row_id, CallbackState.ASKED)
    store.inbox.add([callback(verdict=Verdict.GENUINE, body=b"second")])
    (proven,) = store.inbox.waiting(9)
    assert (proven.row_id, proven.proven, proven.body) == (unproven.row_id, True, b"second")


def test_nothing_takes_the_place_of_a_proven_message(store: SqliteStore) -> None:
    store.inbox.add([callback(verdict=Verdict.GENUINE, body=b"first")])
    (first,) = store.inbox.waiting(9)
    store.inbox.settle(first.row_id, CallbackState.DONE)
    store.inbox.add([callback(verdict=v) for v in (Verdict.UNPROVEN, Verdict.GENUINE)])
    assert store.inbox.waiting(9) == []


def callback(*, verdict: Verdict, body: bytes = b"{}") -> NewCallback:
    examined = Examined(
        verdict=verdict, message_id="1", event_id=1001, shop_id=SHOP, content_hash="same"
    )
    return NewCallback(examined=examined, body=body, received_at=NOON)
