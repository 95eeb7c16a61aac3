"""What is asked about the connection reaches the core; a PIN and a fault are told."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.manager_lock import Deed
from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen


def test_all_three_are_asked_for(bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot) -> None:
    asks = bridge.asks.connection
    with qtbot.waitSignal(asks.told) as told:
        asks.look()
    assert told.args[0].app_id == kitchen.connection.view_now.app_id
    with qtbot.waitSignal(asks.registered):
        asks.register(True)
    with qtbot.waitSignal(asks.consent_ready) as ready:
        asks.begin_consent()
    assert ready.args[0].startswith("https://")
    assert kitchen.connection.asked == [("register", True), ("consent",)]


def test_with_a_pin_it_goes_on_after_the_approval(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    asks = bridge.asks.connection
    with qtbot.waitSignals([asks.locked, bridge.asks.approval_wanted]):
        asks.begin_consent()
    with qtbot.waitSignal(bridge.asks.approval_wanted) as wanted:
        asks.register(False)
    matter, go_on = wanted.args
    assert matter.deed is Deed.CONNECTION
    with qtbot.waitSignal(bridge.asks.pin_answered) as right:
        bridge.asks.approve(matter, "2580")
    with qtbot.waitSignal(asks.registered):
        go_on(right.args[0].approval)
    assert kitchen.connection.asked == [("register", False)]


def test_a_fault_of_ours_is_told(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.connection.error = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, bridge.asks.connection.failed]):
        bridge.asks.connection.look()
    caplog.clear()
