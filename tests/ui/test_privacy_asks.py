"""What is asked about forgetting reaches the core, with the PIN where one is set."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.erasure_ports import Hindrance, Toll
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.services.preferences import Setting
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen


def test_another_limit_is_counted_with_the_others_as_they_are(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.erasure.cost = Toll(masked=3)
    with qtbot.waitSignal(bridge.asks.privacy.counted) as told:
        bridge.asks.privacy.count(Setting.MASK_AFTER_HOURS, 6)
    assert told.args == [Setting.MASK_AFTER_HOURS, 6, Toll(masked=3)]
    assert kitchen.erasure.counted == [PrivacySettings(mask_after_hours=6)]


def test_what_came_of_forgetting_is_told(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    asks = bridge.asks.privacy
    with qtbot.waitSignal(asks.forgotten) as told:
        asks.forget("7")
    assert told.args == ["7"]
    kitchen.erasure.hindrance = Hindrance.OPEN
    with qtbot.waitSignal(asks.hindered) as told:
        asks.forget("7")
    assert told.args == ["7", "open"]


def test_with_a_pin_it_goes_on_after_the_approval(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.pin = "2580"
    asks = bridge.asks
    with qtbot.waitSignal(asks.privacy.locked), qtbot.waitSignal(asks.approval_wanted) as told:
        asks.privacy.forget("7")
    matter, go_on = told.args
    assert matter == Matter(deed=Deed.FORGET, order_id="7")  # type: ignore[arg-type]
    with qtbot.waitSignal(asks.pin_answered) as answered:
        asks.approve(matter, "2580")
    with qtbot.waitSignal(asks.privacy.forgotten):
        go_on(answered.args[0].approval)
    assert kitchen.erasure.asked == ["7"]


def test_a_bug_of_ours_is_told_as_one(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.erasure.error = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, bridge.asks.privacy.hindered]):
        bridge.asks.privacy.forget("7")
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.privacy.count(Setting.MASK_AFTER_HOURS, 6)
    caplog.clear()
