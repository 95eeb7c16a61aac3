"""What `kitchen-app doctor` finds in the files: the database, the journal and the backups.

Everything is read, row by row, and nothing is written. The program may run meanwhile.
"""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import apsw

from kitchen_app.base.clock import SystemClock
from kitchen_app.store.backups import FOLDER_NAME as BACKUP_FOLDER
from kitchen_app.store.backups import Backups
from kitchen_app.store.database import open_read_only
from kitchen_app.store.errors import Damaged
from kitchen_app.store.journal import FOLDER_NAME as JOURNAL_FOLDER
from kitchen_app.store.journal import read_journal
from kitchen_app.store.safekeeping import SET_ASIDE
from kitchen_app.store.soundness import require_sound

BACKUP_LATE = timedelta(hours=2)
"""While the program runs it makes one every hour."""

_RESTART = (
    "Close Kitchen App and start it again: it sets the file aside and restores it from the backups "
    "and the journal."
)
_CHECK_DISK = "Check the disk of this computer; the next backup is made within an hour."


def check_database(data_dir: Path) -> tuple[bool, str, str]:
    """Tell whether every row is as it was written.

    Raises:
        StoreError: there is no database, or it is of another version.
    """
    database = open_read_only(data_dir)
    try:
        connection = database.peewee.connection()
        require_sound(connection, thorough=True)
        orders, messages = (
            connection.execute(f"SELECT count(*) FROM {table}").get  # noqa: S608 - our own names
            for table in ("orders", "inbox")
        )
    except Damaged as damage:
        return False, f"the database is damaged: {damage}", _RESTART
    except apsw.Error as error:
        return False, f"the database cannot be read: {error}", _CHECK_DISK
    finally:
        database.close()
    aside = len(list(data_dir.glob(f"{SET_ASIDE}.db")))
    told = f"; {aside} damaged ones were set aside" if aside else ""
    return True, f"{orders} orders and {messages} messages, every row as written{told}", ""


def check_journal(data_dir: Path) -> tuple[bool, str, str]:
    """Tell whether the second copy of the messages is as it was written."""
    reading = read_journal(data_dir / JOURNAL_FOLDER)
    count = len(reading.groups)
    if not reading.damaged:
        return True, f"{count} groups, every line as written", ""
    says = f"{reading.damaged} of {count + reading.damaged} lines are not as written"
    return False, says, f"{_CHECK_DISK} While the database is whole, nothing is lost."


def check_backups(data_dir: Path, *, is_running: bool) -> tuple[bool, str, str]:
    """Tell whether the newest backup is sound, and new enough if the program runs."""
    kept = Backups(data_dir / BACKUP_FOLDER, SystemClock()).kept()
    if not kept:
        return False, "there is no backup", "Leave Kitchen App open: it makes one every hour."
    newest = kept[-1]
    try:
        with closing(apsw.Connection(str(newest.path), flags=apsw.SQLITE_OPEN_READONLY)) as copy:
            require_sound(copy, thorough=True)
    except Damaged as damage:
        return False, f"the backup {newest.path.name} is damaged: {damage}", _CHECK_DISK
    except apsw.Error as error:
        return False, f"the backup {newest.path.name} cannot be read: {error}", _CHECK_DISK
    says = f"{len(kept)} backups, the newest checked, of {newest.made_at:%Y-%m-%d %H:%M} UTC"
    is_late = is_running and _age(newest.made_at) > BACKUP_LATE
    return not is_late, says, "Look for a banner about the disk; close Kitchen App and start it."


def _age(made_at: datetime) -> timedelta:
    return SystemClock().now() - made_at
