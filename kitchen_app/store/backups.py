"""Copies of the database that are known to be good.

A copy is taken in steps, so that messages are answered in between, and counts only once it was
flushed, opened and checked row by row.
"""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import apsw

from kitchen_app.base.clock import Clock
from kitchen_app.base.files import put_in_place
from kitchen_app.store.errors import Damaged
from kitchen_app.store.files import (
    PRIVATE_FILE,
    Numbered,
    make_folder,
    name_for,
    numbered,
)
from kitchen_app.store.soundness import require_sound

FOLDER_NAME = "backups"
SUFFIX = ".db"

NEWEST_KEPT = 3
DAYS_KEPT = 2
"""Three in a row, because a failing disk may spoil the last; and the first of each of two days, in
case something of ours writes nonsense that is noticed late. Older ones would be of no use: the
journal, which brings a copy up to date, goes back no further than the oldest of them."""

PAGES_A_STEP = 64
"""A quarter of a megabyte: a step takes about a millisecond."""

LONGEST_KEPT = timedelta(days=7)
"""In a shop that seldom opens its last two days may be long ago."""

_PART = "copy.part"


class Backups:
    """The folder of copies. `number` is the file of the journal that a copy was begun with."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock

    @property
    def part(self) -> Path:
        """Where a copy lies that is not checked yet."""
        return self._folder / _PART

    def kept(self) -> list[Numbered]:
        """Return the copies that counted, the oldest first."""
        return numbered(self._folder, SUFFIX)

    def copy_in_steps(self, source: apsw.Connection) -> Generator[None, None, None]:
        """Copy the database into `part`, a step each time the iterator is asked to go on.

        Raises:
            apsw.Error, OSError: it cannot be read or written; there is no copy.
        """
        make_folder(self._folder)
        self._forget_part()
        part = apsw.Connection(str(self.part))
        try:
            self.part.chmod(PRIVATE_FILE)
            part.execute("PRAGMA synchronous = OFF")  # it is flushed as a whole later
            with part.backup("main", source, "main") as copying:
                while not copying.done:
                    copying.step(PAGES_A_STEP)
                    yield
        except BaseException:
            part.close()
            self._forget_part()  # on a full disk orders need its room more than a torn copy
            raise
        part.close()

    def keep(self, number: int) -> Path:
        """Check the copy and let it count. Needs no open database: any thread may do it.

        Raises:
            Damaged: what was copied is not sound.
            apsw.Error, OSError: it cannot be read back or flushed.
        """
        try:
            copy = apsw.Connection(str(self.part), flags=apsw.SQLITE_OPEN_READWRITE)
            try:
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
                require_sound(copy, thorough=True)
            finally:
                copy.close()
            place = self._folder / name_for(number, self._clock.now(), SUFFIX)
            put_in_place(self.part, place)
        except (apsw.Error, OSError, Damaged):
            self._forget_part()
            raise
        return place

    def age_out(self) -> None:
        """Delete the copies that are of no use any more."""
        kept = self.kept()
        for copy in set(kept) - set(worth_keeping(kept)):
            copy.path.unlink()

    def drop_older(self) -> None:
        """Delete every copy but the newest."""
        for copy in self.kept()[:-1]:
            copy.path.unlink()

    def _forget_part(self) -> None:
        for leftover in self._folder.glob(f"{_PART}*"):
            leftover.unlink()


def worth_keeping(copies: list[Numbered]) -> list[Numbered]:
    """Return the newest copies, and the first of each of the last days (UTC) that have any.

    Copies of days long ago go: they hold people whose time is over (decision 0016).
    """
    first_of_day: dict[str, Numbered] = {}
    for copy in copies:
        if copies[-1].made_at - copy.made_at > LONGEST_KEPT:
            continue
        first_of_day.setdefault(copy.made_at.date().isoformat(), copy)
    by_number = sorted(first_of_day.values(), key=lambda copy: copy.number)
    return [*by_number[-DAYS_KEPT:], *copies[-NEWEST_KEPT:]]
