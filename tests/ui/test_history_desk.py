"""From the menu to an order of any day, with everything that can be done about it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import OrderId
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.menu_panel import MenuItem
from tests.ui import canned, canned_history
from tests.ui.fakes import FakeKitchen

STATES = canned.states()


@pytest.fixture
def window(show_window: Callable[..., MainWindow]) -> MainWindow:
    return show_window((STATES["preparing"], STATES["late"]))


def test_an_order_of_another_day_is_found_shown_and_left(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    old = canned.card(replace(STATES["completed"].order, order_id=OrderId("55"), number="0999"))
    found = canned_history.found_of(old.order)
    kitchen.history.found = replace(canned_history.history(), orders=(found,))
    kitchen.history.cards["55"] = old
    window.tools.open_menu()
    window.tools.menu.buttons[MenuItem.HISTORY].click()
    panel = window.history.panel
    assert panel.is_open
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    QTest.mouseClick(panel.rows[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.panels.details.card == old)
    assert panel.is_open, "it is there again when the order was looked at"
    window.panels.details.close_panel()
    window.tools.open(MenuItem.HISTORY)
    assert not panel.is_open


def test_a_touch_on_what_waits_leaves_it(window: MainWindow) -> None:
    window.history.open()
    handle = window.windowHandle()
    assert handle is not None
    at = window.waiting.geometry().center()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=at)
    assert not window.history.panel.is_open


def test_the_customer_of_an_order_of_any_day_is_forgotten_with_the_pin(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    old = canned.card(replace(STATES["completed"].order, order_id=OrderId("55"), number="0999"))
    kitchen.pins.pin = "2580"
    kitchen.history.cards["55"] = replace(old, order=old.order.without_person())
    window.panels.show_recalled(old)
    forget = window.panels.details.forget
    forget.open_button.click()
    forget.hold_button.held.emit()
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    assert "0999" in window.pin.pad.accessibleName()
    assert kitchen.erasure.asked == []
    window.pin.pad.entered.emit("2580")
    qtbot.waitUntil(lambda: "is forgotten" in forget.told.text())
    assert kitchen.erasure.asked == ["55"]
