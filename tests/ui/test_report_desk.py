"""From the menu to the figures, past the manager's PIN."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.report import Span, period_of
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.menu_panel import MenuItem
from tests.ui import canned, canned_report
from tests.ui.canned_report import DAY
from tests.ui.fakes import FakeKitchen

PIN = "2580"


@pytest.fixture
def window(show_window: Callable[..., MainWindow], kitchen: FakeKitchen) -> MainWindow:
    kitchen.reports.reports[DAY] = canned_report.day()
    return show_window((canned.states()["preparing"],))


def is_open(window: MainWindow) -> bool:
    return window.reports.panel.is_open


def test_a_report_is_opened_looked_at_and_left(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window.tools.open_menu()
    window.tools.menu.buttons[MenuItem.REPORTS].click()
    panel = window.reports.panel
    assert is_open(window)
    panel.chooser.earlier.click()
    qtbot.waitUntil(lambda: panel.report is not None)
    assert kitchen.reports.asked == [period_of(Span.DAY, DAY.next_first), DAY]
    panel.deeds.print_requested.emit("Kitchen")
    qtbot.waitUntil(lambda: panel.deeds.told.text().startswith("Printed"))
    window.tools.open(MenuItem.REPORTS)
    assert not is_open(window)
    assert panel.report is None
    qtbot.waitUntil(lambda: not kitchen.reports.is_open)


def test_the_pin_comes_before_the_figures(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set(PIN)
    window.tools.open(MenuItem.REPORTS)
    panel, pad = window.reports.panel, window.pin.pad
    qtbot.waitUntil(lambda: pad.is_open)
    assert panel.told.text() == "The figures are for the manager."
    pad.close_panel()
    panel.chooser.earlier.click()
    qtbot.waitUntil(lambda: pad.is_open)
    for digit in PIN:
        pad.pad[digit].click()
    pad.entered.emit(PIN)
    qtbot.waitUntil(lambda: panel.report is not None)
    assert panel.report == canned_report.day()
    assert panel.is_open
