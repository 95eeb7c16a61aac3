"""A change is asked for once, and once more with the approval of a PIN."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.shop import Contact, InvalidShop, ShopFault
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen

CONTACT = Contact(phones=("852-21234567",))


def test_an_answer_is_told(bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.asks.profile.answered) as told:
        bridge.asks.profile.set_contact(CONTACT, ("966-501234567",))
    assert told.args is not None
    assert told.args[0].kind is ChangeKind.CONTACT
    assert kitchen.profiled.asked == [(ChangeKind.CONTACT, CONTACT.phones, ("966-501234567",))]


def test_with_a_pin_it_waits_and_goes_on(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    asks = bridge.asks.profile
    with (
        qtbot.waitSignals([asks.locked, asks.approval_wanted]),
        qtbot.assertNotEmitted(asks.resumed),
    ):
        asks.set_contact(CONTACT, ())
    assert kitchen.profiled.asked == []
    with qtbot.waitSignal(bridge.asks.approval_wanted) as wanted:
        asks.set_contact(CONTACT, ())
    assert wanted.args is not None
    matter, go_on = wanted.args
    with qtbot.waitSignal(bridge.asks.pin_answered) as typed:
        bridge.asks.approve(matter, "2580")
    assert typed.args is not None
    with qtbot.waitSignals([asks.resumed, asks.answered]):
        go_on(typed.args[0].approval)
    assert len(kitchen.profiled.asked) == 1


def test_what_was_not_sent_says_why(bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot) -> None:
    kitchen.profiled.error = InvalidShop(ShopFault.PHONE_FORMAT)
    with qtbot.waitSignal(bridge.asks.profile.failed) as failed:
        bridge.asks.profile.set_contact(CONTACT, ())
    assert failed.args == [ChangeKind.CONTACT, "phone_format"]


def test_a_bug_of_ours_is_told_as_one(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.profiled.error = RuntimeError("planted")
    asks = bridge.asks.profile
    with qtbot.waitSignals([bridge.fault_happened, asks.failed]):
        asks.set_contact(CONTACT, ())
    caplog.clear()
