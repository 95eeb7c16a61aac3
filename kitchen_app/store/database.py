"""Opening the database file: pragmas, migrations, transactions.

One connection, used by one thread. A commit is durable when it returns (WAL with
`synchronous=FULL`: NORMAL loses acknowledged rows at a power cut).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
from peewee import DatabaseError
from playhouse.apsw_ext import APSWDatabase

from kitchen_app.store.errors import StoreError
from kitchen_app.store.migrations.steps import STEPS
from kitchen_app.store.models import TABLES

FILE_NAME = "kitchen.db"

OLDEST_SAFE_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file when it is reset (fixed in 3.51.3)."""

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
}


class Database:
    """The open file. `peewee` is for this package only."""

    def __init__(self, peewee: APSWDatabase) -> None:
        self.peewee = peewee

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen whole or not at all."""
        with self.peewee.atomic():
            yield

    def close(self) -> None:
        self.peewee.close()


def open_database(data_dir: Path) -> Database:
    """Open, or make, the database of a data directory and bring it up to date.

    Raises:
        StoreError: it cannot be opened, or was written by a newer version of this program.
    """
    _require_safe_sqlite()
    path = data_dir / FILE_NAME
    peewee = APSWDatabase(str(path), pragmas=_PRAGMAS, autoconnect=False)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        peewee.connect()
        path.chmod(0o600)
        _require_sound(peewee)
        _migrate(peewee)
        _require_tables(peewee)
    except StoreError:
        peewee.close()
        raise
    except (apsw.Error, DatabaseError, OSError) as error:
        peewee.close()
        raise StoreError(f"The database {path} cannot be opened: {error}") from error
    return Database(peewee)


def open_read_only(data_dir: Path) -> Database:
    """Open an existing database to look at it, also while the app runs.

    Raises:
        StoreError: there is none, or it is of another version.
    """
    path = data_dir / FILE_NAME
    try:
        is_there = path.is_file()
    except OSError as error:
        raise StoreError(f"{data_dir} cannot be read: {error}") from error
    if not is_there:
        raise StoreError(f"There is no database in {data_dir}: start kitchen-app there first.")
    flags = apsw.SQLITE_OPEN_READONLY
    peewee = APSWDatabase(str(path), pragmas={"busy_timeout": 5000}, autoconnect=False, flags=flags)
    try:
        peewee.connect()
        version = _version(peewee)
        if version == len(STEPS):
            _require_tables(peewee)
    except (apsw.Error, DatabaseError) as error:
        peewee.close()
        raise StoreError(f"The database {path} cannot be read: {error}") from error
    if version != len(STEPS):
        peewee.close()
        raise StoreError(
            f"The database {path} belongs to another version of Kitchen App: "
            "use the version that runs there."
        )
    return Database(peewee)


def sqlite_version() -> tuple[int, ...]:
    """Return the version of the SQLite that this program uses."""
    return tuple(int(part) for part in apsw.sqlite_lib_version().split("."))


def _require_safe_sqlite() -> None:
    if sqlite_version() < OLDEST_SAFE_SQLITE:
        raise StoreError(
            f"SQLite {apsw.sqlite_lib_version()} is too old to be trusted with orders: "
            "install the apsw package of the lock file."
        )


def _require_sound(peewee: APSWDatabase) -> None:
    """Refuse a damaged or read-only file now, in words, rather than in the middle of an order."""
    found = peewee.execute_sql("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DatabaseError(
            f"it is damaged ({found}). Move the file away, start again, and watch Keeta's own app "
            "for the orders of today"
        )
    peewee.execute_sql("BEGIN IMMEDIATE")
    peewee.execute_sql("ROLLBACK")


def _require_tables(peewee: APSWDatabase) -> None:
    missing = set(TABLES) - set(peewee.get_tables())
    if missing:
        raise DatabaseError(f"tables are missing: {', '.join(sorted(missing))}")


def _version(peewee: APSWDatabase) -> int:
    return int(peewee.execute_sql("PRAGMA user_version").fetchone()[0])


def _migrate(peewee: APSWDatabase) -> None:
    version = _version(peewee)
    if version > len(STEPS):
        raise StoreError(
            "The database was written by a newer Kitchen App: install that version again."
        )
    if 0 < version < len(STEPS):
        _keep_copy(peewee, version)
    for number, statements in enumerate(STEPS[version:], start=version + 1):
        with peewee.atomic():
            for statement in statements:
                peewee.execute_sql(statement)
            peewee.execute_sql(f"PRAGMA user_version = {number}")


def _keep_copy(peewee: APSWDatabase, version: int) -> None:
    """Keep the file as the older program left it, beside it, before it is changed."""
    copy = Path(peewee.database).with_name(f"kitchen-version-{version}.db")
    if not copy.exists():
        peewee.execute_sql("VACUUM INTO ?", (str(copy),))
        copy.chmod(0o600)
