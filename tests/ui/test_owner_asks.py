"""What is the owner's: each choice is kept or told why not, and the PIN opens what is locked."""

from collections.abc import Callable, Mapping

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.services.board_keys import DEFAULTS, BoardKey
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.services.preferences import Chosen, Preferences, Setting, SettingValue
from kitchen_app.services.settings import Look
from kitchen_app.ui.bridge import Bridge
from tests.ui.fakes import FakeKitchen

LIGHT = {Setting.LOOK: Look.LIGHT}
PIN = "2580"


@pytest.fixture
def locked(kitchen: FakeKitchen, core: LoopThread) -> FakeKitchen:
    core.submit(kitchen.manager.change(old="", new=PIN)).result(timeout=5)
    return kitchen


@pytest.fixture
def approve(qtbot: QtBot, bridge: Bridge) -> Callable[[Matter], str]:
    """Return a function that types the PIN for a matter and returns the approval."""

    def typed(matter: Matter) -> str:
        with qtbot.waitSignal(bridge.asks.pin_answered) as answered:
            bridge.asks.approve(matter, PIN)
        assert answered.args is not None
        approval: str = answered.args[0].approval
        return approval

    return typed


class Broken:
    """A file that takes nothing."""

    async def keep(self, values: Mapping[Setting, SettingValue]) -> None:
        raise KnownError("the disk is full")


def test_a_choice_is_kept(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    with qtbot.waitSignal(bridge.asks.settings_kept) as kept:
        bridge.asks.change_settings(LIGHT)
    assert kept.args == [LIGHT]
    assert kitchen.preferences.chosen.screen.look is Look.LIGHT


def test_a_choice_that_cannot_be_written_is_told_with_its_reason(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.preferences = Preferences(Chosen(), Broken())
    with qtbot.waitSignal(bridge.asks.settings_not_kept) as failed:
        bridge.asks.change_settings(LIGHT)
    assert failed.args == [LIGHT, "the disk is full"]


@pytest.mark.parametrize("way", ["change_settings", "try_settings"])
def test_a_locked_choice_goes_on_after_the_pin(
    qtbot: QtBot,
    bridge: Bridge,
    locked: FakeKitchen,
    approve: Callable[[Matter], str],
    way: str,
) -> None:
    with qtbot.waitSignal(bridge.asks.approval_wanted) as wanted:
        getattr(bridge.asks, way)(LIGHT)
    assert wanted.args is not None
    matter, go_on = wanted.args
    assert matter == Matter(deed=Deed.SETTINGS)
    assert locked.preferences.chosen == Chosen()
    go_on(approve(matter))
    qtbot.waitUntil(lambda: locked.preferences.chosen.screen.look is Look.LIGHT)


def test_keys_are_kept_and_told(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    with qtbot.waitSignal(bridge.asks.keys_known) as known:
        bridge.asks.keep_keys({**DEFAULTS, BoardKey.BUMP: "F5"})
    assert known.args == [{**DEFAULTS, BoardKey.BUMP: "F5"}]
    assert kitchen.kept_keys == {"bump": "F5"}


def test_whether_there_is_a_pin_is_told(qtbot: QtBot, bridge: Bridge, locked: FakeKitchen) -> None:
    with qtbot.waitSignal(bridge.asks.pin_known) as known:
        bridge.asks.look_for_pin()
    assert known.args == [True]
