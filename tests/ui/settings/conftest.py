"""Settings that are asked of a real service on the core thread, and a clock that a test moves."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.services.preferences import Chosen, Preferences, Setting, SettingValue
from kitchen_app.services.settings import ScreenSettings
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.settings.changes import Changes
from tests.ui.fakes import FakeKitchen


class Paper:
    """A file that can refuse."""

    def __init__(self) -> None:
        self.written: list[dict[Setting, SettingValue]] = []
        self.trouble = ""

    async def keep(self, values: Mapping[Setting, SettingValue]) -> None:
        if self.trouble:
            raise KnownError(self.trouble)
        self.written.append(dict(values))


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def changes(
    qtbot: QtBot,
    qapp: QApplication,
    kitchen: FakeKitchen,
    bridge: Bridge,
    clock: UiClock,
    paper: Paper,
) -> Iterator[Changes]:
    chosen = Chosen(screen=ScreenSettings(language="en", scale=1.0))
    kitchen.preferences = Preferences(chosen, paper)
    made = Changes(bridge.asks, clock, chosen)
    bridge.settings_changed.connect(made.follow)
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    yield made
    made.deleteLater()


Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def until(qtbot: QtBot) -> Until:
    def wait(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=5000)

    return wait
