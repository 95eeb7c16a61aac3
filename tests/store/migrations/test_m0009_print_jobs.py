"""A file of the version before knows of nothing that is printed."""

from pathlib import Path

from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.store.migrations.test_steps import run_steps


def test_in_older_files_nothing_waits_to_be_printed(tmp_path: Path) -> None:
    run_steps(tmp_path, 8)
    database = open_database(tmp_path)
    assert SqliteStore(database).print_jobs.all_open() == []
    database.close()
