"""One touch asks for one sheet, and where it lies is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.board.sheet_row import SheetRow
from kitchen_app.ui.theme import Theme
from tests.ui import canned

ORDER = canned.completed("1042")


@pytest.fixture
def row(theme: Theme, ground: QWidget) -> SheetRow:
    view = SheetRow(theme, ground)
    view.show()
    view.show_order(ORDER)
    return view


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_one_touch_one_sheet(row: SheetRow, qtbot: QtBot) -> None:
    assert not row.told.isVisible()
    with qtbot.waitSignal(row.sheet_requested) as asked:
        click(row.make_button)
    assert asked.args == [ORDER.order_id]
    assert "written" in row.told.text()
    with qtbot.assertNotEmitted(row.sheet_requested):
        click(row.make_button)


def test_where_it_lies_is_told_and_can_be_shown(row: SheetRow, qtbot: QtBot) -> None:
    click(row.make_button)
    row.show_saved("another", "elsewhere.pdf")
    assert not row.folder_button.isVisible()
    row.show_saved(ORDER.order_id, "sheets/order.pdf")
    assert "sheets/order.pdf" in row.told.text()
    with qtbot.waitSignal(row.folder_requested) as asked:
        click(row.folder_button)
    assert asked.args == [ORDER.order_id, "sheets/order.pdf"]
    row.show_order(ORDER)
    assert row.folder_button.isVisible(), "another state of the order changes nothing"
    row.show_order(canned.completed("1043"))
    assert not row.folder_button.isVisible()


def test_why_not_is_told_and_it_can_be_tried_again(row: SheetRow) -> None:
    click(row.make_button)
    row.show_failed("another", "not this one")
    row.show_failed(ORDER.order_id, "The disk is full.")
    assert row.told.text() == "The disk is full."
    assert row.make_button.isEnabled()
