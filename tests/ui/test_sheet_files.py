"""Both files of a sheet are written, or neither; what is there stays."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.ui.sheet_files import save_sheet
from tests.store.people import NAME, of_a_person
from tests.ui import canned, canned_record

RECORD = canned_record.record(canned.completed("A 10/42"))
DAY = f"{RECORD.made_at.astimezone():%Y-%m-%d}"


def test_a_pdf_and_its_json_lie_side_by_side(qapp: QApplication, tmp_path: Path) -> None:
    folder = tmp_path / "Documents" / "Kitchen App"
    pdf = save_sheet(RECORD, folder)
    assert pdf == folder / f"order-A-10-42-{DAY}.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    told = json.loads(pdf.with_suffix(".json").read_bytes())
    assert told["seal"] == RECORD.box.seal


def test_nothing_is_ever_overwritten(qapp: QApplication, tmp_path: Path) -> None:
    first = save_sheet(RECORD, tmp_path)
    (tmp_path / f"order-A-10-42-{DAY}-2.json").write_text("mine", "utf-8")
    third = save_sheet(RECORD, tmp_path)
    assert third.name == f"order-A-10-42-{DAY}-3.pdf"
    names = {path.name for path in tmp_path.iterdir()}
    assert f"order-A-10-42-{DAY}-2.pdf" not in names
    assert len(names) == 5
    assert first.exists()
    assert (tmp_path / f"order-A-10-42-{DAY}-2.json").read_text("utf-8") == "mine"


def test_what_cannot_be_written_leaves_nothing(qapp: QApplication, tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        save_sheet(RECORD, no_folder)
    long_name = replace(RECORD, order=replace(RECORD.order, number="9" * 300))
    with pytest.raises(OSError):  # noqa: PT011 - the words are the system's
        save_sheet(long_name, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_no_file_holds_anything_of_a_person(qapp: QApplication, tmp_path: Path) -> None:
    pdf = save_sheet(canned_record.record(of_a_person(), rows=0), tmp_path)
    for path in (pdf, pdf.with_suffix(".json")):
        assert NAME.encode() not in path.read_bytes()
