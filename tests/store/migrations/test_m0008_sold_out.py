"""A file of the version before knows of nothing that is sold out."""

from pathlib import Path

from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.store.migrations.test_steps import run_steps


def test_in_older_files_nothing_is_sold_out(tmp_path: Path) -> None:
    run_steps(tmp_path, 7)
    database = open_database(tmp_path)
    assert SqliteStore(database).sold_out.all() == []
    database.close()
