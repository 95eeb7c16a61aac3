"""A change can be taken back for ten seconds, and a failure is told."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.printers.changes import PrinterChanges
from kitchen_app.ui.settings.change_bar import ChangeBar
from kitchen_app.ui.settings.changes import Stage
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.fakes import FakeKitchen
from tests.ui.printers.conftest import KITCHEN


@pytest.fixture
def changes(bridge: Bridge, clock: UiClock, ground: QWidget) -> PrinterChanges:
    return PrinterChanges(bridge.asks.setup, clock, ground)


def test_a_change_is_offered_and_taken_back(
    changes: PrinterChanges, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, theme: Theme
) -> None:
    bar = ChangeBar(theme, changes)
    qtbot.addWidget(bar)
    changes.last_changed.connect(bar.show_last)
    bridge.asks.setup.keep(KITCHEN, (), True)
    qtbot.waitUntil(lambda: changes.last is not None)
    assert bar.title == "Changed: \u2068Kitchen\u2069"
    with qtbot.waitSignal(bridge.asks.setup.kept):
        bar.back_button.click()
    assert changes.last is None
    assert kitchen.bench.used[-1] == PrintingSettings()


def test_after_ten_seconds_nothing_is_offered(
    changes: PrinterChanges,
    bridge: Bridge,
    qtbot: QtBot,
    moment: canned.FixedClock,
    clock: UiClock,
) -> None:
    bridge.asks.setup.keep(KITCHEN, (), True)
    qtbot.waitUntil(lambda: changes.last is not None)
    clock.ticked.emit(moment.now() + timedelta(seconds=9))
    assert changes.last is not None
    clock.ticked.emit(moment.now() + timedelta(seconds=10))
    assert changes.last is None


def test_what_cannot_be_taken_back_is_told(
    changes: PrinterChanges, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    bridge.asks.setup.keep(KITCHEN, (), True)
    qtbot.waitUntil(lambda: changes.last is not None)
    kitchen.bench.file.trouble = "no room"
    changes.take_back()
    qtbot.waitUntil(lambda: changes.last is not None)
    assert changes.last is not None
    assert (changes.last.stage, changes.last.why) == (Stage.FAILED, "no room")
    changes.keep()
    changes.take_back()
    assert changes.last is None
