"""The all-day panel counts what is to be made and lights the tickets behind it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.all_day_panel import AllDayPanel, TotalRow
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.quantity_box import QuantityBox
from tests.ui import canned


@pytest.fixture
def panel(ground: QWidget, theme: Theme) -> AllDayPanel:
    return AllDayPanel(theme, ground)


def cooking(number: str, *lines: object) -> CardView:
    return canned.card(canned.order(number, status=Status.ACCEPTED, lines=lines))


FIRST = cooking("1", canned.RICE, canned.SOUP)
SECOND = cooking("2", canned.RICE)
NEW = canned.card(canned.order("3", lines=(canned.SOUP,)))


def said(row: TotalRow) -> str:
    texts = [label.text() for label in row.findChildren(QLabel)]
    return " | ".join(texts).replace("\u2068", "").replace("\u2069", "")


def test_it_counts_and_names_the_tickets(panel: AllDayPanel) -> None:
    panel.open_for((FIRST, SECOND, NEW), canned.NOW)
    rice, soup = panel.rows
    boxes = [row.findChild(QuantityBox) for row in panel.rows]
    assert [box.quantity for box in boxes if box] == [6, 1]
    assert "Chicken biryani" in said(rice)
    assert "Less spicy" in said(rice)
    assert "1 ×3 · 2 ×3" in said(rice)
    assert "+1 in an order not accepted yet" in said(soup)
    assert rice.accessibleName().startswith("6 × ")


def test_several_ways_are_counted_each(panel: AllDayPanel) -> None:
    plain = replace(canned.RICE, options=(), quantity=1)
    noted = replace(canned.RICE, note="no nuts", quantity=2)
    panel.open_for((cooking("1", plain, noted, canned.RICE),), canned.NOW)
    (row,) = panel.rows
    for words in ("3 × Less spicy", "2 × Less spicy · Note: no nuts", "1 × plain"):
        assert words in said(row)


@pytest.mark.parametrize("how", ["touch", "key"])
def test_a_touch_lights_its_tickets_and_another_takes_over(
    qtbot: QtBot, panel: AllDayPanel, how: str
) -> None:
    panel.open_for((FIRST, SECOND), canned.NOW)
    lit: list[frozenset[str]] = []
    panel.lit.connect(lit.append)

    def press(row: TotalRow) -> None:
        if how == "touch":
            QTest.mouseClick(row, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(row, Qt.Key.Key_Return)

    rice, soup = panel.rows
    press(rice)
    assert lit[-1] == {FIRST.order_id, SECOND.order_id}
    press(soup)
    assert lit[-1] == {FIRST.order_id}
    assert not rice.isChecked()
    press(soup)
    assert lit[-1] == frozenset()


def test_it_follows_the_board_and_keeps_what_is_lit(panel: AllDayPanel) -> None:
    panel.open_for((FIRST, SECOND), canned.NOW)
    panel.rows[0].click()
    lit: list[frozenset[str]] = []
    panel.lit.connect(lit.append)
    panel.show_cards((SECOND,), canned.NOW)
    assert panel.rows[0].isChecked()
    assert lit[-1] == {SECOND.order_id}
    panel.show_cards((), canned.NOW)
    assert panel.rows == []
    assert lit[-1] == frozenset()


def test_closing_lets_go_of_the_cards(panel: AllDayPanel) -> None:
    panel.open_for((FIRST,), canned.NOW)
    panel.rows[0].click()
    lit: list[frozenset[str]] = []
    panel.lit.connect(lit.append)
    panel.close_panel()
    assert lit[-1] == frozenset()
    assert not panel.rows[0].isChecked()


def test_orders_for_later_are_told_and_counted_when_their_time_comes(panel: AllDayPanel) -> None:
    later = canned.later_orders()
    panel.open_for((FIRST, *later), canned.NOW)
    before = sum(row.total.quantity for row in panel.rows)
    words = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "2 orders for later are not counted yet" in words
    panel.show_cards((FIRST, *later), canned.NOW + timedelta(days=2))
    assert sum(row.total.quantity for row in panel.rows) > before
    words = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert not [text for text in words if "later" in text]
