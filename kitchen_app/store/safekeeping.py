"""The database and what stands behind it: journal, backups, ballast.

A file that is damaged, or gone, is set aside and built anew from the newest good backup and the
journal; what is older than the journal and newer than the backup cannot exist, because the journal
is kept from the oldest backup on.
"""

import logging
import os
import shutil
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
from peewee import PeeweeException
from playhouse.apsw_ext import APSWDatabase

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.files import flush_folder, put_in_place
from kitchen_app.base.log_lines import described
from kitchen_app.store.backups import FOLDER_NAME as BACKUP_FOLDER
from kitchen_app.store.backups import Backups
from kitchen_app.store.ballast import BALLAST_BYTES, Ballast, is_full
from kitchen_app.store.database import (
    FILE_NAME,
    OLD_COPIES,
    Database,
    causes,
    connect,
    is_damage,
    new_connection,
)
from kitchen_app.store.errors import Damaged, StoreError
from kitchen_app.store.files import PRIVATE_FILE, make_folder, numbered, stamp
from kitchen_app.store.journal import FOLDER_NAME as JOURNAL_FOLDER
from kitchen_app.store.journal import SUFFIX as JOURNAL_SUFFIX
from kitchen_app.store.journal import Journal, read_journal
from kitchen_app.store.models import BackupRow
from kitchen_app.store.replay import doubt_unsent, replay
from kitchen_app.store.retention import OldFiles
from kitchen_app.store.soundness import require_sound, require_structure

logger = logging.getLogger(__name__)

JOURNAL_KEPT = timedelta(hours=48)
"""The journal is kept at least so long, and always from the oldest backup on."""

_BESIDE = ("", "-wal", "-shm")
"""What belongs to a database file. The file itself is moved first: one that is gone is restored."""

SET_ASIDE = "kitchen-damaged-*"
"""The files that a rescue leaves behind."""

_OUTDATED = "outdated"
"""A file of this name beside the backups: something was forgotten that is still in them."""

_ANY_AGE = datetime.max.replace(tzinfo=UTC)

_RESTORING = "kitchen.restoring"

_UNREADABLE = (apsw.SQLITE_IOERR_READ, apsw.SQLITE_IOERR_SHORT_READ)


class Safekeeping:
    """Opens the database of a data directory and keeps its second copies.

    Satisfies `services.erasure_ports.SecondCopies`. `has_rescued` tells that something was lost on
    disk and brought back since the program started.
    """

    def __init__(self, data_dir: Path, clock: Clock, *, ballast_bytes: int = BALLAST_BYTES) -> None:
        self._path = data_dir / FILE_NAME
        self._clock = clock
        self._journal_folder = data_dir / JOURNAL_FOLDER
        self._backups = Backups(data_dir / BACKUP_FOLDER, clock)
        self._outdated = data_dir / BACKUP_FOLDER / _OUTDATED
        self._ballast = Ballast(data_dir, size=ballast_bytes)
        self._is_thorough = False
        self._copy_number = 0
        self._last_line = ""
        self.has_rescued = False
        peewee = new_connection(self._path)
        self._open(peewee)
        self.database = Database(peewee, reopen=self._reconnect, make_room=self._ballast.free)
        self.journal = self._new_journal()

    def _open(self, peewee: APSWDatabase) -> None:
        try:
            self._connect(peewee)
        except StoreError as error:
            peewee.close()
            if any(map(_is_unreadable, causes(error))):
                self._rescue(peewee, f"a part of it cannot be read: {error}")
            elif any(map(is_full, causes(error))) and self._ballast.free():
                self._connect(peewee)
            else:
                raise

    def _reconnect(self, peewee: APSWDatabase) -> None:
        """Open a file again that is in doubt: of any size its structure is checked now."""
        self._connect(peewee, in_doubt=True)

    def _connect(self, peewee: APSWDatabase, *, in_doubt: bool = False) -> None:
        """Open and check the file, bring it up to the journal; restore it if it is damaged.

        Raises:
            StoreError: it can be neither opened nor restored.
        """
        try:
            self._require_file()
            connect(peewee)
            if in_doubt:
                require_structure(peewee.connection())
            if self._is_thorough:
                require_sound(peewee.connection(), thorough=True)
            self._require_newer_than_backup(peewee)
            reading = read_journal(self._journal_folder)
            replayed = replay(Database(peewee), reading)
        except (KnownError, apsw.Error, PeeweeException, UnicodeDecodeError) as error:
            peewee.close()
            if not is_damage(error):
                raise _told(error, self._path) from error
            self._rescue(peewee, str(error))
            return
        self._last_line = reading.last_hash
        self._is_thorough = False
        self.has_rescued |= replayed.was_behind

    def _require_file(self) -> None:
        """Tell a file that was lost from a new installation."""
        is_new = not numbered(self._journal_folder, JOURNAL_SUFFIX) and not self._backups.kept()
        if not is_new and (not self._path.exists() or self._path.stat().st_size == 0):
            raise Damaged(f"The database {self._path} is gone")

    def _require_newer_than_backup(self, peewee: APSWDatabase) -> None:
        """Notice that somebody has put an old file in the place of ours."""
        kept = self._backups.kept()
        if not kept:
            return
        number = BackupRow.select(BackupRow.number).bind(peewee).scalar()
        if number is None or number < kept[-1].number:
            raise Damaged(f"The database {self._path} is older than its backup")

    def _rescue(self, peewee: APSWDatabase, damage: str) -> None:
        logger.error("The database is restored: %s", damage)
        try:
            self._set_aside()
            self._restore()
        except OSError as error:
            raise StoreError(f"The database {self._path} cannot be restored: {error}") from error
        connect(peewee)
        self._is_thorough = False
        self.has_rescued = True

    def _set_aside(self) -> None:
        """Move the damaged file out of the way, with a dated name.

        Only its time deletes it (`SET_ASIDE`): it holds people, as it was.
        """
        aside = self._path.with_name(f"kitchen-damaged-{stamp(self._clock.now())}.db")
        count = 1
        while any(aside.with_name(aside.name + end).exists() for end in _BESIDE):
            count += 1
            aside = aside.with_name(f"{aside.stem.split('.')[0]}.{count}.db")
        for end in _BESIDE:
            part = self._path.with_name(FILE_NAME + end)
            if part.exists():
                part.replace(aside.with_name(aside.name + end))
                os.utime(aside.with_name(aside.name + end))  # it lives for a while from now on

    def _restore(self) -> None:
        """Build the file beside its place, so that a half built one is never taken for ours.

        A journal that cannot be read just now is waited for: without it an hour may be missing.
        """
        reading = read_journal(self._journal_folder, whole=True)
        self._last_line = reading.last_hash
        place = self._path.with_name(_RESTORING)
        peewee = self._from_backup(place)
        try:
            database = Database(peewee)
            replay(database, reading)
            if reading.damaged:
                doubt_unsent(database)
            kept = self._backups.kept()
            if kept:
                _write_number(database, kept[-1].number)
        finally:
            peewee.close()
        put_in_place(place, self._path)

    def _from_backup(self, place: Path) -> APSWDatabase:
        """Return the newest backup that is good, opened at `place`; an empty one if none is."""
        for backup in reversed(self._backups.kept()):
            _remove(place)
            peewee = new_connection(place)
            try:
                shutil.copyfile(backup.path, place)
                place.chmod(PRIVATE_FILE)
                connect(peewee)
                require_sound(peewee.connection(), thorough=True)
            except (StoreError, OSError) as error:
                peewee.close()
                logger.error("The backup %s cannot be used: %s", backup.path.name, described(error))
            else:
                return peewee
        _remove(place)
        peewee = new_connection(place)
        connect(peewee)
        return peewee

    def _new_journal(self) -> Journal:
        files = [*numbered(self._journal_folder, JOURNAL_SUFFIX), *self._backups.kept()]
        number = 1 + max((file.number for file in files), default=0)
        return Journal(self._journal_folder, self._clock, number=number, before=self._last_line)

    # What services.ports.Safekeeping asks

    def mend(self) -> None:
        """Bring a database that failed back.

        Raises:
            KnownError: it cannot be used yet.
        """
        self.database.mend()

    def keep_room(self) -> bool:
        """Make the ballast if it is not there; tell whether it is."""
        return self._ballast.make()

    def copy_in_steps(self) -> Generator[None, None, None]:
        """Copy the database, a step each time the iterator is asked to go on."""
        self._copy_number = self.journal.roll()
        _write_number(self.database, self._copy_number)
        yield from self._backups.copy_in_steps(self.database.peewee.connection())

    def keep_copy(self) -> None:
        """Check the copy that was made and let it count; any thread may do it."""
        try:
            self._backups.keep(self._copy_number)
        except Damaged:
            self._is_thorough = True
            raise

    def settle_copy(self) -> None:
        """Delete what the new copy has made useless; check ours if the copy was not sound."""
        if self._is_thorough:
            self.database.doubt("a copy of it is not sound")
            return
        self._backups.age_out()
        kept = self._backups.kept()
        if kept:
            older_than = self._clock.now() - JOURNAL_KEPT
            self.journal.prune(needed_from=kept[0].number, older_than=older_than)

    @property
    def are_outdated(self) -> bool:
        return self._outdated.exists()

    def outdate(self) -> None:
        """Note that every copy of now holds what nothing may hold any more."""
        make_folder(self._outdated.parent)
        self._outdated.touch(PRIVATE_FILE)
        flush_folder(self._outdated.parent)

    def drop_older(self) -> None:
        """Delete every copy but the newest, with the journal before it and what was set aside."""
        self._backups.drop_older()
        newest = self._backups.kept()[-1]
        self.journal.prune(needed_from=newest.number, older_than=_ANY_AGE)
        OldFiles(self._path.parent, OLD_COPIES, SET_ASIDE).forget_before(_ANY_AGE)
        self._outdated.unlink(missing_ok=True)

    def close(self) -> None:
        self.journal.close()
        self.database.close()


def _told(error: Exception, path: Path) -> StoreError:
    told = f"The database {path} cannot be used: {error}"
    return error if isinstance(error, StoreError) else StoreError(told)


def _write_number(database: Database, number: int) -> None:
    """Let a file know of a backup, so that one from before it is told from ours."""
    with database.transaction():
        BackupRow.update(number=number).bind(database.peewee).execute()


def _is_unreadable(error: BaseException) -> bool:
    return isinstance(error, apsw.IOError) and getattr(error, "extendedresult", 0) in _UNREADABLE


def _remove(place: Path) -> None:
    make_folder(place.parent)
    for end in _BESIDE:
        place.with_name(place.name + end).unlink(missing_ok=True)
