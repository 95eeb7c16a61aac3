"""Room that is given up when the disk is full, so that orders can still be stored."""

import errno
import logging
import os
import shutil
from pathlib import Path

import apsw

from kitchen_app.base.log_lines import described
from kitchen_app.store.files import PRIVATE_FILE

logger = logging.getLogger(__name__)

FILE_NAME = "ballast"
BALLAST_BYTES = 16 * 1024 * 1024
"""Room for about two thousand messages: a busy day, long enough to free some space."""

ROOM_WANTED = 4
"""So many times the ballast must be free before it is made again, or it would come and go."""

_CHUNK = bytes(1024 * 1024)
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def is_full(error: BaseException) -> bool:
    """Tell whether a failure says that the disk is full."""
    return isinstance(error, apsw.FullError) or (
        isinstance(error, OSError) and error.errno in _FULL
    )


class Ballast:
    """A file of zeros beside the database."""

    def __init__(self, folder: Path, *, size: int = BALLAST_BYTES) -> None:
        self._path = folder / FILE_NAME
        self._size = size

    @property
    def is_there(self) -> bool:
        try:
            return self._path.stat().st_size == self._size
        except OSError:
            return False

    def make(self) -> bool:
        """Make the file if there is plenty of room; tell whether it is there."""
        if self.is_there:
            return True
        try:
            if shutil.disk_usage(self._path.parent).free < ROOM_WANTED * self._size:
                return False
            self._write()
        except OSError as error:
            logger.warning("There is no room for the ballast: %s", described(error))
            self.free()
            return False
        return True

    def free(self) -> bool:
        """Give the room to the database; tell whether there was any to give."""
        try:
            self._path.unlink()
        except OSError:
            return False
        logger.warning("The disk is full: the ballast was freed")
        return True

    def _write(self) -> None:
        descriptor = os.open(self._path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, PRIVATE_FILE)
        try:
            if hasattr(os, "posix_fallocate"):  # in one call, where zeros would take a second
                os.posix_fallocate(descriptor, 0, self._size)
                return
            for _ in range(0, self._size, len(_CHUNK)):
                os.write(descriptor, _CHUNK)
        finally:
            os.close(descriptor)
