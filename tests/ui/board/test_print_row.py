"""What is printed again, and what came of it."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.tickets import Copy
from kitchen_app.ui.board.print_row import PrintRow
from kitchen_app.ui.theme import Theme
from tests.ui import canned

ORDER = canned.order("1042")


@pytest.fixture
def row(ground: QWidget, theme: Theme) -> PrintRow:
    made = PrintRow(theme, ground)
    made.show_order(ORDER)
    made.show()
    return made


def said(row: PrintRow) -> str:
    return " | ".join(label.text() for label in row.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("copy", [Copy.KITCHEN, Copy.BAG])
def test_each_button_asks_for_its_paper(row: PrintRow, qtbot: QtBot, copy: Copy) -> None:
    with qtbot.waitSignal(row.again_wanted) as wanted:
        row.buttons[copy].click()
    assert wanted.args == [copy]
    assert "1042" in row.buttons[copy].accessibleName()


def test_what_came_of_it_is_told_for_this_order_only(row: PrintRow) -> None:
    row.show_done("another", Copy.BAG, 1)
    assert "Bag" not in said(row)
    row.show_done(ORDER.order_id, Copy.BAG, 1)
    assert "Bag ticket: in the queue" in said(row)
    row.show_done(ORDER.order_id, Copy.BAG, 0)
    assert "Bag ticket is printed nowhere here" in said(row)
    row.show_order(canned.order("1043"))
    assert "Bag" not in said(row)
