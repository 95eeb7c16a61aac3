"""Opening, committing and refusing."""

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from peewee import OperationalError

from kitchen_app.domain.order import Status
from kitchen_app.services.errors import NotStored
from kitchen_app.services.ports import CallbackState
from kitchen_app.store.database import (
    FILE_NAME,
    OLDEST_SAFE_SQLITE,
    Database,
    causes,
    open_database,
    open_read_only,
)
from kitchen_app.store.errors import Damaged, StoreError
from kitchen_app.store.migrations.steps import STEPS
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order, reached
from tests.store.test_inbox import a_message


def pragma(database: Database, name: str) -> object:
    return database.peewee.execute_sql(f"PRAGMA {name}").fetchone()[0]


def set_version(folder: Path, version: int) -> None:
    connection = apsw.Connection(str(folder / FILE_NAME))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def files_beside(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name != FILE_NAME)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: NORMAL loses acknowledged orders at a power cut
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
        ("user_version", len(STEPS)),
    ],
)
def test_the_promise_of_durability_is_set(database: Database, name: str, value: object) -> None:
    assert pragma(database, name) == value


def test_the_promise_is_set_again_at_every_opening(tmp_path: Path) -> None:
    for _ in range(2):
        database = open_database(tmp_path)
        assert (pragma(database, "journal_mode"), pragma(database, "synchronous")) == ("wal", 2)
        database.close()


def test_sqlite_is_safe_enough() -> None:
    assert tuple(map(int, apsw.sqlite_lib_version().split("."))) >= OLDEST_SAFE_SQLITE


def test_an_unsafe_sqlite_is_refused_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apsw, "sqlite_lib_version", "3.51.2".strip)
    with pytest.raises(StoreError, match=r"SQLite 3\.51\.2 is too old.*install the apsw package"):
        open_database(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


def test_the_database_is_whole(store: SqliteStore, database: Database) -> None:
    store.orders.save(an_order(), NOON)
    assert pragma(database, "integrity_check") == "ok"


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    open_database(folder).close()
    assert (folder / FILE_NAME).is_file()


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Make new files readable for everybody, as on many machines."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_read_what_is_stored(tmp_path: Path, open_umask: None) -> None:
    database = open_database(tmp_path / "data")
    SqliteStore(database).orders.save(an_order(), NOON)
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (tmp_path / "data").iterdir()}
    database.close()
    assert set(modes.values()) == {"0o600"}, modes


def test_a_commit_is_seen_by_another_program(store: SqliteStore, tmp_path: Path) -> None:
    with store.transaction():
        store.orders.save(an_order(), NOON)
    other = open_read_only(tmp_path)
    assert [stored.order for stored in SqliteStore(other).orders.all()] == [an_order()]
    other.close()


def test_a_failed_transaction_leaves_nothing_of_any_table(store: SqliteStore) -> None:
    def fail() -> None:
        with store.transaction():
            store.inbox.add([a_message()])
            store.orders.save(an_order(), NOON)
            raise OSError(errno.EIO, "planted")

    store.inbox.add([a_message(2)])
    with pytest.raises(NotStored, match="planted"):
        fail()
    assert store.orders.all() == []
    assert [callback.body for callback in store.inbox.waiting(9)] == [b"body 2"]


def test_a_failed_transaction_brings_the_old_state_back(store: SqliteStore) -> None:
    store.orders.save(an_order(), NOON)
    store.inbox.add([a_message()])
    (callback,) = store.inbox.waiting(1)

    def fail() -> None:
        with store.transaction():
            store.orders.save(reached(an_order(), Status.ACCEPTED), NOON)
            store.inbox.settle(callback.row_id, CallbackState.DONE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.orders.all()[0].order == an_order()
    assert store.inbox.waiting(1) == [callback]


def test_after_a_failed_transaction_the_next_one_works(store: SqliteStore) -> None:
    def fail() -> None:
        with store.transaction():
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.transaction():
        store.orders.save(an_order(), NOON)
    assert len(store.orders.all()) == 1


def test_what_was_committed_is_there_after_reopening(tmp_path: Path) -> None:
    first = open_database(tmp_path)
    SqliteStore(first).orders.save(an_order(), NOON)
    first.close()
    second = open_database(tmp_path)
    assert [stored.order for stored in SqliteStore(second).orders.all()] == [an_order()]
    second.close()


def test_a_newer_database_is_refused_with_words(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    set_version(tmp_path, len(STEPS) + 1)
    with pytest.raises(StoreError, match="newer Kitchen App: install that version again"):
        open_database(tmp_path)


def test_a_refused_database_is_let_go(tmp_path: Path) -> None:
    """On Windows a file that is held open can be neither replaced nor deleted."""
    open_database(tmp_path).close()
    set_version(tmp_path, len(STEPS) + 1)
    with pytest.raises(StoreError) as refusal:  # which keeps what it passed through alive
        open_database(tmp_path)
    assert files_beside(tmp_path) == [], refusal


@pytest.mark.parametrize("content", [b"rubbish" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
@pytest.mark.parametrize(("opener", "word"), [(open_database, "opened"), (open_read_only, "read")])
def test_a_file_that_is_no_database_is_told_by_name(
    tmp_path: Path, content: bytes, opener: object, word: str
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert callable(opener)
    with pytest.raises(StoreError, match=f"kitchen.db cannot be {word}"):
        opener(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(tmp_path / "file" / "data")


def test_looking_works_while_a_writer_is_open_and_sees_its_commits(
    store: SqliteStore, tmp_path: Path
) -> None:
    looker = open_read_only(tmp_path)
    with store.transaction():
        store.orders.save(an_order(), NOON)
        assert SqliteStore(looker).orders.all() == []
    assert len(SqliteStore(looker).orders.all()) == 1
    looker.close()


def test_looking_cannot_write(store: SqliteStore, tmp_path: Path) -> None:
    store.orders.save(an_order(), NOON)
    before = (tmp_path / FILE_NAME).read_bytes()
    looker = open_read_only(tmp_path)
    with pytest.raises(OperationalError, match="readonly"):
        SqliteStore(looker).orders.save(an_order(2), NOON)
    looker.close()
    assert (tmp_path / FILE_NAME).read_bytes() == before
    assert len(store.orders.all()) == 1


def test_looking_after_the_program_has_ended_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    SqliteStore(database).orders.save(an_order(), NOON)
    database.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    looker = open_read_only(tmp_path)
    assert len(SqliteStore(looker).orders.all()) == 1
    looker.close()
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_looking_where_there_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="start kitchen-app there first"):
        open_read_only(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", [0, len(STEPS) + 1])
def test_looking_at_another_version_is_refused_with_words(tmp_path: Path, version: int) -> None:
    open_database(tmp_path).close()
    set_version(tmp_path, version)
    with pytest.raises(StoreError, match="another version of Kitchen App"):
        open_read_only(tmp_path)


@pytest.mark.parametrize("opener", [open_database, open_read_only])
def test_a_file_without_its_tables_is_told_in_words(tmp_path: Path, opener: object) -> None:
    open_database(tmp_path).close()
    connection = apsw.Connection(str(tmp_path / FILE_NAME))
    connection.execute("DROP TABLE inbox")
    connection.close()
    assert callable(opener)
    with pytest.raises(StoreError, match="tables are missing: inbox"):
        opener(tmp_path)


def test_a_file_that_is_damaged_inside_is_told_before_any_order_comes(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    for number in range(200):
        database.peewee.execute_sql(
            "INSERT INTO timeline (order_id, at, kind, detail) VALUES (?, 0, 'x', ?)",
            (str(number), "x" * 500),
        )
    database.close()
    file = tmp_path / FILE_NAME
    content = bytearray(file.read_bytes())
    content[8192:60000] = b"\xff" * (60000 - 8192)
    file.write_bytes(content)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_database(tmp_path)


def test_a_file_with_a_changed_row_is_told_as_damaged(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    SqliteStore(database).orders.save(an_order(), NOON)
    database.peewee.execute_sql("UPDATE orders SET document = x'00'")
    database.close()
    with pytest.raises(Damaged, match="row 1 of orders is not as it was written"):
        open_database(tmp_path)


@pytest.mark.parametrize("version", [0, 1 << 20])
def test_a_version_that_nobody_wrote_is_damage(tmp_path: Path, version: int) -> None:
    open_database(tmp_path).close()
    set_version(tmp_path, version)
    with pytest.raises(Damaged, match=f"its version is {version}"):
        open_database(tmp_path)


def failing(error: Exception, told: type[Exception], database: Database) -> None:
    with pytest.raises(told, match=str(error.args[-1])), database.transaction():
        raise error


def test_only_a_failing_disk_puts_the_file_in_doubt(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    before = database.peewee.connection()
    failing(ValueError("a bug"), ValueError, database)
    failing(apsw.FullError("full"), NotStored, database)
    failing(OSError(errno.EIO, "the journal"), NotStored, database)
    database.mend()
    assert database.peewee.connection() is before
    failing(apsw.IOError("disk I/O error"), NotStored, database)
    database.mend()
    after = database.peewee.connection()
    assert after is not before
    database.mend()
    assert database.peewee.connection() is after
    assert "IOError: disk I/O error" in caplog.text
    caplog.clear()


def test_a_file_that_cannot_be_opened_again_stays_in_doubt(
    tmp_path: Path, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    database.doubt("planted")
    (tmp_path / FILE_NAME).rename(tmp_path / "away")
    (tmp_path / FILE_NAME).mkdir()
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be opened"), database.transaction():
            pytest.fail("nothing may happen in a file that is not there")
    (tmp_path / FILE_NAME).rmdir()
    (tmp_path / "away").rename(tmp_path / FILE_NAME)
    with database.transaction():
        SqliteStore(database).orders.save(an_order(2), NOON)
    assert len(caplog.records) == 1, "a doubt is told once"
    caplog.clear()


def test_a_doubt_inside_a_transaction_waits_for_its_end(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.transaction():
        database.doubt("planted")
        with database.transaction():
            SqliteStore(database).orders.save(an_order(), NOON)
    database.mend()
    assert len(SqliteStore(database).orders.all()) == 1
    caplog.clear()


def test_causes_end_although_an_error_may_be_its_own_context() -> None:
    one, other = ValueError("one"), OSError("other")
    one.__context__, other.__context__ = other, one
    assert list(causes(one)) == [one, other]
