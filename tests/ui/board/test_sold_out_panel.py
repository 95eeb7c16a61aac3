"""Marking is held, selling again is one touch, and every outcome is told in words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.domain.shop import ItemFailure
from kitchen_app.domain.sold_out import SoldOutItem, products_of
from kitchen_app.services.board import CardView
from kitchen_app.services.sold_out import Switched
from kitchen_app.services.stock import StockResult
from kitchen_app.ui.board.sold_out_panel import SoldOutPanel
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HOLD_MS
from tests.ui import canned

SOUP = replace(canned.SOUP, spu_id="70")
TEA = replace(canned.TEA, spu_code="TEA")
ORDER = canned.card(canned.order("31", status=Status.ACCEPTED, lines=(SOUP, TEA, canned.RICE)))
SOUP_PRODUCT, TEA_PRODUCT = products_of(ORDER.order)
ITEM = SoldOutItem(product=SOUP_PRODUCT, since=canned.NOW)
KEY = SOUP_PRODUCT.key


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, clock: UiClock) -> SoldOutPanel:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(1024, 528)
    ground.show()
    return SoldOutPanel(theme, ground, clock)


def shown(panel: SoldOutPanel, view: CardView | None, *items: SoldOutItem) -> None:
    panel.open_for(view)
    panel.show_items(items)


def told(result: StockResult, *items: SoldOutItem, available: bool = False) -> Switched:
    return Switched(product=SOUP_PRODUCT, available=available, result=result, items=items)


def test_the_products_of_an_order_are_offered(panel: SoldOutPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.list_requested):
        panel.open_for(ORDER)
    assert list(panel.rows) == [SOUP_PRODUCT.key, TEA_PRODUCT.key]
    assert all(row.sell_button.isHidden() for row in panel.rows.values())
    assert panel.order_id == ORDER.order_id


def test_marking_is_held_and_nothing_can_be_asked_twice(panel: SoldOutPanel, qtbot: QtBot) -> None:
    shown(panel, ORDER)
    row = panel.rows[KEY]
    with qtbot.assertNotEmitted(panel.switch_requested):
        QTest.mouseClick(row.hold_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.switch_requested, timeout=HOLD_MS * 5) as asked:
        QTest.mousePress(row.hold_button, Qt.MouseButton.LeftButton)
    assert asked.args == [SOUP_PRODUCT, False]
    assert not row.hold_button.isEnabled()
    assert row.state.text() == "Telling Keeta…"
    panel.show_items(())
    assert row.state.text() == "Telling Keeta…"
    panel.show_switched(told(StockResult(changed=("70",)), ITEM))
    assert row.hold_button.isHidden()
    assert row.state.text().startswith("Keeta has marked it as sold out.\nSold out since ")


def test_one_touch_sells_it_again(panel: SoldOutPanel, qtbot: QtBot) -> None:
    shown(panel, None, ITEM)
    row = panel.rows[KEY]
    with qtbot.waitSignal(panel.switch_requested) as asked:
        QTest.mouseClick(row.sell_button, Qt.MouseButton.LeftButton)
    assert asked.args == [SOUP_PRODUCT, True]
    panel.show_switched(told(StockResult(changed=("70",)), available=True))
    assert row.state.text() == "Keeta sells it again."
    assert row.sell_button.isHidden()
    assert not row.hold_button.isHidden()


@pytest.mark.parametrize(
    ("result", "available", "words"),
    [
        (
            StockResult(failures=(ItemFailure(key="70", message="<b>no</b>"),)),
            False,
            "still on sale",
        ),
        (StockResult(failures=(ItemFailure(key="70", message="no"),)), True, "still sold out"),
        (StockResult(not_sent=("70",)), False, "cannot be reached. It is still on sale"),
        (StockResult(not_sent=("70",)), True, "cannot be reached. It is still sold out"),
        (StockResult(not_known=("70",)), False, "may be sold out or not"),
        (StockResult(not_known=("70",)), True, "may be on sale or not"),
    ],
)
def test_every_outcome_is_told(
    panel: SoldOutPanel, result: StockResult, available: bool, words: str
) -> None:
    shown(panel, ORDER)
    panel.show_switched(told(result, available=available))
    assert words in panel.rows[KEY].state.text()


def test_what_is_doubtful_can_be_said_again_either_way(panel: SoldOutPanel) -> None:
    shown(panel, None, replace(ITEM, is_certain=False))
    row = panel.rows[KEY]
    assert not row.hold_button.isHidden()
    assert not row.sell_button.isHidden()
    assert "Not certain since" in row.state.text()


def test_a_fault_of_ours_lets_go_of_the_button(panel: SoldOutPanel, qtbot: QtBot) -> None:
    shown(panel, None, ITEM)
    QTest.mouseClick(panel.rows[KEY].sell_button, Qt.MouseButton.LeftButton)
    panel.show_failed(SOUP_PRODUCT)
    assert panel.rows[KEY].sell_button.isEnabled()
    assert "did not answer" in panel.rows[KEY].state.text()


def test_another_order_brings_its_own_products(panel: SoldOutPanel) -> None:
    shown(panel, ORDER, ITEM)
    rice = replace(canned.RICE, spu_id="80")
    other = canned.card(canned.order("32", status=Status.ACCEPTED, lines=(rice,)))
    panel.open_for(other)
    assert set(panel.rows) == {"77 id 80", KEY}
    panel.show_items(())
    assert set(panel.rows) == {"77 id 80"}


def test_with_nothing_marked_it_says_so(panel: SoldOutPanel) -> None:
    shown(panel, None)
    assert panel.rows == {}
    assert panel._note.text() == "Nothing was marked as sold out from here."
