"""A3: a disk that fills up. The ballast carries the shop on; then Keeta is told to send again."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import full_disk

pytestmark = pytest.mark.usefixtures("expect_complaints")

DISK_MB = 100
CI_LEVELS_KB = (2000, 90)
LONG_LEVELS_KB = tuple(range(64, 4096, 211))

MOUNT = f'mount -t tmpfs -o size={DISK_MB}m tmpfs "$1" && shift && exec "$@"'
"""A small file system that only this process sees; the kernel may allow it without rights."""


def inside(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, "sh", *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def is_allowed(folder: Path) -> bool:
    try:
        return inside(folder, str(folder), "true").returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    "free_kb",
    [*CI_LEVELS_KB, *(pytest.param(level, marks=pytest.mark.long) for level in LONG_LEVELS_KB)],
)
def test_a_full_disk_loses_nothing_and_is_forgotten_when_there_is_room(
    tmp_path: Path, free_kb: int
) -> None:
    if not is_allowed(tmp_path):
        pytest.skip("this machine lets us mount no small file system")
    done = inside(
        tmp_path, str(tmp_path), sys.executable, full_disk.__file__, str(tmp_path), str(free_kb)
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    assert 0 <= told["ballast_went_at"] < told["answered"] - full_disk.REFUSALS - 50, (
        "the ballast must carry the shop on for a while"
    )
    assert set(told["troubles"]) == {"store_failed", "disk_full"}
    assert told["refused"] == full_disk.REFUSALS
    assert told["missing"] == 0
    assert told["shown_within_s"] < 5
    assert told["ballast_is_back"]
