"""Reports as files of a person: nothing is overwritten, nothing is left half."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.base.speech import Speech
from kitchen_app.services.report_tables import tables_of
from kitchen_app.ui.report_files import save_report
from tests.services.reports import a_report

EN = Speech("en")


def test_a_name_that_is_taken_stays(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    books = [save_report(a_report(), "xlsx", folder, EN) for _ in range(2)]
    tables = [save_report(a_report(), "csv", folder, EN) for _ in range(2)]
    start = "report-week-2026-" + books[0].stem.removeprefix("report-week-2026-")
    assert [each.name for each in books] == [f"{start}.xlsx", f"{start}-2.xlsx"]
    assert [each.name for each in tables] == [start, f"{start}-2"]
    assert all(map(zipfile.is_zipfile, books))
    assert len(list(tables[0].iterdir())) == 7


class FullDisk:
    """A file that was opened, and that nothing can be written into."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, _: bytes) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(("form", "which"), [("xlsx", 1), ("csv", 1), ("csv", 3)])
def test_what_cannot_be_written_whole_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, which: int
) -> None:
    real = Path.open
    opened: list[Path] = []

    def full(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        opened.append(path)
        file = real(path, mode, *args, **kwargs)
        return FullDisk(file) if len(opened) == which else file

    tables_of(a_report(), EN)  # what is read once is read by now
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(OSError, match="No space"):
        save_report(a_report(), form, tmp_path, EN)
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("x")
    with pytest.raises(OSError, match="File exists"):
        save_report(a_report(), "xlsx", taken, EN)
