"""The real index and the real reader satisfy the ports."""

from pathlib import Path

from kitchen_app.domain.history import Found, Wanted
from kitchen_app.services.history_ports import HistoryIndex, HistoryReader
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.sqlite_store import SqliteStore


def test_the_store_is_what_the_services_want(tmp_path: Path) -> None:
    store = SqliteStore(open_database(tmp_path))
    index: HistoryIndex = store.history
    reader: HistoryReader = HistoryFile(tmp_path / FILE_NAME)
    assert index.index_some(1) == 0
    assert reader.find(Wanted()) == Found()
    reader.give_up()
    store.close()
