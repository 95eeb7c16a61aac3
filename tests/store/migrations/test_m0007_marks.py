"""A file of the version before gains an empty table and loses nothing."""

from pathlib import Path

import apsw

from kitchen_app.store.database import FILE_NAME, open_database
from tests.store.migrations.test_steps import run_steps


def test_older_files_have_no_marks_yet(tmp_path: Path) -> None:
    run_steps(tmp_path, 6)
    open_database(tmp_path).close()
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    assert connection.execute("SELECT count(*) FROM marks").get == 0
    connection.close()
