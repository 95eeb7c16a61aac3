"""What is asked about hours reaches the core; a PIN, a refusal and a fault are told."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.hours import OpeningHours
from kitchen_app.services.manager_lock import Deed
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.bridge import Bridge
from tests.ui import canned
from tests.ui.fakes import FakeKitchen

WEEK = canned.NIGHTS
PLAN = OpeningHours(week=WEEK)


def test_both_kinds_are_asked_for(bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot) -> None:
    hours = bridge.asks.hours
    with qtbot.waitSignal(hours.answered) as told:
        hours.set_week(WEEK, WEEK)
    assert told.args[0].kind is ChangeKind.WEEK
    with qtbot.waitSignal(hours.answered) as told:
        hours.set_specials((), PLAN)
    assert told.args[0].kind is ChangeKind.SPECIALS
    assert kitchen.hours.asked == [(ChangeKind.WEEK, WEEK, WEEK), (ChangeKind.SPECIALS, (), PLAN)]


def test_with_a_pin_it_goes_on_after_the_approval(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    hours = bridge.asks.hours
    with qtbot.waitSignals([hours.locked, bridge.asks.approval_wanted]):
        hours.set_week(WEEK, WEEK)
    with qtbot.waitSignal(bridge.asks.approval_wanted) as wanted:
        hours.set_week(WEEK, WEEK)
    matter, go_on = wanted.args
    assert matter.deed is Deed.HOURS
    with qtbot.waitSignal(bridge.asks.pin_answered) as right:
        bridge.asks.approve(matter, "2580")
    with qtbot.waitSignals([hours.resumed, hours.answered]):
        go_on(right.args[0].approval)
    assert len(kitchen.hours.asked) == 1


def test_what_is_not_sent_is_told(bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot) -> None:
    kitchen.hours.error = KnownError("no zone")
    with qtbot.waitSignal(bridge.asks.hours.failed) as told:
        bridge.asks.hours.set_specials((), PLAN)
    assert told.args == [ChangeKind.SPECIALS, "no zone"]


def test_a_fault_of_ours_is_told(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.hours.error = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, bridge.asks.hours.failed]):
        bridge.asks.hours.set_week(WEEK, WEEK)
    caplog.clear()


def test_holidays_are_looked_up_beside_the_screen_and_a_fault_is_told(
    bridge: Bridge, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    hours, first, last = bridge.asks.hours, date(2026, 3, 1), date(2026, 12, 31)
    with qtbot.waitSignal(hours.holidays_told) as told:
        hours.list_holidays("HK", first, last)
    assert told.args[0] == "HK"
    assert told.args[1][0].first >= first
    with qtbot.waitSignals([bridge.fault_happened, hours.holidays_failed]):
        hours.list_holidays("XX", first, last)
    caplog.clear()
