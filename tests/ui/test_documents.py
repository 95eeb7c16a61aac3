"""Files go into a folder of our own, under names that nobody has."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from kitchen_app.ui.documents import documents_folder, open_folder, under_free_name


def test_files_go_into_a_folder_of_our_own(qapp: QApplication) -> None:
    folder = documents_folder()
    assert folder is None or folder.name == "Kitchen App"


def test_the_folder_of_a_file_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[str] = []

    def note(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    assert open_folder(str(tmp_path / "report.xlsx"))
    assert opened == [str(tmp_path)]


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"

    def write(place: Path) -> None:
        place.open("xb").close()

    made = [under_free_name(folder, "order", ".pdf", write).name for _ in range(3)]
    assert made == ["order.pdf", "order-2.pdf", "order-3.pdf"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("mine", "utf-8")
    with pytest.raises(OSError, match="File exists"):
        under_free_name(taken, "order", ".pdf", Path.touch)
    assert taken.read_text("utf-8") == "mine"
