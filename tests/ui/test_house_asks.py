"""What is asked about the shop and this computer reaches the core; a fault of it is told."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen


def test_a_notice_that_was_read_is_closed(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    bridge.asks.house.close_notice()
    qtbot.waitUntil(lambda: kitchen.shop.closed == 1)


def test_a_fault_is_told(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.shop.error = RuntimeError("planted")
    with qtbot.waitSignal(bridge.fault_happened):
        bridge.asks.house.close_notice()
    caplog.clear()
