"""The index follows every order and refund case, and forgets with them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.domain.history import Outcome, Wanted
from kitchen_app.domain.order import Fulfilment, Line, Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.history_ports import HistoryIndex
from kitchen_app.store.database import FILE_NAME, Database, open_database
from kitchen_app.store.history import (
    KEYS_A_SECOND,
    amount_token,
    first_key_at,
    fulfilment_token,
    moment_of,
    name_token,
    number_token,
    order_token,
    outcome_token,
)
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.models import HistoryNameRow, HistoryNoteRow, HistoryRow, OrderRow
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order, reached
from tests.store.people import NAME, a_case, aged, of_a_person, traces

LATER = NOON + timedelta(hours=25)


@pytest.fixture
def reader(store: SqliteStore, tmp_path: Path) -> HistoryFile:
    return HistoryFile(tmp_path / FILE_NAME)


def numbers(reader: HistoryFile, text: str = "") -> list[str]:
    return [each.order.number for each in reader.find(Wanted(text=text)).orders]


def test_the_table_is_an_index_for_the_services(store: SqliteStore) -> None:
    index: HistoryIndex = store.history
    assert index.index_some(1) == 0


def test_tokens_are_one_word_each() -> None:
    tokens = [
        order_token(first_key_at(NOON)),
        number_token("k10"),
        name_token(7),
        amount_token("68.5"),
        *map(outcome_token, Outcome),
        *map(fulfilment_token, Fulfilment),
    ]
    assert all(token.isalnum() and token.isascii() for token in tokens)
    assert len(set(tokens)) == len(tokens)


def test_keys_grow_with_time() -> None:
    key = first_key_at(NOON + timedelta(seconds=1))
    assert key - first_key_at(NOON) == KEYS_A_SECOND
    assert moment_of(key + 5) == (NOON + timedelta(seconds=1)).timestamp()


def test_an_order_is_found_as_it_is_now(store: SqliteStore, reader: HistoryFile) -> None:
    order = an_order(lines=(Line(line_id="1", name="Soup"),))
    store.orders.save(order, NOON)
    assert numbers(reader, "soup") == ["0001"]
    store.orders.save(replace(order, lines=(Line(line_id="1", name="Salad"),)), NOON)
    assert (numbers(reader, "soup"), numbers(reader, "salad")) == ([], ["0001"])


def test_an_order_whose_time_was_mended_stands_where_it_belongs(
    store: SqliteStore, reader: HistoryFile
) -> None:
    for number in (1, 2):
        store.orders.save(an_order(number), NOON)
    moved = replace(an_order(2), placed_at=NOON - timedelta(hours=1))
    store.orders.save(moved, NOON)
    assert numbers(reader) == ["0001", "0002"]
    assert numbers(reader, "soup") == ["0001", "0002"]


def test_orders_of_one_second_have_keys_of_their_own(
    store: SqliteStore, database: Database, reader: HistoryFile
) -> None:
    first = first_key_at(NOON)
    full = HistoryRow.insert(
        row_id=first + KEYS_A_SECOND - 1,
        order_id="x",
        order_id_backwards="x",
        outcome="open",
        currency="",
        paid=0,
        refunded=0,
        given_back=0,
        tokens_hash="",
    )
    full.bind(database.peewee).execute()
    for number in (1, 2):
        store.orders.save(an_order(number), NOON)
    keys = HistoryRow.select(HistoryRow.row_id).where(HistoryRow.order_id != "x")
    found = [row.row_id for row in keys.order_by(HistoryRow.row_id).bind(database.peewee)]
    assert found == [first + KEYS_A_SECOND, first + KEYS_A_SECOND + 1]


def test_a_refund_is_known_as_soon_as_it_is_stored(store: SqliteStore, reader: HistoryFile) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    case = a_case(order, RefundState.WAITING)
    for state, is_refunded in (
        (RefundState.WAITING, False),
        (RefundState.AGREED, True),
        (RefundState.REJECTED, False),
        (RefundState.COMPLETED, True),
    ):
        store.refunds.save(replace(case, state=state))
        assert reader.find(Wanted()).orders[0].is_refunded is is_refunded
    store.refunds.delete(case.case_id)
    assert not reader.find(Wanted()).orders[0].is_refunded


def test_a_failed_transaction_leaves_the_index_as_it_was(
    store: SqliteStore, reader: HistoryFile
) -> None:
    store.orders.save(an_order(), NOON)

    def fail() -> None:
        with store.transaction():
            store.orders.save(replace(an_order(), number="9999"), NOON)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (numbers(reader, "9999"), numbers(reader, "0001")) == ([], ["0001"])


def test_names_are_kept_once(store: SqliteStore, database: Database) -> None:
    for number in range(3):
        store.orders.save(an_order(number), NOON)
    assert [row.text for row in HistoryNameRow.select().bind(database.peewee)] == ["soup"]


def test_a_masked_order_is_not_found_by_what_a_person_wrote(
    store: SqliteStore, database: Database, reader: HistoryFile
) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    assert numbers(reader, NAME) == ["0001"]
    assert numbers(reader, "likes it") == ["0001"]
    with store.transaction():
        store.retention.mask_orders(aged(LATER), 10)
        assert HistoryNoteRow.select().bind(database.peewee).count() == 0, "at once"
    assert (numbers(reader, NAME), numbers(reader, "soup")) == ([], ["0001"])


def test_nothing_of_a_masked_order_is_left_in_the_file(tmp_path: Path) -> None:
    store = SqliteStore(open_database(tmp_path))
    for number in range(20):
        store.orders.save(of_a_person(number), NOON)
    folded = NAME.casefold().encode()
    files = [tmp_path / FILE_NAME, tmp_path / f"{FILE_NAME}-wal"]
    assert any(folded in file.read_bytes() for file in files), "the test can see a note"
    store.retention.mask_orders(aged(LATER), 99)
    assert store.retention.seal()
    assert not any(folded in file.read_bytes() for file in files)
    store.close()
    assert traces(tmp_path) == {}


def test_a_deleted_order_is_not_found(
    store: SqliteStore, database: Database, reader: HistoryFile
) -> None:
    store.orders.save(of_a_person(), NOON)
    store.retention.delete_orders(LATER, 10)
    assert (numbers(reader), numbers(reader, "soup"), numbers(reader, "0001")) == ([], [], [])
    for model in (HistoryRow, HistoryNoteRow):
        assert model.select().bind(database.peewee).count() == 0
    database.peewee.execute_sql(
        "INSERT INTO history_index (history_index) VALUES ('integrity-check')"
    )


def test_a_damaged_order_stays_found_as_it_was(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    order = reached(an_order(), Status.COMPLETED)
    store.orders.save(order, NOON)
    database.peewee.execute_sql("UPDATE history_state SET todo = 9, remaining = 1")
    OrderRow.update(document=b"{}").bind(database.peewee).execute()
    assert store.history.index_some(5) == 0
    assert HistoryRow.select().bind(database.peewee).count() == 1
    assert "checked again" in caplog.text, "and the file is looked at as a whole"
    caplog.clear()
