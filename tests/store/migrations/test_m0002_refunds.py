"""A file of the first version gets the refunds table and keeps its orders."""

from pathlib import Path

import apsw

from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, an_order
from tests.store.migrations.test_steps import run_steps


def test_orders_survive_and_cases_can_be_kept(tmp_path: Path) -> None:
    run_steps(tmp_path, 1)
    store = SqliteStore(open_database(tmp_path))
    store.orders.save(an_order(), NOON)
    store.refunds.save(ASKED)
    assert store.orders.get(an_order().order_id) is not None
    store.close()


def test_the_file_of_the_older_program_is_kept_beside_it(tmp_path: Path) -> None:
    run_steps(tmp_path, 1)
    open_database(tmp_path).close()
    copy = apsw.Connection(str(tmp_path / "kitchen-version-1.db"))
    assert copy.execute("PRAGMA user_version").get == 1
    copy.close()
