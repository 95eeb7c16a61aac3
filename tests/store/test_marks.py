"""Marks are kept whole; damaged ones cost no card; they go with their order."""

from dataclasses import replace

import pytest

from kitchen_app.domain.marks import OrderMarks, line_keys, seen_now
from kitchen_app.store.database import Database
from kitchen_app.store.models import MarksRow
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON
from tests.store.people import aged, of_a_person

ORDER = of_a_person()
MARKS = OrderMarks(
    order_id=ORDER.order_id,
    struck=dict.fromkeys(line_keys(ORDER.lines), NOON),
    seen=replace(seen_now(ORDER), ready_by=NOON),
)


def test_marks_come_back_as_they_were(store: SqliteStore) -> None:
    assert store.marks.get(ORDER.order_id) is None
    store.marks.save(replace(MARKS, struck={}))
    store.marks.save(MARKS)
    assert store.marks.get(ORDER.order_id) == MARKS


def test_damaged_marks_count_as_none(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    store.marks.save(MARKS)
    MarksRow.update(document=b"{}").bind(database.peewee).execute()
    assert store.marks.get(ORDER.order_id) is None
    store.marks.mask(ORDER.order_id)
    assert "are damaged and left out" in caplog.text
    caplog.clear()
    assert not list(MarksRow.select().bind(database.peewee).execute())


def test_masking_an_order_forgets_how_it_was_seen_and_keeps_its_ticks(store: SqliteStore) -> None:
    store.orders.save(ORDER, NOON)
    store.marks.save(MARKS)
    assert store.retention.mask_orders(aged(NOON.replace(year=2027)), 10) == [ORDER.order_id]
    assert store.marks.get(ORDER.order_id) == replace(MARKS, seen=None)


def test_a_deleted_order_takes_its_marks_along(store: SqliteStore) -> None:
    store.orders.save(ORDER, NOON)
    store.marks.save(MARKS)
    store.retention.delete_orders(NOON.replace(year=2027), 10)
    assert store.marks.get(ORDER.order_id) is None
