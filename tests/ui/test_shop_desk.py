"""The shop's state reaches the strip, the new cards and, when others stopped it, the banner."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.domain.order import Status
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.strip import StatePlate
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.test_main_window import cut_off

NEW = canned.card(canned.order("41"))
COOKING = canned.card(canned.order("31", status=Status.ACCEPTED, age_s=14 * 60 + 50))
RESTS = canned.shop(ShopStatus.RESTING)
STOPPED = canned.shop(ShopStatus.RESTING, stopped_ago_s=600)
FOUND = canned.shop(ShopStatus.RESTING, stopped_ago_s=600, was_seen=False)
CLOSED = canned.shop(opens=17 * 60)
NIGHT = canned.shop(ShopStatus.RESTING, opens=17 * 60, stopped_ago_s=600)


def plates(window: MainWindow) -> dict[str, str]:
    shown = [each for each in window.strip.findChildren(StatePlate) if each.isVisible()]
    return {each.name: each.state.text() for each in shown}


def advice(window: MainWindow) -> str:
    return window.board.cards[NEW.order_id].body.advice.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sending", [Trouble.NONE, Trouble.UNREACHABLE])
@pytest.mark.parametrize("facts", [canned.shop(), RESTS, STOPPED, FOUND, CLOSED, ShopFacts()])
def test_nothing_is_cut_off_on_a_small_screen(
    show_window: ShowWindow,
    bridge: Bridge,
    qapp: QApplication,
    facts: ShopFacts,
    sending: Trouble,
    language: str,
) -> None:
    window = show_window((NEW, COOKING), language=language, size=(1024, 600))
    bridge.links_changed.emit(canned.links(sending=sending))
    bridge.shop_changed.emit(facts)
    settle(qapp)
    assert window.width() == 1024
    assert cut_off(window) == []


def test_a_stop_by_others_is_a_banner_until_it_is_closed(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window = show_window()
    bridge.shop_changed.emit(STOPPED)
    look = window.banner.look
    assert look is not None
    assert "stopped the shop at" in look.title
    assert "not on this screen" in look.title
    assert "Keeta's app" in look.cure
    window.banner.button.click()
    qtbot.waitUntil(lambda: kitchen.shop.closed == 1)
    bridge.shop_changed.emit(RESTS)
    assert window.banner.look is None


def test_open_again_it_needs_no_banner(show_window: ShowWindow, bridge: Bridge) -> None:
    window = show_window()
    bridge.shop_changed.emit(FOUND)
    assert window.banner.look is not None
    assert "found at rest" in window.banner.look.title
    bridge.shop_changed.emit(canned.shop())
    assert window.banner.look is None


def test_at_night_nobody_misses_an_order(
    show_window: ShowWindow, bridge: Bridge, clock: UiClock, moment: canned.FixedClock
) -> None:
    window = show_window()
    bridge.shop_changed.emit(NIGHT)
    assert window.banner.look is None
    moment.moment = canned.NOW.replace(hour=17)
    clock.tick()
    assert window.banner.look is not None


def test_a_fault_of_the_banner_is_told(
    show_window: ShowWindow,
    bridge: Bridge,
    kitchen: FakeKitchen,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    kitchen.shop.error = RuntimeError("planted")
    window = show_window()
    bridge.shop_changed.emit(STOPPED)
    with qtbot.waitSignal(bridge.fault_happened):
        window.banner.button.click()
    caplog.clear()


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (canned.shop(), ""),
        (ShopFacts(), ""),
        (canned.shop(closes=10 * 60 + 16), ""),
        (canned.shop(closes=10 * 60 + 15), "closes "),
        (RESTS, "the shop rests"),
        (CLOSED, "the shop is closed"),
    ],
)
def test_a_new_card_says_what_speaks_against_more(
    show_window: ShowWindow, bridge: Bridge, facts: ShopFacts, told: str
) -> None:
    window = show_window((NEW, COOKING))
    bridge.shop_changed.emit(facts)
    load, _, warning = advice(window).partition(" · oldest 14 min")
    assert load == "1 cooking"
    assert warning.removeprefix(" · ").startswith(told)
    assert bool(warning) == bool(told)


def test_with_the_minutes_it_comes_to_close(
    show_window: ShowWindow, bridge: Bridge, clock: UiClock, moment: canned.FixedClock
) -> None:
    window = show_window((NEW,))
    bridge.shop_changed.emit(canned.shop(closes=10 * 60 + 20))
    assert advice(window) == ""
    moment.forward(seconds=300)
    clock.tick()
    assert advice(window).startswith("closes ")
    moment.forward(seconds=1800)
    clock.tick()
    assert advice(window) == "the shop is closed"
    assert any("closed until" in text for text in plates(window).values())


def test_the_bridge_tells_it_again_to_another_window(
    bridge: Bridge, kitchen: FakeKitchen, core: LoopThread, qtbot: QtBot
) -> None:
    told: list[ShopFacts] = []
    bridge.shop_changed.connect(told.append)
    with qtbot.waitSignal(bridge.links_changed):
        bridge.start()
    assert told == [canned.shop()]
    core.call_soon(lambda: kitchen.shop.changed.emit(STOPPED))
    qtbot.waitUntil(lambda: told[-1] == STOPPED)
    bridge.retell()
    assert told == [canned.shop(), STOPPED, STOPPED]


def test_the_countdown_goes_on(
    show_window: ShowWindow, bridge: Bridge, clock: UiClock, moment: canned.FixedClock
) -> None:
    window = show_window()
    bridge.shop_changed.emit(canned.shop(opens=10 * 60))
    assert plates(window)["Shop"].endswith(" · 15 min")
    moment.moment = canned.NOW + timedelta(minutes=3, seconds=1)
    clock.tick()
    assert plates(window)["Shop"].endswith(" · 12 min")
    moment.moment = canned.NOW + timedelta(minutes=15)
    clock.tick()
    assert plates(window)["Shop"] == "open"
