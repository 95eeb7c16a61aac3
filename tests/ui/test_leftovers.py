"""What is sold out since an earlier day is asked about once a day, and the switches are near."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.sold_out import Product, SoldOutItem
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.banner import MOST_NAMED
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.main_window import MainWindow
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.test_main_window import cut_off

Begin = Callable[..., MainWindow]


def off(number: int, *, days: int = 1) -> SoldOutItem:
    product = Product(spu_id=str(number), name=f"Garlic sauce {number}")
    return SoldOutItem(product=product, since=canned.NOW - timedelta(days=days))


@pytest.fixture
def begin(
    show_window: ShowWindow,
    qtbot: QtBot,
    bridge: Bridge,
    kitchen: FakeKitchen,
    moment: canned.FixedClock,
) -> Begin:
    """Show a window of a kitchen in which these products are off, once it was asked about them."""

    def begun(*items: SoldOutItem) -> MainWindow:
        kitchen.sold_out.now = moment.now
        kitchen.sold_out.known = {item.product.key: item for item in items}
        with qtbot.waitSignal(bridge.asks.shelf.left_over_told):
            return show_window(())

    return begun


def names(window: MainWindow) -> str:
    look = window.leftovers.look()
    return look.cure.replace("\u2068", "").replace("\u2069", "") if look else ""


def test_what_is_left_over_is_named_and_its_button_shows_the_switches(
    begin: Begin, qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    told = begin(off(1), off(2, days=0))
    assert names(told) == "Garlic sauce 1"
    assert told.banner.look == told.leftovers.look()
    with qtbot.waitSignal(bridge.asks.shelf.sold_out_told):
        told.banner.button.click()
    assert told.panels.sold_out.is_open
    assert set(told.panels.sold_out.rows) == {"id 1", "id 2"}
    assert told.banner.look is None
    qtbot.waitUntil(lambda: kitchen.sold_out.closed == 1)


def test_nothing_is_asked_while_nothing_is_left_over(begin: Begin) -> None:
    told = begin(off(1, days=0))
    assert told.banner.look is None


def test_at_four_the_next_morning_it_is_asked(
    begin: Begin,
    qtbot: QtBot,
    bridge: Bridge,
    clock: UiClock,
    moment: canned.FixedClock,
) -> None:
    told = begin(off(1, days=0))
    four = moment.now().astimezone().replace(hour=4, minute=0, second=0, microsecond=0)
    four += timedelta(days=1)
    moment.forward(seconds=(four - moment.now()).total_seconds() - 1)
    clock.ticked.emit(moment.now())
    assert not names(told)
    moment.forward(seconds=1)
    with qtbot.waitSignal(bridge.asks.shelf.left_over_told):
        clock.ticked.emit(moment.now())
    assert names(told) == "Garlic sauce 1"


def test_what_is_sold_again_is_named_no_more(begin: Begin, qtbot: QtBot, bridge: Bridge) -> None:
    told = begin(off(1), off(2))
    with qtbot.waitSignal(bridge.asks.shelf.switched):
        bridge.asks.shelf.switch(off(1).product, True)
    assert names(told) == "Garlic sauce 2"
    with qtbot.waitSignal(bridge.asks.shelf.switched):
        bridge.asks.shelf.switch(off(2).product, True)
    assert told.banner.look is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, MOST_NAMED + 3])
def test_nothing_is_cut_off_on_a_small_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication, language: str, count: int
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    bridge.asks.shelf.left_over_told.emit(tuple(off(number) for number in range(count)))
    settle(qapp)
    assert window.banner.isVisible()
    assert cut_off(window) == []
