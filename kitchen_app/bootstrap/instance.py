"""One program for each data directory: two would send everything twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kitchen_app.base.errors import ExitCode, KnownError

LOCK_NAME = "kitchen.lock"

_DEMO_MARK = "demo-orders-only"
"""A file in a data directory that was filled by the demo."""


class AlreadyRunning(KnownError):
    """Another Kitchen App holds this data directory."""

    exit_code = ExitCode.ALREADY_RUNNING


class UnusableFolder(KnownError):
    """The data directory cannot be made or written to."""


@contextmanager
def only_instance(data_dir: Path) -> Iterator[None]:
    """Hold the data directory for as long as the context lasts.

    The lock is the operating system's: it goes with the process, so a power cut leaves none.

    Raises:
        AlreadyRunning: somebody else holds it.
    """
    lock = FileLock(data_dir / LOCK_NAME)
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunning(
            f"Kitchen App is already running with {data_dir}: use its window, close it first, "
            "or choose another folder with --data-dir."
        ) from error
    except OSError as error:
        raise UnusableFolder(
            f"{data_dir} cannot be used ({error}): choose another folder with --data-dir."
        ) from error
    try:
        yield
    finally:
        lock.release()


def mark_as_demo(data_dir: Path) -> None:
    (data_dir / _DEMO_MARK).touch()


def refuse_demo_folder(data_dir: Path) -> None:
    """Keep invented orders out of a real kitchen.

    Raises:
        UnusableFolder: the directory was filled by the demo.
    """
    if (data_dir / _DEMO_MARK).exists():
        raise UnusableFolder(
            f"{data_dir} holds orders of the demo: choose another folder with --data-dir, "
            "or delete it."
        )
