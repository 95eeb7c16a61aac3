"""Reading the database beside the core: on any thread, over a connection of its own.

It is opened for each look. An open one would keep a damaged file from being set aside (Windows),
and opening it again is the smallest part of a look.
"""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw

from kitchen_app.services.errors import NotStored
from kitchen_app.services.history_ports import Superseded
from kitchen_app.store.errors import StoreError

_PATIENCE_MS = 2000

_LOOK_EVERY_STEPS = 1000
"""After so many steps SQLite asks whether the look is still wanted: well under a millisecond."""


@contextmanager
def beside(path: Path, given_up: threading.Event) -> Iterator[apsw.Connection]:
    """Give a connection on which everything is of one moment, until `given_up` is set.

    Raises:
        Superseded: `given_up` was set meanwhile.
        NotStored: the file cannot be read just now.
    """
    try:
        with closing(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
            connection.set_busy_timeout(_PATIENCE_MS)
            connection.set_progress_handler(given_up.is_set, _LOOK_EVERY_STEPS)
            with connection:
                yield connection
    except apsw.InterruptError as error:
        raise Superseded from error
    except (apsw.Error, StoreError, UnicodeDecodeError) as error:
        raise NotStored(f"The history cannot be read: {type(error).__name__}") from error
    if given_up.is_set():
        raise Superseded
