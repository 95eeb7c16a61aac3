"""The steps: all of them, once each, whole or not at all."""

from pathlib import Path

import apsw
import pytest

from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.migrations.steps import STEPS


def schema(folder: Path) -> list[tuple[str, str]]:
    connection = apsw.Connection(str(folder / FILE_NAME))
    query = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    rows = [(str(name), str(sql)) for name, sql in connection.execute(query)]
    connection.close()
    return rows


def run_steps(folder: Path, count: int) -> None:
    """Make a file as an older version of the program left it."""
    connection = apsw.Connection(str(folder / FILE_NAME))
    for step in STEPS[:count]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {count}")
    connection.close()


def test_the_number_of_steps_is_the_version_of_the_file(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    assert database.peewee.execute_sql("PRAGMA user_version").fetchone() == (len(STEPS),)
    database.close()


@pytest.mark.parametrize("done", range(len(STEPS) + 1))
def test_a_file_of_every_age_ends_with_the_same_schema(tmp_path: Path, done: int) -> None:
    fresh, aged = tmp_path / "fresh", tmp_path / "aged"
    aged.mkdir()
    run_steps(aged, done)
    for folder in (fresh, aged):
        open_database(folder).close()
    assert schema(aged) == schema(fresh)


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    before = schema(tmp_path)
    open_database(tmp_path).close()
    assert schema(tmp_path) == before


def test_no_statement_ends_a_transaction() -> None:
    for step in STEPS:
        for statement in step:
            assert not statement.split()[0].upper().startswith(("COMMIT", "BEGIN", "ROLLBACK"))
            is_trigger = statement.split()[:2] == ["CREATE", "TRIGGER"]  # its body is one too
            assert is_trigger or ";" not in statement
