"""Names that tell the order, and files that are whole or absent."""

import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.store.files import (
    flush,
    make_folder,
    name_for,
    numbered,
)
from tests.fakes import NOON


def test_the_number_tells_the_order_whatever_the_clock_said(tmp_path: Path) -> None:
    for number, hours in ((3, -50), (1, 0), (2, 9000)):
        (tmp_path / name_for(number, NOON + timedelta(hours=hours), ".db")).touch()
    found = numbered(tmp_path, ".db")
    assert [file.number for file in found] == [1, 2, 3]
    assert found[0].made_at == NOON


@pytest.mark.parametrize("name", ["notes.db", "000001-yesterday.db", "000001-20260701T120000Z.txt"])
def test_other_files_are_nobodys_business(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert numbered(tmp_path, ".db") == []
    assert numbered(tmp_path / "none", ".db") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_new_folder_is_for_us_alone(tmp_path: Path) -> None:
    make_folder(tmp_path / "new")
    make_folder(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_flush_that_cannot_be_done_is_told() -> None:
    reader, writer = os.pipe()
    with pytest.raises(OSError, match="Invalid argument"):
        flush(writer)
    os.close(reader)
    os.close(writer)
