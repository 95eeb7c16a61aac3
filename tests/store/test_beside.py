"""A look beside the core can be given up, and says when the file cannot be read."""

import threading
from pathlib import Path

import pytest

from kitchen_app.services.errors import NotStored
from kitchen_app.services.history_ports import Superseded
from kitchen_app.store.beside import beside
from kitchen_app.store.database import FILE_NAME, open_database

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    open_database(tmp_path).close()
    return tmp_path / FILE_NAME


def test_a_look_that_is_given_up_ends_in_the_middle(file: Path) -> None:
    given_up = threading.Event()
    timer = threading.Timer(0.05, given_up.set)
    timer.start()
    with pytest.raises(Superseded), beside(file, given_up) as connection:
        connection.execute(ENDLESS).fetchall()
    timer.join()


def test_what_was_read_before_it_was_given_up_is_not_told(file: Path) -> None:
    given_up = threading.Event()
    with pytest.raises(Superseded), beside(file, given_up):
        given_up.set()


def test_a_file_that_is_none_or_another_cannot_be_read_or_written(file: Path) -> None:
    missing = file.with_name("missing.db")
    with pytest.raises(NotStored, match="CantOpenError"), beside(missing, threading.Event()):
        pass
    with pytest.raises(NotStored, match="ReadOnlyError"):  # noqa: SIM117 - the outer one is it
        with beside(file, threading.Event()) as connection:
            connection.execute("DELETE FROM orders")
    assert not missing.exists()
