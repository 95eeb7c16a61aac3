"""Holidays are looked up once, offered when they are free, and a failure is told."""

from datetime import date

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import SpecialDays
from kitchen_app.domain.public_holidays import Holiday
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.shop.holiday_pane import HolidayPane
from kitchen_app.ui.theme import Theme

FEAST = Holiday(first=date(2026, 3, 19), last=date(2026, 3, 22), names=("Feast", "Feast Holiday"))
FLAG = Holiday(first=date(2026, 9, 23), last=date(2026, 9, 23), names=("National Day",))
TODAY = date(2026, 3, 14)


def pane_on(ground: QWidget, theme: Theme, bridge: Bridge) -> HolidayPane:
    pane = HolidayPane(theme, ground)
    pane.connect_asks(bridge.asks)
    pane.show()
    return pane


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_they_are_looked_up_for_the_place_once_a_day(
    ground: QWidget, theme: Theme, bridge: Bridge, qtbot: QtBot
) -> None:
    pane = pane_on(ground, theme, bridge)
    with qtbot.waitSignal(bridge.asks.hours.holidays_told) as told:
        pane.look_up("Asia/Riyadh", TODAY)
        assert pane.told.text() == "Looking up the holidays…"
        assert not pane.buttons
    assert told.args[0] == "SA"
    assert len(pane.buttons) == len(told.args[1]) > 3
    before = pane.buttons
    pane.look_up("Asia/Riyadh", TODAY)
    assert pane.buttons is before
    pane.look_up("Europe/Paris", TODAY)  # no list: nothing is asked, what is there stays
    assert pane.buttons is before


def test_a_touch_chooses_one_whose_days_are_free(
    ground: QWidget, theme: Theme, bridge: Bridge, qtbot: QtBot
) -> None:
    pane = pane_on(ground, theme, bridge)
    with qtbot.waitSignal(bridge.asks.hours.holidays_told):
        pane.look_up("Asia/Riyadh", TODAY)
    pane.show_holidays("SA", (FEAST, FLAG))
    told = [plain(button.words) for button in pane.buttons]
    assert told == [
        "Thu, Mar 19 – Sun, Mar 22, 2026: Feast – Feast Holiday",
        "Wed, Sep 23, 2026: National Day",
    ]
    with qtbot.waitSignal(pane.chosen) as chosen:
        pane.buttons[1].click()
    assert chosen.args == [FLAG]
    pane.show_held((SpecialDays(first=date(2026, 3, 22), last=date(2026, 3, 25)),))
    assert [button.isEnabled() for button in pane.buttons] == [False, True]
    assert pane.buttons[0].hint == "In an entry already"
    assert "Islamic" in pane.told.text()
    pane.show_holidays("QA", ())  # of a place that is not asked for any more
    assert len(pane.buttons) == 2


def test_a_failure_is_told_and_may_be_tried_again(
    ground: QWidget, theme: Theme, bridge: Bridge, qtbot: QtBot
) -> None:
    pane = pane_on(ground, theme, bridge)
    with qtbot.waitSignal(bridge.asks.hours.holidays_told):
        pane.look_up("Asia/Riyadh", TODAY)
    bridge.asks.hours.holidays_failed.emit()
    assert pane.told.text().startswith("The list of holidays could not be read")
    assert not pane.buttons
    with qtbot.waitSignal(bridge.asks.hours.holidays_told):
        pane.look_up("Asia/Riyadh", TODAY)
    assert pane.buttons


def test_where_no_day_waits_for_the_moon_nothing_is_said_of_it(
    ground: QWidget, theme: Theme, bridge: Bridge, qtbot: QtBot
) -> None:
    pane = pane_on(ground, theme, bridge)
    with qtbot.waitSignal(bridge.asks.hours.holidays_told):
        pane.look_up("Asia/Hong_Kong", TODAY)
    assert pane.told.text() == "Touch a holiday to close on it."
