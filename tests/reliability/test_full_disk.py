"""A3: a disk that fills up. The ballast carries the shop on; then Keeta is told to send again."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import full_disk, full_folder

pytestmark = pytest.mark.usefixtures("expect_complaints")

DISK_MB = 100
CI_LEVELS_KB = (2000, 90)
LONG_LEVELS_KB = tuple(range(64, 4096, 211))
FOLDERS = ("journal", "backups", "logs")
FOLDER_LEVELS_KB = range(4, 404, 20)

FOLDER_MB = {"journal": 4, "backups": 8, "logs": 1}

MOUNT = 'mount -t tmpfs -o size={mb}m tmpfs "$1" && shift && exec "$@"'
"""A small file system that only this process sees; the kernel may allow it without rights."""


def inside(folder: Path, *command: str, mb: int = DISK_MB) -> subprocess.CompletedProcess[str]:
    mount = MOUNT.format(mb=mb)
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", *command],
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
    assert told["from_memory"] == full_disk.REFUSALS, "what cannot be stored is seen and heard"
    assert told["unstored_left"] == 0


@pytest.mark.parametrize(
    "free_kb", [0, *(pytest.param(level, marks=pytest.mark.long) for level in FOLDER_LEVELS_KB)]
)
@pytest.mark.parametrize("name", FOLDERS)
def test_one_full_folder_loses_nothing_and_is_forgotten_when_there_is_room(
    tmp_path: Path, name: str, free_kb: int
) -> None:
    if not is_allowed(tmp_path):
        pytest.skip("this machine lets us mount no small file system")
    (tmp_path / name).mkdir()
    program = (sys.executable, full_folder.__file__, str(tmp_path), name, str(free_kb))
    done = inside(tmp_path, str(tmp_path / name), *program, mb=FOLDER_MB[name])
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["answered"] == full_folder.BEFORE + full_folder.DURING
    assert (told["missing"], told["unstored_left"], told["troubles_left"]) == (0, 0, [])
    assert told["is_logging"]
    assert told["backups"] > 0
    assert told["memory"] == told["refused"]
    assert not [left for left in told["left_in_folder"] if left.startswith("copy.part")], (
        "a copy that failed gives its room back"
    )
    if name == "journal":
        assert told["refused"] > 0
        assert "store_failed" in told["troubles"]
    else:
        assert told["refused"] == 0
        assert told["troubles"] == (["no_backup"] if name == "backups" else [])
