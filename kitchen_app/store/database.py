"""Opening the database file: pragmas, checks, migrations, transactions.

One connection, used by one thread. A commit is durable when it returns (WAL with
`synchronous=FULL`: NORMAL loses acknowledged rows at a power cut). After a failure of the disk
nothing is believed: the file is opened and checked again before it is used.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
from peewee import DatabaseError
from playhouse.apsw_ext import APSWDatabase

from kitchen_app.base.log_lines import described
from kitchen_app.services.errors import NotStored
from kitchen_app.store.ballast import is_full
from kitchen_app.store.errors import Damaged, StoreError
from kitchen_app.store.files import PRIVATE_FILE
from kitchen_app.store.migrations.steps import STEPS
from kitchen_app.store.models import TABLES
from kitchen_app.store.soundness import DAMAGE, UNREADABLE, require_sound

logger = logging.getLogger(__name__)

FILE_NAME = "kitchen.db"

OLD_COPIES = "kitchen-version-*.db"
"""The files that an update leaves behind: see `_keep_copy`."""

OLDEST_SAFE_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file when it is reset (fixed in 3.51.3)."""

_NO_VERSION = 1000
"""No version of this program writes such a number into a file."""

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
}


class Database:
    """The open file. `peewee` is for this package only.

    `reopen` brings the connection back after a failure; `make_room` is asked when the disk is full.
    """

    def __init__(
        self,
        peewee: APSWDatabase,
        *,
        reopen: Callable[[APSWDatabase], None] | None = None,
        make_room: Callable[[], object] | None = None,
    ) -> None:
        self.peewee = peewee
        self._reopen = reopen or connect
        self._make_room = make_room
        self._doubt = ""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make everything inside happen whole or not at all.

        Raises:
            NotStored: the disk did not take it.
            StoreError: the disk failed before and the file cannot be used yet.
        """
        with self.watching(), self.peewee.atomic():
            yield

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Use the file, if it is in order; note it when it is not."""
        self.mend()
        try:
            yield
        except NotStored:
            raise
        except Exception as error:
            if self._is_the_disk(error):
                raise NotStored(described(error)) from error
            raise

    def doubt(self, found: str) -> None:
        """Have the file opened and checked again before it is used the next time."""
        if not self._doubt:
            logger.error("The database is checked again: %s", found)
        self._doubt = found

    def mend(self) -> None:
        """Open and check a file that is in doubt.

        Raises:
            StoreError: it cannot be used yet; it is still in doubt.
        """
        if not self._doubt or self.peewee.in_transaction():
            return
        self.peewee.close()
        try:
            self._reopen(self.peewee)
        except BaseException:
            self.peewee.close()
            raise
        self._doubt = ""

    def close(self) -> None:
        self.peewee.close()

    def _is_the_disk(self, error: Exception) -> bool:
        """Tell whether the disk is to blame, make room on a full one, doubt a failing one."""
        reasons = list(causes(error))
        is_short = any(map(is_full, reasons))
        if is_short and self._make_room is not None:
            self._make_room()
        for reason in reasons:
            if isinstance(reason, (apsw.IOError, *DAMAGE, Damaged)):
                self.doubt(described(reason))
                return True
        return is_short or any(isinstance(reason, OSError) for reason in reasons)


def causes(error: BaseException) -> Iterator[BaseException]:
    """Return an error and what it arose from: peewee wraps SQLite's own."""
    reason: BaseException | None = error
    seen: set[int] = set()
    while reason is not None and id(reason) not in seen:
        seen.add(id(reason))
        yield reason
        reason = reason.__cause__ or reason.__context__


def is_damage(error: BaseException) -> bool:
    """Tell whether an error arose from a file that is not as it was written."""
    return any(isinstance(reason, (Damaged, *UNREADABLE)) for reason in causes(error))


def new_connection(path: Path) -> APSWDatabase:
    """Return a connection to a file, not opened yet."""
    return APSWDatabase(str(path), pragmas=_PRAGMAS, autoconnect=False)


def open_database(data_dir: Path) -> Database:
    """Open, or make, the database of a data directory and bring it up to date.

    Raises:
        Damaged: it does not hold what was written to it.
        StoreError: it cannot be opened, or was written by a newer version of this program.
    """
    peewee = new_connection(data_dir / FILE_NAME)
    try:
        connect(peewee)
    except StoreError:
        peewee.close()
        raise
    return Database(peewee)


def connect(peewee: APSWDatabase) -> None:
    """Open a file, check it and bring it up to date; after a failure close the connection.

    Raises:
        Damaged: it does not hold what was written to it.
        StoreError: it cannot be opened, or was written by a newer version of this program.
    """
    _require_safe_sqlite()
    path = Path(peewee.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        peewee.connect()
        path.chmod(PRIVATE_FILE)
        _require_writable(peewee)
        _migrate(peewee)
        _require_tables(peewee)
        require_sound(peewee.connection())
    except Damaged as damage:
        raise Damaged(f"The database {path} cannot be opened: {damage}") from damage
    except (apsw.Error, DatabaseError, OSError, UnicodeDecodeError) as error:
        kind = Damaged if is_damage(error) else StoreError
        raise kind(f"The database {path} cannot be opened: {error}") from error


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
    except (apsw.Error, DatabaseError, Damaged) as error:
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


def _require_writable(peewee: APSWDatabase) -> None:
    """Refuse a read-only file now, in words, rather than in the middle of an order."""
    peewee.execute_sql("BEGIN IMMEDIATE")
    peewee.execute_sql("ROLLBACK")


def _require_tables(peewee: APSWDatabase) -> None:
    missing = set(TABLES) - set(peewee.get_tables())
    if missing:
        raise Damaged(f"tables are missing: {', '.join(sorted(missing))}")


def _version(peewee: APSWDatabase) -> int:
    return int(peewee.execute_sql("PRAGMA user_version").fetchone()[0])


def _migrate(peewee: APSWDatabase) -> None:
    version = _version(peewee)
    if version > _NO_VERSION or (version == 0 and peewee.get_tables()):
        raise Damaged(f"its version is {version}")
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
        copy.chmod(PRIVATE_FILE)
