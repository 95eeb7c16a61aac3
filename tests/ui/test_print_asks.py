"""What is asked about paper reaches the core, and its outcome is told."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import OrderId
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.errors import NoLine
from kitchen_app.services.print_ports import Health, PrinterState
from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen


def test_a_paper_is_printed_again_and_counted(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.printing.papers = 2
    with qtbot.waitSignal(bridge.asks.paper.printed_again) as told:
        bridge.asks.paper.print_again("77", Copy.BAG)
    assert told.args == ["77", Copy.BAG, 2]
    assert kitchen.printing.asked == [("reprint", OrderId("77"), Copy.BAG)]


def test_how_a_test_page_ended_is_told(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    kitchen.printing.health = Health(state=PrinterState.CANNOT_TELL)
    paper = bridge.asks.paper
    with qtbot.waitSignal(paper.test_ended) as ended:
        paper.print_test("Grill")
    assert ended.args == ["Grill", PrinterState.CANNOT_TELL]
    kitchen.printing.error = NoLine("planted")
    with qtbot.assertNotEmitted(bridge.fault_happened), qtbot.waitSignal(paper.test_ended) as ended:
        paper.print_test("Grill")
    assert ended.args == ["Grill", PrinterState.OFFLINE]


def test_what_is_old_is_printed_or_dropped(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    bridge.asks.paper.print_old("Grill")
    bridge.asks.paper.drop_old("Bar")
    qtbot.waitUntil(lambda: len(kitchen.printing.asked) == 2)
    assert kitchen.printing.asked == [("print_old", "Grill"), ("drop_old", "Bar")]


def test_a_bug_of_ours_is_told_as_one(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.printing.error = RuntimeError("planted")
    paper = bridge.asks.paper
    with qtbot.waitSignal(bridge.fault_happened):
        paper.print_again("77", Copy.BAG)
    with qtbot.waitSignal(bridge.fault_happened):
        paper.print_old("Grill")
    with qtbot.waitSignals([bridge.fault_happened, paper.test_ended]):
        paper.print_test("Grill")
    caplog.clear()
