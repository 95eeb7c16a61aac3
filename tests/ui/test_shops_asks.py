"""Which shops are covered is asked, and a choice kept, by an ask of the screen."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.errors import NotSent
from kitchen_app.services.links import Trouble
from kitchen_app.store.errors import StoreError
from kitchen_app.ui.bridge import Bridge
from tests.ui.canned_shops import BOTH, BRAND
from tests.ui.fakes import FakeKitchen


def test_what_is_covered_is_told_or_why_it_is_not(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    asks = bridge.asks.shops
    kitchen.covering.next = BRAND
    with qtbot.waitSignal(asks.refreshed) as told:
        asks.refresh()
    assert told.args[0].listed == BRAND
    kitchen.covering.error = NotSent("planted")
    with qtbot.waitSignal(asks.not_refreshed) as why:
        asks.refresh()
    assert why.args == [Trouble.UNREACHABLE]


def test_a_choice_is_kept_or_told_why_not(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    asks = bridge.asks.shops
    with qtbot.waitSignal(asks.kept) as kept:
        asks.choose(BOTH)
    assert kept.args[0].chosen == BOTH
    kitchen.shops_file.error = StoreError("The disk is full.")
    with qtbot.waitSignal(asks.not_kept) as why:
        asks.choose(BOTH)
    assert why.args == ["The disk is full."]


def test_a_locked_choice_goes_on_with_the_pin(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    asks = bridge.asks.shops
    with qtbot.waitSignal(bridge.asks.pin_answered):
        bridge.asks.change_pin("", "2468")
    with qtbot.waitSignal(bridge.asks.approval_wanted) as wanted:
        asks.choose(BOTH)
    matter, go_on = wanted.args
    with qtbot.waitSignal(bridge.asks.pin_answered) as answered:
        bridge.asks.approve(matter, "2468")
    with qtbot.waitSignal(asks.kept):
        go_on(answered.args[0].approval)


@pytest.mark.parametrize("can_restart", [True, False])
def test_the_program_ends_only_where_somebody_starts_it_again(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, can_restart: bool
) -> None:
    kitchen.shops.view = replace(kitchen.shops.view, can_restart=can_restart)
    asks = bridge.asks.shops
    told: list[bool] = []
    asks.restarting.connect(lambda: told.append(True))
    asks.restart()
    with qtbot.waitSignal(asks.refreshed):
        asks.refresh()
    assert told == [True] * can_restart
