"""People in the file of an older program are forgotten as well."""

from datetime import timedelta
from pathlib import Path

import apsw

from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.documents import digest, encode
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON
from tests.store.migrations.test_steps import run_steps
from tests.store.people import NAME, aged, ids, of_a_person, traces


def test_orders_of_an_older_program_are_masked_by_their_last_change(tmp_path: Path) -> None:
    run_steps(tmp_path, 4)
    order = of_a_person()
    document = encode(order)
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    connection.execute(
        "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?)",
        (
            order.order_id,
            order.number,
            order.status.value,
            document,
            digest(document),
            int(NOON.timestamp() * 1000),
        ),
    )
    connection.close()
    store = SqliteStore(open_database(tmp_path))
    assert store.retention.mask_orders(aged(NOON + timedelta(hours=23)), 9) == []
    assert store.retention.mask_orders(aged(NOON + timedelta(hours=25)), 9) == ids(order)
    store.close()
    assert traces(tmp_path, NAME).keys() == {"kitchen-version-4.db"}  # the older program's copy
