"""What was confirmed goes on after a right PIN; a wrong one is told; the owner sets it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.services.errors import NotStored
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.menu_panel import MenuItem
from tests.ui import canned
from tests.ui.conftest import ShowWindow
from tests.ui.fakes import FakeKitchen

STATES = canned.states()
PREPARING = STATES["preparing"]
PIN, OTHER = "2580", "9753"


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    return show_window(tuple(STATES.values()))


@pytest.fixture
def types(window: MainWindow, qtbot: QtBot) -> Callable[[str], None]:
    """Return a function that types a PIN as soon as the pad takes one."""

    def do(pin: str) -> None:
        qtbot.waitUntil(window.pin.pad.pad["1"].isEnabled)
        QTest.keyClicks(window.pin.pad, pin)
        QTest.keyClick(window.pin.pad, Qt.Key.Key_Return)

    return do


def hold_cancel(window: MainWindow) -> None:
    window.panels.ask_why(PREPARING.order_id)
    window.panels.cancel.why.choices[CancelReason.NO_INGREDIENTS].setChecked(True)
    QTest.mousePress(window.panels.cancel.confirm_button, Qt.MouseButton.LeftButton)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


CANCELLED = (PREPARING.order_id, ActionKind.CANCEL, CancelReason.NO_INGREDIENTS, "")


def test_without_a_pin_nothing_is_asked(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    hold_cancel(window)
    qtbot.waitUntil(lambda: kitchen.asked == [CANCELLED])
    assert not window.pin.pad.is_open


def test_a_cancel_goes_on_after_the_right_pin_without_being_held_again(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot, types: Callable[[str], None]
) -> None:
    kitchen.pins.set(PIN)
    hold_cancel(window)
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    assert plain(window.pin.pad.what) == "Cancel order 1037"
    assert kitchen.asked == []
    types(OTHER)
    qtbot.waitUntil(lambda: window.pin.pad.said == "This is not the PIN.")
    types(PIN)
    qtbot.waitUntil(lambda: kitchen.asked == [CANCELLED])
    assert not window.pin.pad.is_open
    assert window.banner.look is None


def test_agreeing_and_a_part_refund_are_asked_for_too(
    window: MainWindow,
    kitchen: FakeKitchen,
    bridge: Bridge,
    qtbot: QtBot,
    types: Callable[[str], None],
) -> None:
    kitchen.pins.set(PIN)
    bridge.asks.take_step(PREPARING.order_id, ActionKind.AGREE_REFUND)
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    types(PIN)
    qtbot.waitUntil(lambda: len(kitchen.asked) == 1)
    wanted = canned.QUESTION.wanted
    bridge.asks.refund_part(PREPARING.order_id, wanted)
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    assert "SAR" in window.pin.pad.what
    types(PIN)
    qtbot.waitUntil(lambda: len(kitchen.asked) == 2)
    assert kitchen.asked[1] == (PREPARING.order_id, ActionKind.REFUND_PART, wanted)


def test_escape_gives_it_up(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot, qapp: QApplication
) -> None:
    kitchen.pins.set(PIN)
    hold_cancel(window)
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    QTest.keyClick(window.pin.pad, Qt.Key.Key_Escape)
    assert not window.pin.pad.is_open
    window.pin.pad.entered.emit(PIN)
    assert kitchen.asked == []


def test_five_wrong_ones_close_it_and_the_time_is_counted(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot, types: Callable[[str], None]
) -> None:
    kitchen.pins.set(PIN)
    hold_cancel(window)
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    for _ in range(5):
        types(OTHER)
    qtbot.waitUntil(lambda: "1:00" in window.pin.pad.said)
    QTest.keyClicks(window.pin.pad, PIN)
    QTest.keyClick(window.pin.pad, Qt.Key.Key_Return)
    assert window.pin.pad.typed == ""
    assert kitchen.asked == []


@pytest.mark.parametrize("kind", [ActionKind.ACCEPT, ActionKind.ACKNOWLEDGE])
def test_what_saves_an_order_is_never_asked_for(
    window: MainWindow, kitchen: FakeKitchen, bridge: Bridge, qtbot: QtBot, kind: ActionKind
) -> None:
    kitchen.pins.set(PIN)
    bridge.asks.take_step("1", kind)
    qtbot.waitUntil(lambda: kitchen.asked == [("1", kind)])
    assert not window.pin.pad.is_open


def test_a_pin_is_set_from_the_menu_changed_and_removed(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot, types: Callable[[str], None]
) -> None:
    pad = window.pin.pad

    def steps(*pairs: tuple[str, str]) -> None:
        window.tools.open(MenuItem.PIN)
        qtbot.waitUntil(lambda: pad.is_open)
        for wanted, pin in pairs:
            qtbot.waitUntil(pad.pad["1"].isEnabled)
            assert pad.what == wanted
            types(pin)

    new, again = "Type a new PIN of 4 to 8 digits", "Type the new PIN once more"
    steps((new, "1234"), (new, PIN), (again, OTHER), (new, PIN), (again, PIN))
    qtbot.waitUntil(lambda: kitchen.pins.pin == PIN)
    qtbot.waitUntil(lambda: pad.said.startswith("The PIN is set"))
    pad.close_panel()
    old = "Type the present PIN"
    steps((old, OTHER), (old, PIN), (new, OTHER), (again, OTHER))
    qtbot.waitUntil(lambda: kitchen.pins.pin == OTHER)
    pad.close_panel()
    steps((old, OTHER))
    qtbot.waitUntil(lambda: pad.what == new)
    assert pad.remove_button.isVisible()
    QTest.mouseClick(pad.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: kitchen.pins.pin == "")
    qtbot.waitUntil(lambda: pad.said == "The PIN is removed. Nothing is locked.")
    assert not pad.remove_button.isVisible()


def test_a_pin_that_cannot_be_read_is_told(
    window: MainWindow,
    kitchen: FakeKitchen,
    qtbot: QtBot,
    types: Callable[[str], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    kitchen.pins.set(PIN)
    hold_cancel(window)
    qtbot.waitUntil(lambda: window.pin.pad.is_open)
    kitchen.pins.error = NotStored("the disk fails")
    types(PIN)
    qtbot.waitUntil(lambda: "cannot be checked" in window.pin.pad.said)
    caplog.clear()
