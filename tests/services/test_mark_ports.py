"""The real table satisfies the port."""

from pathlib import Path

from kitchen_app.services.mark_ports import MarkStore
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import an_order


def test_the_store_keeps_marks_as_the_services_want_them(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    marks: MarkStore = SqliteStore(database).marks
    assert marks.get(an_order().order_id) is None
    database.close()
