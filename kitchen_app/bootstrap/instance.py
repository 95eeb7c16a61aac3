"""One program for each data directory: two would send everything twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kitchen_app.base.errors import KnownError


class AlreadyRunning(KnownError):
    """Another Kitchen App holds this data directory."""


@contextmanager
def only_instance(data_dir: Path) -> Iterator[None]:
    """Hold the data directory for as long as the context lasts.

    The lock is the operating system's: it goes with the process, so a power cut leaves none.

    Raises:
        AlreadyRunning: somebody else holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data_dir / "kitchen.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunning(
            f"Kitchen App is already running with {data_dir}: use its window, close it first, "
            "or choose another folder with --data-dir."
        ) from error
    try:
        yield
    finally:
        lock.release()
