"""The page opens with what is in force, and closes when it is kept."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Line
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.printers.page import PrinterPage
from kitchen_app.ui.printers.setup_desk import SetupDesk
from kitchen_app.ui.theme import Theme
from tests.ui.fakes import FakeKitchen
from tests.ui.printers.conftest import KITCHEN


@pytest.fixture
def desk(bridge: Bridge, clock: UiClock, ground: QWidget, theme: Theme) -> SetupDesk:
    return SetupDesk(theme, ground, bridge.asks.setup, clock)


def opened(desk: SetupDesk, qtbot: QtBot) -> PrinterPage:
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.is_open)
    assert desk.page is not None
    return desk.page


def test_a_new_printer_has_a_free_name(
    desk: SetupDesk, bridge: Bridge, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    desk.add()
    page = opened(desk, qtbot)
    assert page.name_field.text() == "Printer 1"
    qtbot.waitUntil(lambda: "No printer found" in page.place.said.text())
    qtbot.waitUntil(lambda: not page.preview.picture.pixmap().isNull())
    page.place.address.field.setText("10.0.0.1")
    page.keep_button.click()
    qtbot.waitUntil(lambda: not page.is_open)
    desk.add()
    qtbot.waitUntil(lambda: desk.page is not page)
    assert opened(desk, qtbot).name_field.text() == "Printer 2"


def test_what_cannot_be_is_said_on_the_page(desk: SetupDesk, qtbot: QtBot) -> None:
    desk.add()
    page = opened(desk, qtbot)
    page.keep_button.click()
    qtbot.waitUntil(lambda: "no address" in page.said)
    page.test_button.click()
    qtbot.waitUntil(lambda: page.test_button.isEnabled() and "no address" in page.said)
    assert page.is_open


def test_a_printer_is_removed_on_its_page(
    desk: SetupDesk, bridge: Bridge, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    with qtbot.waitSignal(bridge.asks.setup.kept):
        bridge.asks.setup.keep(KITCHEN, (), True)
    desk.change("Nowhere")
    desk.change("Kitchen")
    page = opened(desk, qtbot)
    page.remove_requested.emit("Kitchen")
    qtbot.waitUntil(lambda: not page.is_open)
    assert kitchen.bench.used[-1].printers == ()


def test_stations_are_kept_and_taken_back(
    desk: SetupDesk, bridge: Bridge, qtbot: QtBot, kitchen: FakeKitchen
) -> None:
    with qtbot.waitSignal(bridge.asks.setup.kept):
        bridge.asks.setup.keep(KITCHEN, (), True)
    desk.change_stations([Line(line_id="1", name="Iced tea")])
    qtbot.waitUntil(lambda: desk.stations is not None and desk.stations.is_open)
    page = desk.stations
    assert page is not None
    page.add_button.click()
    page.keep_button.click()
    qtbot.waitUntil(lambda: "Choose a dish" in page.said)
    page.editor.dish_buttons[0].click()
    page.keep_button.click()
    qtbot.waitUntil(lambda: not page.is_open)
    (station,) = kitchen.bench.used[-1].stations
    assert (station.name, station.items) == ("Grill", ("Iced tea",))
    last = desk.changes.last
    assert last is not None
    assert "Stations" in last.name
    desk.changes.take_back()
    qtbot.waitUntil(lambda: kitchen.bench.used[-1].stations == ())
