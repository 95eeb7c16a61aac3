"""Orders that an older program stored are put into the index later, the newest first."""

from pathlib import Path

import apsw

from kitchen_app.domain.history import Wanted
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.documents import digest, encode
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.store.migrations.test_steps import run_steps

_OLD = "INSERT INTO orders VALUES (?, ?, 'new', ?, ?, 0, 0)"


def test_orders_of_older_files_are_left_to_be_indexed(tmp_path: Path) -> None:
    run_steps(tmp_path, 9)
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    for number in range(5):
        order = an_order(number)
        document = encode(order)
        connection.execute(_OLD, (order.order_id, order.number, document, digest(document)))
    connection.close()
    store = SqliteStore(open_database(tmp_path))
    reader = HistoryFile(tmp_path / FILE_NAME)
    assert reader.find(Wanted()).left == 5
    store.orders.save(an_order(3), NOON)  # touched meanwhile: indexed at once
    assert store.history.index_some(2) == 3
    assert len(reader.find(Wanted()).orders) == 3
    store.close()
    store = SqliteStore(open_database(tmp_path))  # another start goes on where it was
    while store.history.index_some(2):
        continue
    found = reader.find(Wanted())
    assert found.left == 0
    assert sorted(each.order.number for each in found.orders) == [f"{n:04}" for n in range(5)]
    assert store.history.index_some(2) == 0
    store.close()


def test_in_a_new_file_nothing_is_left(tmp_path: Path) -> None:
    store = SqliteStore(open_database(tmp_path))
    assert store.history.index_some(20) == 0
    store.close()
