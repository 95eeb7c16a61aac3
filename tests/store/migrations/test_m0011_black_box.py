"""What an older program noted stays, without a chain, and new notes follow it."""

from pathlib import Path

from kitchen_app.domain.effects import Entry
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.store.migrations.test_steps import run_steps

ORDER = an_order().order_id


def test_older_notes_are_kept_and_followed_by_a_chain(tmp_path: Path) -> None:
    run_steps(tmp_path, 9)
    database = open_database(tmp_path)
    store = SqliteStore(database)
    database.peewee.connection().execute(
        "INSERT INTO timeline (order_id, at, kind, detail) VALUES (?, 0, 'placed', 'new')", (ORDER,)
    )
    store.black_box.add(ORDER, (Entry(at=NOON, kind="shown"),))
    found = store.black_box.of(ORDER)
    assert [bool(note.chain) for note in found.notes] == [False, True]
    assert found.is_whole
    database.close()
