"""An order comes back exactly as it was saved, in whatever language."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitchen_app.domain.effects import Entry
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Line,
    Option,
    Order,
    OrderId,
    Party,
    Payment,
    Problem,
    Rider,
    RiderState,
    ShopId,
    Status,
)
from kitchen_app.store.database import Database, open_database
from kitchen_app.store.documents import digest, encode
from kitchen_app.store.models import OrderRow
from kitchen_app.store.orders import SqliteOrders
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order, reached

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["شاورما دجاج — بدون بصل", "楊枝甘露（少冰）", "👩‍🍳🔥", "a\u200fb\u0000c\n"]
)
MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - Hypothesis wants naive bounds
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.just(UTC),
)
IDS = st.integers(1, 2**63 - 1).map(str)
QUANTITIES = st.integers(-(2**63), 2**63 - 1)
NAMES = st.dictionaries(st.sampled_from(["en", "ar", "zh-HK", ""]), TEXT)
OPTIONS = st.builds(Option, name=TEXT, names=NAMES, quantity=QUANTITIES, depth=st.integers(0, 3))
LINES = st.builds(
    Line,
    line_id=IDS,
    name=TEXT,
    names=NAMES,
    spec=TEXT,
    specs=NAMES,
    quantity=QUANTITIES,
    note=TEXT,
    options=st.lists(OPTIONS, max_size=3).map(tuple),
)


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object | None]:
    return st.none() | strategy


ORDERS = st.builds(
    Order,
    order_id=IDS.map(OrderId),
    shop_id=IDS.map(ShopId),
    number=TEXT,
    status=st.sampled_from(Status),
    fulfilment=st.sampled_from(Fulfilment),
    placed_at=MOMENTS,
    accept_by=MOMENTS,
    received_at=MOMENTS,
    ready_by=maybe(MOMENTS),
    expected_at=maybe(MOMENTS),
    lines=st.lists(LINES, max_size=3).map(tuple),
    note=TEXT,
    cutlery=st.booleans(),
    paid=maybe(st.builds(Money, minor=QUANTITIES, currency=TEXT)),
    payment=maybe(st.builds(Payment, is_cash=st.booleans(), label=TEXT)),
    rider=maybe(st.builds(Rider, state=st.sampled_from(RiderState), at=MOMENTS, name=TEXT)),
    accepted_at=maybe(MOMENTS),
    ready_at=maybe(MOMENTS),
    completed_at=maybe(MOMENTS),
    cancellation=maybe(
        st.builds(Cancellation, by=st.sampled_from(Party), reason=TEXT, at=MOMENTS, seen_at=MOMENTS)
    ),
    problem=maybe(st.sampled_from(Problem)),
    platform_status=maybe(QUANTITIES),
)


@pytest.fixture(scope="module")
def orders() -> object:
    """One database for all examples: opening one takes longer than a hundred of them."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(folder))
        yield SqliteOrders(database)
        database.close()


@given(order=ORDERS)
@settings(max_examples=200, deadline=None)
def test_any_order_comes_back_as_it_was_saved(orders: SqliteOrders, order: Order) -> None:
    orders.save(order, NOON)
    stored = orders.get(order.order_id)
    assert stored is not None
    assert stored.order == order


def test_the_largest_id_keeps_every_digit(store: SqliteStore) -> None:
    order_id = OrderId(str(2**63 - 1))
    store.orders.save(an_order(order_id=order_id), NOON)
    assert store.orders.get(OrderId(str(2**63 - 2))) is None
    stored = store.orders.get(order_id)
    assert stored is not None
    assert stored.order.order_id == "9223372036854775807"


def test_a_stored_order_is_of_the_domains_own_types(store: SqliteStore) -> None:
    store.orders.save(reached(an_order(), Status.CANCELLED), NOON)
    stored = store.orders.get(an_order().order_id)
    assert stored is not None
    assert isinstance(stored.order.status, Status)
    assert stored.order.placed_at.tzinfo is UTC
    assert isinstance(stored.order.lines, tuple)


def test_an_order_that_was_never_saved_is_none(store: SqliteStore) -> None:
    assert store.orders.get(OrderId("1")) is None


def test_a_second_save_replaces_the_first(store: SqliteStore) -> None:
    store.orders.save(an_order(), NOON)
    later = NOON + timedelta(milliseconds=1)
    store.orders.save(an_order(note="changed"), later)
    (stored,) = store.orders.all()
    assert (stored.order.note, stored.changed_at) == ("changed", later)


def test_the_columns_that_are_searched_say_what_the_document_says(
    store: SqliteStore, database: Database
) -> None:
    order = reached(an_order(), Status.READY)
    store.orders.save(order, NOON)
    (row,) = OrderRow.select().bind(database.peewee).execute()
    assert (row.number, row.status) == (order.number, "ready")
    assert row.document_hash == digest(encode(order)) == digest(bytes(row.document))


def test_open_orders_and_those_changed_lately_are_found_oldest_change_first(
    store: SqliteStore,
) -> None:
    hour = timedelta(hours=1)
    table = [
        (reached(an_order(1), Status.NEW), NOON - 9 * hour, True),
        (reached(an_order(2), Status.ACCEPTED), NOON - 8 * hour, True),
        (reached(an_order(3), Status.READY), NOON - 7 * hour, True),
        (reached(an_order(4), Status.CANCELLED), NOON - 2 * hour, False),
        (reached(an_order(5), Status.COMPLETED), NOON - hour - timedelta(milliseconds=1), False),
        (reached(an_order(6), Status.COMPLETED), NOON - hour, True),
        (reached(an_order(7), Status.CANCELLED), NOON, True),
    ]
    for order, changed_at, _ in reversed(table):
        store.orders.save(order, changed_at)
    found = [stored.order for stored in store.orders.open_or_changed_since(NOON - hour)]
    assert found == [order for order, _, wanted in table if wanted]
    assert [stored.order for stored in store.orders.all()] == [order for order, _, _ in table]


@pytest.mark.parametrize(
    "change",
    [
        {"document": b'{"order_id": 1}'},
        {"document": b'{"order_id": 1}', "document_hash": digest(b'{"order_id": 1}')},
        {"document_hash": "0" * 64},
    ],
    ids=["bytes", "bytes and hash", "hash"],
)
def test_a_damaged_order_is_still_an_order(
    store: SqliteStore,
    database: Database,
    caplog: pytest.LogCaptureFixture,
    change: dict[str, object],
) -> None:
    """One bad row must neither hide its order nor keep the program from starting."""
    whole, broken = an_order(1), reached(an_order(2), Status.ACCEPTED)
    for order in (whole, broken):
        store.orders.save(order, NOON)
    update = OrderRow.update(**change).where(OrderRow.order_id == broken.order_id)
    update.bind(database.peewee).execute()
    found = {stored.order.order_id: stored.order for stored in store.orders.all()}
    assert found[whole.order_id] == whole
    left = found[broken.order_id]
    assert left.problem is Problem.DETAILS_MISSING
    assert (left.number, left.status) == (broken.number, Status.ACCEPTED)
    assert "is damaged" in caplog.text
    caplog.clear()


def test_the_timeline_keeps_the_order_of_writing(store: SqliteStore) -> None:
    first, second = an_order(1).order_id, an_order(2).order_id
    entries = [
        Entry(at=NOON - timedelta(milliseconds=number), kind=f"kind {number}", detail="١٢ → 完成")
        for number in range(4)
    ]
    store.orders.add_entries(first, entries[:2])
    store.orders.add_entries(second, entries[:1])
    store.orders.add_entries(first, entries[2:])
    assert store.orders.timeline(first) == entries
    assert store.orders.timeline(second) == entries[:1]
    assert store.orders.timeline(OrderId("1")) == []


def test_only_completed_orders_are_listed_the_longest_unread_first(store: SqliteStore) -> None:
    for number, status in enumerate(Status):
        store.orders.save(reached(an_order(number), status), NOON)
    old, read, unread = (reached(an_order(n), Status.COMPLETED) for n in (10, 11, 12))
    store.orders.save(old, NOON - timedelta(hours=1))
    store.orders.save(read, NOON)
    store.orders.save(unread, NOON)
    store.orders.looked_at(read.order_id, NOON)
    store.orders.looked_at(read.order_id, NOON + timedelta(hours=2))
    listed = [order.order_id for order in store.orders.completed_since(NOON)]
    completed = an_order(list(Status).index(Status.COMPLETED)).order_id
    assert listed[-1] == read.order_id
    assert set(listed) == {completed, read.order_id, unread.order_id}
