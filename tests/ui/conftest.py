"""A quiet, motionless application with our look."""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.services.board import CardView
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.settings import ScreenSettings
from kitchen_app.ui import i18n, menu_names, words
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.theme import Theme, load_theme
from kitchen_app.ui.widgets.press_watch import PressWatch
from tests.ui import canned
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker
from tests.ui.stage import settle

__all__ = ["settle"]

ShowWindow = Callable[..., MainWindow]


class TidyBot(QtBot):
    """Holds every widget it was given, and takes it apart on this thread when the test is over.

    What is only closed waits for the garbage collector, which may come on the thread of a core, or
    in the middle of a later test's slot.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        super().__init__(request)
        self._held: list[QWidget] = []

    def addWidget(  # noqa: N802 - the name that QtBot gives it
        self, widget: QWidget, **closing: Callable[[QWidget], None] | None
    ) -> None:
        self._held.append(widget)
        super().addWidget(widget, **closing)

    def take_apart(self) -> None:
        for widget in self._held:
            if shiboken6.isValid(widget):
                shiboken6.delete(widget)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    bot = TidyBot(request)
    yield bot
    bot.take_apart()


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    """Begin in English with our own words, whatever the test before has left."""
    i18n.install(qapp, "en")
    words.know_allergies(())
    menu_names.use(ScreenSettings())


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    look = load_theme("dark", motion=False)
    if qapp.styleSheet() != look.style_sheet():
        look.apply(qapp)
    return look


@pytest.fixture
def moment() -> canned.FixedClock:
    return canned.FixedClock()


@pytest.fixture
def clock(qapp: QApplication, moment: canned.FixedClock) -> UiClock:
    return UiClock(moment)


@pytest.fixture
def presses(qapp: QApplication) -> PressWatch:
    return PressWatch()


@pytest.fixture
def board(qtbot: QtBot, theme: Theme, clock: UiClock, presses: PressWatch) -> BoardView:
    view = BoardView(theme, clock, presses)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    handle = view.windowHandle()
    assert handle is not None
    presses.watch(handle)
    return view


@pytest.fixture
def ground(qtbot: QtBot, theme: Theme) -> QWidget:
    """Return what panels slide over."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1280, 660)
    widget.show()
    return widget


@pytest.fixture
def core() -> Iterator[LoopThread]:
    thread = LoopThread("test core")
    thread.start()
    yield thread
    assert thread.stop()


@pytest.fixture
def kitchen() -> FakeKitchen:
    return FakeKitchen()


@pytest.fixture
def bridge(qapp: QApplication, kitchen: FakeKitchen, core: LoopThread) -> Iterator[Bridge]:
    border = Bridge(cast("Kitchen", kitchen), core)
    yield border
    border.stop()


@pytest.fixture
def output() -> FakeLoudspeaker:
    return FakeLoudspeaker()


@pytest.fixture
def show_window(
    qtbot: QtBot,
    theme: Theme,
    clock: UiClock,
    bridge: Bridge,
    output: FakeLoudspeaker,
    qapp: QApplication,
) -> ShowWindow:
    """Return a function that shows a window with cards, in a language and a size."""

    def show(
        cards: tuple[CardView, ...] = (),
        *,
        language: str = "en",
        size: tuple[int, int] = (1280, 800),
        look: Theme = theme,
    ) -> MainWindow:
        i18n.install(qapp, language)
        window = MainWindow(bridge, look, clock, output, demo=True)
        qtbot.addWidget(window)
        window.resize(*size)
        window.show()
        bridge.shop_changed.emit(canned.shop())
        bridge.links_changed.emit(canned.links())
        bridge.cards_changed.emit(cards)
        settle(qapp)
        return window

    return show
