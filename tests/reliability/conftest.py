"""For the tests that break the store, and for those that write more than a disk likes."""

import gc
import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# The failing disks are made of calls that Windows has not.
_ON_BROKEN_DISKS = [
    "test_damage.py",
    "test_full_disk.py",
    "test_io_errors.py",
    "test_kills.py",
    "test_migrations.py",
    "test_named_points.py",
    "test_power_cuts.py",
    "test_races.py",
    "test_rescue.py",
]
collect_ignore = _ON_BROKEN_DISKS if sys.platform == "win32" else []


@pytest.fixture
def expect_complaints(caplog: pytest.LogCaptureFixture) -> None:
    """Here things break because they are meant to; each test looks at what comes of it."""
    caplog.set_level(logging.CRITICAL, logger="kitchen_app")


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """Return a folder in memory where there is some: for files of which no flush is judged."""
    memory = Path("/dev/shm")  # noqa: S108 - only to be fast
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def own_heap_only(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the runner's own objects out of the garbage collector while times are judged.

    The runner holds every test that it has collected; a look through all of them takes longer
    than what is measured.
    """
    if request.node.get_closest_marker("alone") is None:
        yield
        return
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()
