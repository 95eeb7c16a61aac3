"""What is asked about setting printers up reaches the core, and its outcome is told."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.errors import NoLine
from kitchen_app.services.manager_lock import Deed
from kitchen_app.services.print_ports import FoundPrinter, PrinterState, Raster
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.setup_asks import TicketLook, to_image
from tests.ui.fakes import FakeKitchen
from tests.ui.printers.conftest import KITCHEN

USB = FoundPrinter(kind="device", address="/dev/usb/lp0")
LOOK = TicketLook(width=384, languages=("en",), width_px=96)


def test_what_was_found_is_told(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    kitchen.bench.on_the_way = (USB,)
    with qtbot.waitSignal(bridge.asks.setup.found) as told:
        bridge.asks.setup.find()
    assert told.args == [(USB,)]


def test_a_locked_change_goes_on_with_an_approval(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.pins.pin = "2580"
    setup = bridge.asks.setup
    with qtbot.waitSignal(setup.approval_wanted) as told:
        setup.keep(KITCHEN, ("ar",), True)
    assert told.args is not None
    matter, go_on = told.args
    assert matter.deed is Deed.SETTINGS
    with qtbot.waitSignal(bridge.asks.pin_answered) as answered:
        bridge.asks.approve(matter, "2580")
    assert answered.args is not None
    with qtbot.waitSignal(setup.kept):
        go_on(answered.args[0].approval)
    assert kitchen.bench.used[-1].languages == ("ar",)


def test_how_a_test_page_ended_is_told(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    setup, bench = bridge.asks.setup, kitchen.bench
    with qtbot.waitSignal(setup.tried) as tried:
        setup.try_out(KITCHEN)
    assert tried.args == [PrinterState.READY]
    bench.port.standing = NoLine("planted")
    with qtbot.waitSignal(setup.tried) as tried:
        setup.try_out(KITCHEN)
    assert tried.args == [PrinterState.OFFLINE]
    bench.no_such = KnownError("on Windows only")
    with qtbot.waitSignal(setup.not_tried) as told:
        setup.try_out(KITCHEN)
    assert told.args == ["", "on Windows only"]


def test_a_ticket_is_drawn(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    with qtbot.waitSignal(bridge.asks.setup.drawn) as drawn:
        bridge.asks.setup.draw(7, Copy.BAG, LOOK)
    assert drawn.args is not None
    assert (drawn.args[0], drawn.args[1].width()) == (7, 96)
    kitchen.bench.previewer.trouble = "no fonts"
    with qtbot.waitSignal(bridge.asks.setup.not_drawn) as told:
        bridge.asks.setup.draw(8, Copy.BAG, LOOK)
    assert told.args == [8]


def test_black_is_black_at_its_place() -> None:
    image = to_image(Raster(width=16, height=16, rows=b"\xff\x00" * 16), 16)
    assert (image.pixelColor(1, 1).value(), image.pixelColor(14, 1).value()) == (0, 255)


def test_bugs_of_ours_are_told_as_such(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    setup = bridge.asks.setup
    kitchen.bench.no_such = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, setup.not_tried]):
        setup.try_out(KITCHEN)
    with qtbot.waitSignals([bridge.fault_happened, setup.not_kept]):
        setup.keep(KITCHEN, (), True)
    caplog.clear()
