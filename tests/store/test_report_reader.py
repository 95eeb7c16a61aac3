"""Orders of a period from a real file: whole ones, deleted ones, damaged ones."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Party, Status
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.services.errors import NotStored
from kitchen_app.services.report_ports import Kept
from kitchen_app.store.database import FILE_NAME, Database
from kitchen_app.store.report_reader import _MONEY, ReportFile
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.store.people import a_case, an_action, of_a_person

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
NET = Money(minor=5000, currency="SAR")


@pytest.fixture
def reader(tmp_path: Path, database: Database) -> ReportFile:
    return ReportFile(tmp_path / FILE_NAME)


def numbers(kept: Kept) -> list[int]:
    return [int(row.number) for row in kept.rows]


def test_orders_of_a_time_are_found_to_the_second(store: SqliteStore, reader: ReportFile) -> None:
    for number, placed in enumerate((NOON - SECOND, NOON, NOON + DAY - SECOND / 2, NOON + DAY)):
        store.orders.save(an_order(number, placed_at=placed), NOON)
    assert numbers(reader.kept(NOON, NOON + DAY)) == [1, 2]


def test_an_order_is_counted_with_its_refunds_and_their_reasons(
    store: SqliteStore, reader: ReportFile
) -> None:
    order = of_a_person(net=NET, accepted_at=NOON + SECOND)
    store.orders.save(order, NOON)
    store.refunds.save(replace(a_case(order), by=Party.MERCHANT))
    store.actions.add(an_action(order))
    (row,) = reader.kept(NOON, NOON + DAY).rows
    assert (row.outcome, row.paid, row.net) == (Outcome.FINISHED, order.paid, NET)
    assert row.accept_s == 1
    assert [given.chosen for given in row.given_back] == [PartRefundReason.OTHER]
    (kept,) = reader.whole(NOON, NOON + DAY)
    assert (kept.order, len(kept.cases)) == (order, 1)


def test_a_deleted_order_is_counted_by_its_money(store: SqliteStore, reader: ReportFile) -> None:
    placed = (NOON - SECOND, NOON, NOON + SECOND / 2, NOON + DAY - SECOND / 2, NOON + DAY)
    for number, at in enumerate(placed):
        order = of_a_person(number, placed_at=at, accepted_at=at + SECOND, net=NET)
        store.orders.save(order, NOON)
        store.refunds.save(a_case(order))
    before = reader.kept(NOON, NOON + DAY)
    store.retention.delete_orders(NOON + 40 * DAY, 99)
    after = reader.kept(NOON, NOON + DAY)
    assert numbers(before) == numbers(after) == [1, 2, 3]
    for row, money in zip(before.rows, after.rows, strict=True):
        assert money == replace(row, is_whole=False, given_back=money.given_back)
        assert [given.words for given in money.given_back] == [""]
    assert reader.whole(NOON, NOON + DAY) == ()


def test_an_order_that_came_back_is_counted_once(store: SqliteStore, reader: ReportFile) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.retention.delete_orders(NOON + DAY, 9)
    store.orders.save(of_a_person(status=Status.CANCELLED), NOON)
    (row,) = reader.kept(NOON, NOON + DAY).rows
    assert row.outcome is Outcome.MISSED


def test_what_is_damaged_is_told_and_the_rest_is_counted(
    store: SqliteStore, reader: ReportFile, database: Database
) -> None:
    for number in range(4):
        store.orders.save(of_a_person(number), NOON if number < 2 else NOON + 2 * DAY)
    store.retention.delete_orders(NOON + DAY, 9)
    for table, number in (("money", 0), ("orders", 2)):
        damage = f"UPDATE {table} SET document_hash = 'x' WHERE order_id = ?"
        database.peewee.execute_sql(damage, (an_order(number).order_id,))
    kept = reader.kept(NOON, NOON + DAY)
    assert (sorted(numbers(kept)), kept.damaged) == ([1, 3], 2)


def test_orders_that_are_not_indexed_yet_are_told(
    store: SqliteStore, reader: ReportFile, database: Database
) -> None:
    database.peewee.execute_sql("UPDATE history_state SET todo = 5, remaining = 5")
    assert reader.kept(NOON, NOON + DAY).left == 5


def test_deleted_orders_are_found_by_their_index(database: Database, tmp_path: Path) -> None:
    with apsw.Connection(str(tmp_path / FILE_NAME)) as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {_MONEY}", ("a", "b")).fetchall()
    assert ["money_by_placing" in str(step[-1]) for step in plan] == [True]


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    reader = ReportFile(tmp_path / "none.db")
    with pytest.raises(NotStored):
        reader.kept(NOON, NOON + DAY)
    reader.give_up()
