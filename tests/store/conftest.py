"""A real database in a folder of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kitchen_app.store.database import Database, open_database
from kitchen_app.store.sqlite_store import SqliteStore


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> SqliteStore:
    return SqliteStore(database)
