"""What the doctor finds in the files, and what it does not break by looking."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest

from kitchen_app.bootstrap import store_checkup
from kitchen_app.bootstrap.store_checkup import (
    BACKUP_LATE,
    check_backups,
    check_database,
    check_journal,
)
from kitchen_app.store.backups import FOLDER_NAME as BACKUP_FOLDER
from kitchen_app.store.database import FILE_NAME
from kitchen_app.store.errors import StoreError
from kitchen_app.store.journal import FOLDER_NAME as JOURNAL_FOLDER
from tests.reliability.kitchen import Kitchen


@pytest.fixture
def kitchen(tmp_path: Path) -> Iterator[Kitchen]:
    kitchen = Kitchen(tmp_path)
    kitchen.receive(1, 2, 3)
    kitchen.apply(1)
    kitchen.back_up()
    yield kitchen
    kitchen.safe.close()


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    file.write_bytes(content)


def test_a_whole_store_is_told_as_one_while_the_program_runs(
    tmp_path: Path, kitchen: Kitchen
) -> None:
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.db")}
    assert check_database(tmp_path) == (
        True,
        "1 orders and 3 messages, every row as written",
        "",
    )
    assert check_journal(tmp_path)[:2] == (True, "1 groups, every line as written")
    is_well, says, _ = check_backups(tmp_path, is_running=False)
    assert is_well
    assert says.startswith("1 backups, the newest checked, of 2")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.db")} == before
    assert kitchen.lost({1, 2, 3}) == set()


def test_a_row_that_is_not_as_written_is_found(tmp_path: Path, kitchen: Kitchen) -> None:
    kitchen.safe.database.peewee.execute_sql("UPDATE inbox SET body = x'00' WHERE row_id = 2")
    is_well, says, cure = check_database(tmp_path)
    assert not is_well
    assert "row 2 of inbox" in says
    assert "start it again" in cure


def test_files_that_were_set_aside_are_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="kitchen_app.store")
    kitchen = Kitchen(tmp_path)
    kitchen.receive(1)
    kitchen.safe.close()
    spoil(tmp_path / FILE_NAME)
    Kitchen(tmp_path).safe.close()
    assert check_database(tmp_path)[:2] == (
        True,
        "0 orders and 1 messages, every row as written; 1 damaged ones were set aside",
    )


def test_a_folder_without_a_database_is_told_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="start kitchen-app there first"):
        check_database(tmp_path)
    assert check_backups(tmp_path, is_running=True)[1] == "there is no backup"


def test_a_line_that_is_not_as_written_is_counted(
    tmp_path: Path, kitchen: Kitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.receive(4)
    kitchen.receive(5)
    caplog.set_level(logging.CRITICAL, logger="kitchen_app.store")
    file = max((tmp_path / JOURNAL_FOLDER).iterdir())
    content = bytearray(file.read_bytes())
    content[100] ^= 1
    file.write_bytes(content)
    is_well, says, _ = check_journal(tmp_path)
    assert not is_well
    assert says == "1 of 3 lines are not as written"


def test_a_backup_that_is_damaged_is_named(tmp_path: Path, kitchen: Kitchen) -> None:
    kitchen.safe.close()
    (copy,) = (tmp_path / BACKUP_FOLDER).glob("*.db")
    spoil(copy)
    is_well, says, _ = check_backups(tmp_path, is_running=False)
    assert not is_well
    assert copy.name in says


def test_what_cannot_even_be_opened_is_told_and_does_not_end_the_check(
    tmp_path: Path, kitchen: Kitchen, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, logger="kitchen_app.store")
    kitchen.safe.close()
    for folder, suffix in ((BACKUP_FOLDER, ".db"), (JOURNAL_FOLDER, ".journal")):
        (file,) = (tmp_path / folder).glob(f"*{suffix}")
        file.unlink()
        file.mkdir()  # as unreadable as a file with other people's rights, for whoever runs this
    is_well, says, cure = check_backups(tmp_path, is_running=False)
    assert (is_well, "cannot be read" in says, bool(cure)) == (False, True, True)
    assert not check_journal(tmp_path)[0]
    (tmp_path / FILE_NAME).unlink()
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreError):
        check_database(tmp_path)


def test_a_disk_that_fails_under_a_check_is_told(
    tmp_path: Path, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise apsw.IOError("planted")

    monkeypatch.setattr(store_checkup, "require_sound", fail)
    for is_well, says, cure in (
        check_database(tmp_path),
        check_backups(tmp_path, is_running=False),
    ):
        assert (is_well, "planted" in says, bool(cure)) == (False, True, True)


def test_a_backup_is_late_only_if_the_program_runs(
    tmp_path: Path, kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_checkup, "_age", lambda _made_at: BACKUP_LATE + timedelta(minutes=1))
    assert not check_backups(tmp_path, is_running=True)[0]
    assert check_backups(tmp_path, is_running=False)[0]
    kitchen.safe.close()


def test_the_age_of_a_backup_is_counted_from_now() -> None:
    made_at = datetime.now(UTC) - timedelta(hours=1)
    assert timedelta(minutes=59) < store_checkup._age(made_at) < timedelta(minutes=61)


def test_a_copy_is_only_read(tmp_path: Path, kitchen: Kitchen) -> None:
    check_backups(tmp_path, is_running=False)
    (copy,) = (tmp_path / BACKUP_FOLDER).glob("*.db")
    assert sorted(file.name for file in copy.parent.iterdir()) == [copy.name]
    connection = apsw.Connection(str(copy), flags=apsw.SQLITE_OPEN_READONLY)
    assert connection.pragma("journal_mode") == "delete"
    connection.close()
