"""A file of the version before has learned nothing, and can."""

from pathlib import Path

from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import an_order
from tests.store.migrations.test_steps import run_steps
from tests.store.test_cooking_times import cooked


def test_in_older_files_nothing_was_learned(tmp_path: Path) -> None:
    run_steps(tmp_path, 11)
    database = open_database(tmp_path)
    rows = SqliteStore(database).cooking_times
    assert rows.all() == []
    rows.add(an_order().order_id, cooked(5))
    assert rows.all() == [cooked(5)]
    database.close()
