"""One file is taken, dropped or chosen; anything else is not."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shop.file_well import FileWell
from kitchen_app.ui.theme import Theme

FILE = Path("pictures/front.jpg").absolute()


def drop(well: FileWell, data: QMimeData) -> bool:
    """Drop something; tell whether it is taken at all."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, buttons, keys)
    enter.ignore()
    well.dragEnterEvent(enter)
    if enter.isAccepted():
        well.dropEvent(QDropEvent(QPointF(50, 50), copy, data, buttons, keys))
    return enter.isAccepted()


def dropped(well: FileWell, *paths: Path) -> bool:
    """Drop files."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return drop(well, data)


@pytest.fixture
def well(theme: Theme, qtbot: QtBot) -> FileWell:
    well = FileWell(theme, QWidget())
    qtbot.addWidget(well)
    return well


def test_a_file_is_taken(well: FileWell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(well.chosen) as chosen:
        assert dropped(well, FILE)
    assert chosen.args == [FILE]


def test_two_are_too_many(well: FileWell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(well.too_many), qtbot.assertNotEmitted(well.chosen):
        assert dropped(well, FILE, FILE)


def test_words_and_addresses_are_no_files(well: FileWell) -> None:
    data = QMimeData()
    data.setText("front.jpg")
    assert not drop(well, data)
    data.setUrls([QUrl("https://img.example/front.jpg")])
    assert not drop(well, data)


def test_the_dialog_shows_pictures_and_is_gone_afterwards(well: FileWell, qtbot: QtBot) -> None:
    well.show()
    well.choose_button.click()
    dialog = well.dialog
    assert dialog is not None
    assert all(kind in dialog.nameFilters()[0] for kind in ("*.jpg", "*.png", "*.webp"))
    with qtbot.waitSignal(dialog.destroyed), qtbot.waitSignal(well.chosen) as chosen:
        dialog.fileSelected.emit(str(FILE))
        dialog.reject()
    assert chosen.args == [FILE]
