"""Orders of any day are found and fetched by an ask of the screen."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.history import Wanted
from kitchen_app.services.errors import NotStored
from kitchen_app.ui.bridge import Bridge
from tests.ui import canned, canned_history
from tests.ui.fakes import FakeKitchen

SOUP = Wanted(text="soup")


def test_what_was_found_is_told_with_what_was_wanted(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.history.found = canned_history.history()
    with qtbot.waitSignal(bridge.asks.history.found) as found:
        bridge.asks.history.find(SOUP)
    assert found.args == [SOUP, canned_history.history()]
    assert kitchen.history.looks == [SOUP]


def test_a_search_that_was_given_up_tells_nothing(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    told: list[object] = []
    bridge.asks.history.found.connect(lambda *args: told.append(args))
    kitchen.history.found = None
    bridge.asks.history.find(SOUP)
    with qtbot.waitSignal(bridge.asks.history.gone):
        bridge.asks.history.fetch("5")
    assert told == []


def test_an_order_is_fetched_or_gone(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    card = canned.states()["completed"]
    kitchen.history.cards[card.order_id] = card
    with qtbot.waitSignal(bridge.asks.history.fetched) as fetched:
        bridge.asks.history.fetch(card.order_id)
    assert fetched.args == [card]


def test_a_history_that_cannot_be_read_is_no_fault_of_ours(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.history.error = NotStored("The history cannot be read: IOError")
    with qtbot.waitSignal(bridge.asks.history.unreadable) as unreadable:
        bridge.asks.history.find(SOUP)
    assert unreadable.args == [SOUP]


def test_a_bug_is_told_as_one(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.history.error = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, bridge.asks.history.unreadable]):
        bridge.asks.history.find(SOUP)
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.history.fetch("5")
    caplog.clear()
