"""Products are sold out and sold again by an ask of the screen, and its outcome is told."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.sold_out import Product
from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen


def test_what_is_sold_out_is_told_and_switched(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    soup = Product(spu_id="70", name="Soup")
    with qtbot.waitSignal(bridge.asks.shelf.sold_out_told) as told:
        bridge.asks.shelf.list_sold_out()
    assert told.args == [()]
    with qtbot.waitSignal(bridge.asks.shelf.switched) as switched:
        bridge.asks.shelf.switch(soup, False)
    assert switched.args is not None
    assert switched.args[0].product == soup
    assert kitchen.sold_out.wishes == [(soup, False)]


def test_a_switch_that_fails_here_is_a_fault_of_ours(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.sold_out.error = RuntimeError("planted")
    soup = Product(spu_id="70", name="Soup")
    with qtbot.waitSignals([bridge.fault_happened, bridge.asks.shelf.switch_failed]):
        bridge.asks.shelf.switch(soup, False)
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.shelf.list_sold_out()
    caplog.clear()
