"""After a minute without a touch or a key the board is there again, whatever was open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.actions import CancelReason
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.menu_panel import MenuItem
from tests.ui import canned
from tests.ui.conftest import ShowWindow
from tests.ui.stage import settle

STATES = canned.states()


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    return show_window(tuple(STATES.values()))


@pytest.fixture
def wait(clock: UiClock, moment: canned.FixedClock, qapp: QApplication) -> Callable[[float], None]:
    """Let seconds pass, a tick each."""

    def do(seconds: float) -> None:
        for _ in range(round(seconds)):
            moment.moment += timedelta(seconds=1)
            clock.tick()
        settle(qapp)

    return do


OPENERS: dict[str, Callable[[MainWindow], None]] = {
    "details": lambda window: window.panels.open_details(STATES["preparing"].order_id),
    "cancel": lambda window: window.panels.ask_why(STATES["preparing"].order_id),
    "part": lambda window: window.panels.open_part(STATES["completed"].order_id),
    "menu": lambda window: window.tools.open_menu(),
    "recall": lambda window: window.tools.open(MenuItem.RECALL),
    "history": lambda window: window.tools.open(MenuItem.HISTORY),
    "reports": lambda window: window.tools.open(MenuItem.REPORTS),
    "pin": lambda window: window.pin.want(Matter(deed=Deed.SETTINGS), print),
}


def covers(window: MainWindow) -> list[bool]:
    tools, pad = window.tools, window.pin.pad
    history = window.history.panel
    panels = (*window.panels.all, tools.menu, tools.recall, history, window.reports.panel, pad)
    return [panel.is_open for panel in panels]


@pytest.mark.parametrize("panel", OPENERS)
def test_a_panel_closes_after_a_minute(
    window: MainWindow, wait: Callable[[float], None], panel: str
) -> None:
    OPENERS[panel](window)
    assert any(covers(window))
    wait(60)
    assert any(covers(window))
    wait(1)
    assert not any(covers(window))


def test_a_key_and_a_touch_begin_the_minute_anew(
    window: MainWindow, wait: Callable[[float], None]
) -> None:
    window.panels.open_details(STATES["preparing"].order_id)
    handle = window.windowHandle()
    assert handle is not None
    wait(50)
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    wait(50)
    centre = window.panels.details.mapTo(window, window.panels.details.rect().center())
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=centre)
    wait(50)
    assert window.panels.details.is_open
    wait(12)
    assert not window.panels.details.is_open


def test_what_was_half_typed_hides_no_order_longer(
    window: MainWindow, wait: Callable[[float], None]
) -> None:
    window.panels.ask_why(STATES["preparing"].order_id)
    why = window.panels.cancel.why
    why.choices[CancelReason.OTHER].setChecked(True)
    QTest.keyClicks(why.text, "no ga")
    wait(61)
    assert not window.panels.cancel.is_open


def test_the_totals_stay_beside_the_work(window: MainWindow, wait: Callable[[float], None]) -> None:
    window.tools.open_all_day()
    wait(300)
    assert window.tools.all_day.is_open


def test_a_clock_that_is_set_back_does_not_keep_a_panel_open(
    window: MainWindow, wait: Callable[[float], None], moment: canned.FixedClock
) -> None:
    window.panels.open_details(STATES["preparing"].order_id)
    wait(30)
    moment.moment -= timedelta(hours=2)
    wait(62)
    assert not window.panels.details.is_open
