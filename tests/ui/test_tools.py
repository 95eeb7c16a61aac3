"""What is not about one order opens by the menu and by key, and follows the board."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import OrderId
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.menu_panel import MenuItem
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen

STATES = canned.states()


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    shown = show_window(tuple(STATES.values()))
    shown.tools.settings_requested.connect(partial(shown.setProperty, "asked_for_settings", True))
    shown.tools.names_requested.connect(partial(shown.setProperty, "asked_for_names", True))
    return shown


def opened(window: MainWindow, item: MenuItem) -> bool:
    if item is MenuItem.FULL_SCREEN:
        return bool(window.windowState() & Qt.WindowState.WindowFullScreen)
    if item is MenuItem.SETTINGS:
        return window.property("asked_for_settings") is True
    if item is MenuItem.NAMES:
        return window.property("asked_for_names") is True
    tools = window.tools
    parts: dict[MenuItem, QWidget] = {
        MenuItem.ALL_DAY: tools.all_day,
        MenuItem.RECALL: tools.recall,
        MenuItem.HISTORY: window.history.panel,
        MenuItem.REPORTS: window.reports.panel,
        MenuItem.SOLD_OUT: window.panels.sold_out,
        MenuItem.PRINTERS: window.printing.panel,
        MenuItem.SHOP: window.shop.place,
        MenuItem.CLEAN: tools.clean,
        MenuItem.PIN: window.pin.pad,
        MenuItem.KEYS: window.keys_panel,
    }
    return parts[item].isVisible()


@pytest.mark.parametrize("item", MenuItem)
def test_the_menu_opens_it(
    window: MainWindow, qapp: QApplication, qtbot: QtBot, item: MenuItem
) -> None:
    QTest.mouseClick(window.strip.menu_button, Qt.MouseButton.LeftButton)
    assert window.tools.menu.is_open
    window.tools.menu.buttons[item].click()  # the last ones are scrolled to
    settle(qapp)
    qtbot.waitUntil(lambda: opened(window, item))
    assert not window.tools.menu.is_open


@pytest.mark.parametrize(
    ("key", "item"),
    [
        (Qt.Key.Key_A, MenuItem.ALL_DAY),
        (Qt.Key.Key_R, MenuItem.RECALL),
        (Qt.Key.Key_C, MenuItem.CLEAN),
        (Qt.Key.Key_F11, MenuItem.FULL_SCREEN),
        (Qt.Key.Key_S, MenuItem.SETTINGS),
    ],
)
def test_a_key_opens_it_and_with_another_key_held_does_not(
    window: MainWindow, key: Qt.Key, item: MenuItem
) -> None:
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert not opened(window, item)
    QTest.keyClick(window, key)
    assert opened(window, item)


@pytest.mark.parametrize("key", [Qt.Key.Key_A, Qt.Key.Key_F11])
def test_the_same_key_closes_it(window: MainWindow, key: Qt.Key) -> None:
    for _ in range(2):
        QTest.keyClick(window, key)
    assert not opened(window, MenuItem.ALL_DAY)
    assert not opened(window, MenuItem.FULL_SCREEN)


def test_the_menu_closes_by_its_button_and_by_a_touch_outside(window: MainWindow) -> None:
    window.tools.open_menu()
    window.tools.open_menu()
    assert not window.tools.menu.is_open


def test_the_totals_follow_the_board(
    window: MainWindow, bridge: Bridge, qapp: QApplication
) -> None:
    window.tools.open_all_day()
    before = sum(row.total.quantity for row in window.tools.all_day.rows)
    extra = canned.card(canned.order("1099", lines=(canned.RICE,)))
    bridge.cards_changed.emit((extra,))
    settle(qapp)
    rows = {row.total.line.name: row.total for row in window.tools.all_day.rows}
    assert extra.order_id in rows[canned.RICE.name].order_ids
    assert sum(total.quantity for total in rows.values()) == before
    bridge.card_removed.emit(extra.order_id)
    settle(qapp)
    ids = [row.total.order_ids for row in window.tools.all_day.rows]
    assert extra.order_id not in frozenset().union(*ids)


def test_what_is_chosen_is_lit_on_the_board(window: MainWindow) -> None:
    window.tools.open_all_day()
    row = window.tools.all_day.rows[0]
    row.click()
    lit = {order_id for order_id, card in window.board.cards.items() if card.property("lit")}
    assert lit == row.total.order_ids & window.board.cards.keys()
    assert lit


def test_an_order_that_left_the_board_is_found_shown_and_refunded_in_part(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    old = canned.card(replace(STATES["completed"].order, order_id=OrderId("55"), number="0999"))
    kitchen.recall.cards = (old,)
    QTest.keyClick(window, Qt.Key.Key_R)
    QTest.keyClicks(window.tools.recall, "999")
    qtbot.waitUntil(lambda: len(window.tools.recall.rows) == 1)
    QTest.mouseClick(window.tools.recall.rows[0], Qt.MouseButton.LeftButton)
    assert window.panels.details.card == old
    QTest.mouseClick(window.panels.details.part_button, Qt.MouseButton.LeftButton)
    assert window.panels.part.is_open
    assert window.panels.part.order_id == old.order_id


def test_a_fault_while_looking_is_told(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.recall.error = RuntimeError("a bug of ours")
    window.tools.recall.open_empty()
    qtbot.waitUntil(lambda: window.banner.look is not None)
    assert "a bug of ours" in caplog.text
    caplog.clear()
