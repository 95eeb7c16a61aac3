"""A window with canned cards and nothing behind it, for pictures."""

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.services.board import CardView
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.settings import ScreenSettings
from kitchen_app.ui import menu_names, words
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.theme import fitting_scale, theme_for
from tests.ui import canned
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker

NOTHING_CHOSEN = ScreenSettings()


def open_window(
    core: LoopThread,
    cards: tuple[CardView, ...],
    *,
    size: tuple[int, int],
    screen: ScreenSettings = NOTHING_CHOSEN,
) -> MainWindow:
    """Show a window in the language that is installed; nobody hears what it asks."""
    bridge = Bridge(cast("Kitchen", FakeKitchen()), core)
    words.know_allergies(screen.allergy_words)
    menu_names.use(screen)
    clock = UiClock(canned.FixedClock())
    theme = theme_for(screen, fitting=fitting_scale(*size), motion=False)
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet() != theme.style_sheet():
        theme.apply(app)
    window = MainWindow(bridge, theme, clock, FakeLoudspeaker(), demo=False)
    bridge.setParent(window)
    clock.setParent(window)
    bridge.asks.blockSignals(True)
    bridge.asks.shelf.blockSignals(True)
    bridge.asks.house.blockSignals(True)
    bridge.asks.hours.blockSignals(True)
    bridge.asks.pictures.blockSignals(True)
    bridge.asks.profile.blockSignals(True)
    bridge.asks.paper.blockSignals(True)
    bridge.asks.setup.blockSignals(True)
    bridge.asks.record.blockSignals(True)
    bridge.asks.privacy.blockSignals(True)
    bridge.asks.connection.blockSignals(True)
    bridge.asks.recipient.blockSignals(True)
    bridge.asks.report.blockSignals(True)
    bridge.asks.shops.blockSignals(True)
    window.resize(*size)
    window.show()
    bridge.shop_changed.emit(canned.shop())
    bridge.links_changed.emit(canned.links())
    bridge.cards_changed.emit(cards)
    clock.tick()  # ages, and the frame of an order that nobody touches
    return window


def settle(app: QCoreApplication) -> None:
    """Let posted layouts and deletions happen, as one turn of the event loop would."""
    for _ in range(4):
        app.sendPostedEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()
