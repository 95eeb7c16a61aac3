"""Asks about a shop go to its own storefront; an answer is told while that shop is spoken of."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.shop import Contact, ShopStatus
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.bridge import Bridge
from tests.ui import canned
from tests.ui.canned_shops import MALAZ
from tests.ui.fakes import FakeKitchen

WEEK = canned.NIGHTS
CONTACT = Contact(phones=("966-500000001",))


def test_every_ask_about_a_shop_goes_to_the_one_that_is_spoken_of(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    asks, second = bridge.asks, kitchen.second
    asks.speak_of(MALAZ.shop_id)
    with qtbot.waitSignal(asks.house.shop_told) as told:
        asks.house.look_at_shop()
    assert told.args[0].status is ShopStatus.RESTING
    with qtbot.waitSignal(asks.house.shop_answered):
        asks.house.rest(None)
    with qtbot.waitSignal(asks.house.shop_answered):
        asks.house.open_shop()
    with qtbot.waitSignal(asks.hours.answered):
        asks.hours.set_week(WEEK, WEEK)
    with qtbot.waitSignal(asks.profile.answered):
        asks.profile.set_contact(CONTACT, ())
    assert second.rests.asked == [("rest", None), ("open",)]
    assert second.hours.asked == [(ChangeKind.WEEK, WEEK, WEEK)]
    assert second.profiled.asked == [(ChangeKind.CONTACT, CONTACT.phones, ())]
    assert (kitchen.rests.asked, kitchen.hours.asked, kitchen.profiled.asked) == ([], [], [])
    asks.speak_of(None)
    with qtbot.waitSignal(asks.house.shop_answered):
        asks.house.open_shop()
    assert kitchen.rests.asked == [("open",)]


def test_an_answer_of_a_shop_that_is_spoken_of_no_longer_is_not_told(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    asks = bridge.asks
    told: list[object] = []
    asks.house.shop_answered.connect(told.append)
    asks.hours.answered.connect(told.append)
    asks.hours.failed.connect(told.append)
    kitchen.hours.error = KnownError("no zone")
    asks.house.open_shop()
    asks.hours.set_week(WEEK, WEEK)
    asks.speak_of(MALAZ.shop_id)
    with qtbot.waitSignal(asks.house.shop_told):
        asks.house.look_at_shop()  # answers come in the order of the asks
    assert (told, kitchen.rests.asked, len(kitchen.hours.asked)) == ([], [("open",)], 1)


def test_a_fault_of_ours_is_told_whichever_shop_is_spoken_of(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.hours.error = RuntimeError("planted")
    bridge.asks.hours.set_week(WEEK, WEEK)
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.speak_of(MALAZ.shop_id)
    caplog.clear()


def test_a_pin_goes_on_for_the_shop_that_it_was_asked_for(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    asks = bridge.asks
    asks.speak_of(MALAZ.shop_id)
    with qtbot.waitSignal(asks.approval_wanted) as wanted:
        asks.hours.set_week(WEEK, WEEK)
    matter, go_on = wanted.args
    asks.speak_of(None)
    with qtbot.waitSignal(asks.pin_answered) as right:
        asks.approve(matter, "2580")
    go_on(right.args[0].approval)
    qtbot.waitUntil(lambda: len(kitchen.second.hours.asked) == 1)
    assert kitchen.hours.asked == []
