"""A file of the third version takes hashes; what it held counts without one."""

from pathlib import Path

import apsw

from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.documents import encode
from kitchen_app.store.sqlite_store import SqliteStore
from tests.store.migrations.test_steps import run_steps
from tests.store.test_sqlite_store import ACTION


def test_actions_of_an_older_program_are_still_open(tmp_path: Path) -> None:
    run_steps(tmp_path, 3)
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    connection.execute(
        "INSERT INTO actions (key, order_id, kind, state, document) VALUES (?, ?, ?, ?, ?)",
        (ACTION.key, ACTION.order_id, ACTION.kind.value, ACTION.state.value, encode(ACTION)),
    )
    connection.close()
    store = SqliteStore(open_database(tmp_path))
    assert store.actions.all_open() == [ACTION]
    store.actions.save(ACTION)
    store.close()
    again = SqliteStore(open_database(tmp_path))
    assert again.actions.get(ACTION.key) == ACTION
    again.close()
