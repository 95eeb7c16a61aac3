"""Forgetting in a real file: what is due goes, down to the bytes; what asks for something stays."""

import os
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from kitchen_app.domain.actions import OPEN_STATES, ActionKind, ActionState
from kitchen_app.domain.earnings import Earnings
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.ports import CallbackState
from kitchen_app.store.database import FILE_NAME, Database, open_database
from kitchen_app.store.documents import decode, digest
from kitchen_app.store.models import (
    ActionRow,
    InboxRow,
    LookRow,
    MoneyRow,
    OrderRow,
    RefundRow,
    TimelineRow,
)
from kitchen_app.store.retention import OldFiles
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.store.people import (
    NAME,
    PAID,
    a_case,
    a_message,
    aged,
    an_action,
    ids,
    of_a_person,
    traces,
)
from tests.store.test_print_jobs import a_job

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=25)
MOST = 10


def rows(database: Database, model: type) -> list[object]:
    found = model.select().bind(database.peewee).execute()  # type: ignore[attr-defined]
    return list(found)


# Masking


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
def test_an_ended_order_loses_its_person_and_nothing_else(
    store: SqliteStore, status: Status
) -> None:
    order = of_a_person(status=status)
    store.orders.save(order, NOON)
    assert store.retention.mask_orders(aged(LATER), MOST) == ids(order)
    stored = store.orders.get(order.order_id)
    assert stored is not None
    assert stored.order == order.without_person()
    assert stored.changed_at == NOON
    assert NAME not in repr(stored)


def test_its_refund_cases_and_actions_lose_theirs(store: SqliteStore) -> None:
    order = of_a_person()
    case, action = a_case(order), an_action(order)
    store.orders.save(order, NOON)
    store.refunds.save(case)
    store.actions.add(action)
    store.retention.mask_orders(aged(LATER), MOST)
    assert store.refunds.of_order(order.order_id) == (case.without_person(),)
    assert store.actions.of_order(order.order_id) == [action.without_person()]


@pytest.mark.parametrize("hours", [0, 12, 23.9])
def test_before_its_time_nothing_is_masked(store: SqliteStore, hours: float) -> None:
    store.orders.save(of_a_person(), NOON)
    assert store.retention.mask_orders(aged(NOON + timedelta(hours=hours)), MOST) == []


@pytest.mark.parametrize("status", [Status.NEW, Status.ACCEPTED, Status.READY])
def test_an_open_order_is_never_touched(store: SqliteStore, status: Status) -> None:
    order = of_a_person(status=status)
    store.orders.save(order, NOON)
    late = NOON + 400 * DAY
    assert store.retention.mask_orders(aged(late), MOST) == []
    assert store.retention.delete_orders(late, MOST) == []
    stored = store.orders.get(order.order_id)
    assert stored is not None
    assert stored.order == order


@pytest.mark.parametrize(
    "state",
    [*OPEN_STATES, ActionState.HUMAN],
)
def test_an_order_with_an_unanswered_question_is_never_touched(
    store: SqliteStore, state: ActionState
) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.actions.add(an_action(order, state))
    late = NOON + 400 * DAY
    assert store.retention.mask_orders(aged(late), MOST) == []
    assert store.retention.delete_orders(late, MOST) == []


def test_an_order_with_an_open_refund_is_never_touched(store: SqliteStore) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.refunds.save(a_case(order, RefundState.WAITING))
    late = NOON + 400 * DAY
    assert store.retention.mask_orders(aged(late), MOST) == []
    assert store.retention.delete_orders(late, MOST) == []
    assert store.refunds.orders_waiting() == ids(order)


def test_what_is_told_of_a_masked_order_gets_its_own_day(store: SqliteStore) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.retention.mask_orders(aged(LATER), MOST)
    told_at = NOON + 10 * DAY
    store.refunds.save(a_case(order, told_at=told_at))
    store.actions.add(an_action(order, at=told_at))
    assert store.retention.mask_orders(aged(told_at + timedelta(hours=23)), MOST) == []
    assert NAME in repr(store.refunds.of_order(order.order_id))
    assert store.retention.mask_orders(aged(told_at + timedelta(hours=25)), MOST) == ids(order)
    assert NAME not in repr(store.refunds.of_order(order.order_id))
    assert NAME not in repr(store.actions.of_order(order.order_id))


def test_an_order_is_masked_once(store: SqliteStore) -> None:
    store.orders.save(of_a_person(), NOON)
    assert store.retention.mask_orders(aged(LATER), MOST)
    assert store.retention.mask_orders(aged(LATER), MOST) == []


def test_what_a_wrong_clock_dated_into_the_future_is_not_kept_for_ever(store: SqliteStore) -> None:
    order = of_a_person()
    store.orders.save(order, NOON + 400 * DAY)
    store.inbox.add([a_message(1, NOON + 400 * DAY)])
    store.inbox.settle(1, CallbackState.DONE)
    assert store.retention.mask_orders(aged(NOON), MOST) == ids(order)
    assert store.retention.empty_bodies(aged(NOON), MOST) == 1


def test_a_batch_is_no_larger_than_asked_and_begins_with_the_oldest(store: SqliteStore) -> None:
    orders = [of_a_person(number) for number in range(7)]
    for age, order in enumerate(orders):
        store.orders.save(order, NOON - age * timedelta(minutes=1))
    oldest_first = ids(*reversed(orders))
    masked = [store.retention.mask_orders(aged(LATER), 3) for _ in range(4)]
    assert masked == [oldest_first[:3], oldest_first[3:6], oldest_first[6:], []]


def test_what_is_damaged_does_not_stop_the_forgetting(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    orders = [of_a_person(number) for number in (1, 2, 3)]
    for order in orders:
        store.orders.save(order, NOON)
        store.refunds.save(a_case(order))
        store.actions.add(an_action(order))
    broken = f'{{"note": "{NAME}'.encode()
    for model, order in zip((OrderRow, RefundRow, ActionRow), orders, strict=True):
        table: Any = model
        damage = table.update(document=broken).where(table.order_id == order.order_id)
        damage.bind(database.peewee).execute()
    assert len(store.retention.mask_orders(aged(LATER), MOST)) == 3
    assert "damaged" in caplog.text
    caplog.clear()
    documents = [
        bytes(row.document)  # type: ignore[attr-defined]
        for model in (OrderRow, RefundRow, ActionRow)
        for row in rows(database, model)
    ]
    assert len(documents) == 7
    assert not any(NAME.encode() in document for document in documents)


# Deleting


def test_an_old_order_goes_with_all_that_is_its_own(store: SqliteStore, database: Database) -> None:
    old, young = of_a_person(1), of_a_person(2)
    for order in (old, young):
        store.orders.save(order, NOON if order is old else NOON + 5 * DAY)
        store.orders.add_entries(order.order_id, [Entry(at=NOON, kind="placed")])
        store.orders.looked_at(order.order_id, NOON)
        store.refunds.save(a_case(order))
        store.actions.add(an_action(order))
    assert store.retention.delete_orders(NOON + DAY, MOST) == ids(old)
    for model in (OrderRow, TimelineRow, LookRow, RefundRow, ActionRow):
        left = {row.order_id for row in rows(database, model)}  # type: ignore[attr-defined]
        assert left == {young.order_id}, model


def test_its_print_jobs_go_with_the_person(store: SqliteStore) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.print_jobs.save(a_job(1))
    store.print_jobs.save(replace(a_job(2), order_id=an_order(7).order_id))
    assert store.retention.mask_orders(aged(NOON + timedelta(hours=30)), 9) == [order.order_id]
    assert store.print_jobs.of_order(order.order_id) == []
    assert len(store.print_jobs.all_open()) == 1


def test_its_money_stays_without_the_person(store: SqliteStore, database: Database) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.refunds.save(a_case(order))
    store.actions.add(an_action(order))
    store.actions.add(an_action(order, kind=ActionKind.READY))
    store.retention.delete_orders(NOON + DAY, MOST)
    (row,) = MoneyRow.select().bind(database.peewee).execute()
    earnings = decode(row.document, Earnings)
    assert (earnings.order_id, earnings.paid, earnings.status) == (
        order.order_id,
        PAID,
        Status.COMPLETED,
    )
    assert earnings.refunds == (a_case(order).without_person(),)
    assert earnings.given_back == (an_action(order).without_person(),)
    assert NAME.encode() not in bytes(row.document)


# Messages


def test_the_bodies_of_done_messages_are_emptied_and_a_repeat_is_still_known(
    store: SqliteStore, database: Database
) -> None:
    message = a_message(1)
    store.inbox.add([message])
    store.inbox.settle(1, CallbackState.DONE)
    assert store.retention.empty_bodies(aged(LATER), MOST) == 1
    store.inbox.add([message])
    (row,) = InboxRow.select().bind(database.peewee).execute()
    assert (bytes(row.body), row.body_hash, row.state) == (b"", digest(b""), "done")
    assert store.retention.empty_bodies(aged(LATER), MOST) == 0


@pytest.mark.parametrize("state", [CallbackState.WAITING, CallbackState.FAILED])
def test_what_is_not_applied_yet_keeps_its_body(store: SqliteStore, state: CallbackState) -> None:
    store.inbox.add([a_message(1)])
    store.inbox.settle(1, state)
    assert store.retention.empty_bodies(aged(NOON + 400 * DAY), MOST) == 0


def test_a_body_goes_with_its_order(store: SqliteStore) -> None:
    order = of_a_person(status=Status.READY)
    store.orders.save(order, NOON)
    store.inbox.add([a_message(1), a_message(2)])
    store.inbox.settle(1, CallbackState.DONE, order.order_id)
    store.inbox.settle(2, CallbackState.FOREIGN)
    assert store.retention.empty_bodies(aged(LATER), MOST) == 1  # that of no order
    ended_at = NOON + 3 * DAY
    store.orders.save(of_a_person(), ended_at)
    assert store.retention.empty_bodies(aged(ended_at + timedelta(hours=1)), MOST) == 0
    store.retention.mask_orders(aged(ended_at + timedelta(hours=25)), MOST)
    assert store.retention.empty_bodies(aged(ended_at + timedelta(hours=25)), MOST) == 1


def test_a_question_to_keeta_is_not_put_again_without_its_body(store: SqliteStore) -> None:
    store.inbox.add([a_message(1)])
    store.inbox.settle(1, CallbackState.ASKED)
    store.retention.empty_bodies(aged(LATER), MOST)
    store.inbox.requeue_asked()
    assert store.inbox.waiting(MOST) == []


def test_what_nobody_ever_understood_is_given_up_in_the_end(
    store: SqliteStore, database: Database
) -> None:
    store.inbox.add([a_message(1), a_message(2, NOON + 2 * DAY)])
    for row_id in (1, 2):
        store.inbox.settle(row_id, CallbackState.FAILED)
    assert store.retention.expire_failed(NOON + DAY, MOST) == 1
    states = [row.state for row in InboxRow.select().bind(database.peewee).execute()]
    assert states == ["expired", "failed"]
    store.inbox.requeue_failed()
    assert [callback.row_id for callback in store.inbox.waiting(MOST)] == [2]


def test_messages_are_forgotten_only_when_they_are_empty_and_old(store: SqliteStore) -> None:
    store.inbox.add([a_message(number) for number in (1, 2)])
    store.inbox.settle(1, CallbackState.DONE)
    store.retention.empty_bodies(aged(LATER), MOST)
    assert store.retention.forget_messages(NOON, MOST) == 0
    assert store.retention.forget_messages(NOON + DAY, MOST) == 1
    assert [callback.row_id for callback in store.inbox.waiting(MOST)] == [2]


def test_looks_at_orders_that_we_never_had_are_forgotten_too(store: SqliteStore) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.orders.looked_at(order.order_id, NOON)
    store.orders.looked_at(OrderId("7"), NOON)
    assert store.retention.forget_messages(NOON + DAY, MOST) == 1
    assert store.retention.forget_messages(NOON + DAY, MOST) == 0


# By hand


def test_one_order_is_forgotten_with_every_message_that_speaks_of_it(
    store: SqliteStore, database: Database
) -> None:
    order, other = of_a_person(1), of_a_person(2)
    states = (CallbackState.DONE, CallbackState.FAILED, CallbackState.ASKED, CallbackState.WAITING)
    for number, _ in enumerate(states):
        body = f'{{"orderViewId":{order.order_id},"name":"{NAME}"}}'.encode()
        store.inbox.add([replace(a_message(number), body=body)])
    store.inbox.add([a_message(9)])
    for number, state in enumerate(states, start=1):
        store.inbox.settle(number, state)
    store.inbox.settle(5, CallbackState.DONE, other.order_id)
    for each in (order, other):
        store.orders.save(each, NOON)
    store.retention.forget_order(order.order_id)
    kept = [(row.state, bool(row.body)) for row in rows(database, InboxRow)]  # type: ignore[attr-defined]
    assert kept == [
        ("done", False),
        ("expired", False),
        ("done", False),
        ("waiting", True),  # it is news, applied in a moment, with a day of its own
        ("done", True),
    ]
    stored = store.orders.get(other.order_id)
    assert stored is not None
    assert stored.order == other
    assert store.retention.mask_orders(aged(LATER), MOST) == ids(other)


# The bytes of the files


@pytest.mark.parametrize("overwrites", [True, False], ids=["as it is", "control"])
def test_nothing_forgotten_is_left_in_the_bytes(tmp_path: Path, overwrites: bool) -> None:
    database = open_database(tmp_path)
    database.peewee.execute_sql(f"PRAGMA secure_delete = {int(overwrites)}").fetchall()
    store = SqliteStore(database)
    chance = random.Random(1001)
    for number in range(120):  # rows of many sizes, so that pages fill, split and overflow
        order = replace(of_a_person(number), note=f"{NAME} " * chance.randrange(1, 400))
        store.orders.save(order, NOON)
        store.refunds.save(a_case(order))
        store.actions.add(an_action(order))
        padded = a_message(number)
        padded = replace(padded, body=padded.body * chance.randrange(1, 60))
        store.inbox.add([padded])
        store.inbox.settle(number + 1, CallbackState.DONE, order.order_id)
    assert traces(tmp_path)
    while store.retention.mask_orders(aged(LATER), 7):
        continue
    while store.retention.empty_bodies(aged(LATER), 7):
        continue
    assert traces(tmp_path).keys() >= {f"{FILE_NAME}-wal"}
    assert store.retention.seal()
    assert (tmp_path / f"{FILE_NAME}-wal").stat().st_size == 0
    assert (traces(tmp_path) == {}) is overwrites  # the control shows that the test can see
    store.close()


def test_a_reader_makes_sealing_wait_without_making_us_wait(
    store: SqliteStore, tmp_path: Path
) -> None:
    store.orders.save(of_a_person(), NOON)
    reader = apsw.Connection(str(tmp_path / FILE_NAME), flags=apsw.SQLITE_OPEN_READONLY)
    cursor = reader.execute("BEGIN; SELECT * FROM orders")
    cursor.fetchone()
    store.retention.mask_orders(aged(LATER), MOST)
    assert not store.retention.seal()
    cursor.close()
    reader.execute("ROLLBACK")
    reader.close()
    assert store.retention.seal()
    assert traces(tmp_path) == {}


def test_sealing_keeps_the_patience_of_the_connection(
    store: SqliteStore, database: Database
) -> None:
    store.retention.seal()
    assert database.peewee.execute_sql("PRAGMA busy_timeout").fetchone() == (5000,)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT order_id FROM orders WHERE person_at < 1", "orders_with_person"),
        (
            "SELECT row_id FROM inbox AS t1 WHERE length(t1.body) > 0 AND t1.received_at < 1",
            "inbox_with_body",
        ),
        ("SELECT row_id FROM inbox WHERE received_at < 1", "inbox_by_receipt"),
    ],
)
def test_what_is_asked_each_hour_uses_its_index(database: Database, query: str, index: str) -> None:
    plan = database.peewee.execute_sql(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert any(index in row[-1] for row in plan), plan


# Copies


def test_old_copies_are_deleted_by_name_and_age(tmp_path: Path) -> None:
    for name, days in (("kitchen-version-1.db", 8), ("kitchen-version-2.db", 1), ("mine.db", 9)):
        file = tmp_path / name
        file.write_bytes(b"copy")
        moment = (NOON - days * DAY).timestamp()
        os.utime(file, (moment, moment))
    assert OldFiles(tmp_path, "kitchen-version-*.db").forget_before(NOON - 7 * DAY) == 1
    assert sorted(file.name for file in tmp_path.iterdir()) == ["kitchen-version-2.db", "mine.db"]


def test_a_folder_that_is_not_there_has_no_copies(tmp_path: Path) -> None:
    assert OldFiles(tmp_path / "none", "*").forget_before(NOON) == 0
