"""Room in reserve: made when there is plenty, given up when there is none."""

import errno
import shutil
from collections import namedtuple
from pathlib import Path

import apsw
import pytest

from kitchen_app.store.ballast import BALLAST_BYTES, ROOM_WANTED, Ballast, is_full

Usage = namedtuple("Usage", "total used free")


def test_it_takes_real_room_and_gives_it_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ballast = Ballast(tmp_path)
    assert not ballast.is_there
    assert ballast.make()
    assert ballast.make()
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size == BALLAST_BYTES
    assert file.stat().st_blocks * 512 >= BALLAST_BYTES
    assert ballast.free()
    assert not ballast.free()
    assert list(tmp_path.iterdir()) == []
    assert "the ballast was freed" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(("free", "made"), [(ROOM_WANTED * 100, True), (399, False)])
def test_it_is_made_again_only_when_there_is_plenty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, made: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(1000, 1000 - free, free))
    assert Ballast(tmp_path, size=100).make() is made


def test_one_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, size=100)
    (tmp_path / "ballast").write_bytes(b"half")
    assert not ballast.is_there
    assert ballast.make()
    assert ballast.is_there


def test_a_folder_that_cannot_be_written_is_no_failure(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert not Ballast(tmp_path / "gone", size=100).make()
    assert "no room for the ballast" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (apsw.FullError("x"), True),
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EIO, "x"), False),
        (apsw.IOError("x"), False),
        (ValueError("x"), False),
    ],
)
def test_a_full_disk_is_told_from_other_failures(error: Exception, full: bool) -> None:
    assert is_full(error) is full
