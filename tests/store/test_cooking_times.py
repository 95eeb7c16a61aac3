"""What orders taught is kept once each, outlives them, and names nobody."""

from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.domain.cooking_times import Cooked
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.store.cooking_times import SqliteCookingTimes
from kitchen_app.store.database import Database
from kitchen_app.store.models import CookingRow, OrderRow
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.store.people import NAME, of_a_person, traces


def cooked(minutes: int) -> Cooked:
    took = timedelta(minutes=minutes)
    return Cooked(began_at=NOON, took=took, items=("id 7", "name شوربة عدس"))


def test_each_order_teaches_once(store: SqliteStore) -> None:
    rows = store.cooking_times
    for order_id, minutes in (("1", 5), ("2", 6), ("1", 50)):
        rows.add(OrderId(order_id), cooked(minutes))
    assert rows.all() == [cooked(5), cooked(6)]
    assert rows.known() == {"1", "2"}


def test_the_oldest_go_where_there_are_too_many(database: Database) -> None:
    rows = SqliteCookingTimes(database, kept=3)
    for number in range(5):
        rows.add(OrderId(str(number)), cooked(number + 5))
    assert rows.all() == [cooked(7), cooked(8), cooked(9)]


def test_what_an_order_taught_outlives_it_and_names_neither_it_nor_its_customer(
    store: SqliteStore, tmp_path: Path
) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    store.cooking_times.add(order.order_id, cooked(5))
    store.retention.delete_orders(NOON + timedelta(days=1), 9)
    store.retention.seal()
    assert store.orders.get(order.order_id) is None
    assert store.cooking_times.all() == [cooked(5)]
    assert store.cooking_times.known() == set()
    assert traces(tmp_path, NAME) == {}


def test_what_is_damaged_is_passed_over(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for number in (1, 2):
        store.cooking_times.add(OrderId(str(number)), cooked(number))
    damaged = CookingRow.update(items="[oh").where(CookingRow.order_id == "1")
    damaged.bind(database.peewee).execute()
    assert store.cooking_times.all() == [cooked(2)]
    assert "cannot be read" in caplog.text
    caplog.clear()


def test_stored_orders_are_given_out_in_pieces(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(5):
        store.orders.save(an_order(number), NOON)
    broken = OrderRow.update(document=b"{").where(OrderRow.order_id == an_order(1).order_id)
    broken.bind(database.peewee).execute()
    place: int | None = 0
    found: list[Order] = []
    while place is not None:
        orders, place = store.cooking_times.orders_after(place, 2)
        found += orders
    assert [each.number for each in found] == [an_order(n).number for n in (0, 2, 3, 4)]
    assert "damaged order" in caplog.text
    caplog.clear()
