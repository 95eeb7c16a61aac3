"""Shops are chosen as a draft, seen as a difference, kept once, and never at an order's cost."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import ShopId
from kitchen_app.services.authorised_shops import ShopsView, StillOpen
from kitchen_app.services.errors import NotSent
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.shop.shops_page import ShopsPage
from tests.ui.canned_shops import BRAND, CENTRAL, HOME_ONLY, MALAZ, OLAYA, view
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen


@pytest.fixture
def window(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> MainWindow:
    window = show_window(())
    kitchen.covering.next = BRAND
    tell(bridge, view(served=HOME_ONLY))
    with qtbot.waitSignal(bridge.asks.shops.refreshed):
        window.shop.open_shops()
    return window


@pytest.fixture
def page(window: MainWindow, qapp: QApplication) -> ShopsPage:
    settle(qapp)
    return window.shop.place.page(ShopsPage)


def tell(bridge: Bridge, shops: ShopsView) -> None:
    bridge.shops_changed.emit(shops)


def lines(page: ShopsPage) -> list[str]:
    return [label.text() for label in page.review._told]


def test_more_shops_are_served_from_the_next_start_on(
    page: ShopsPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    assert list(page.rows) == [shop.shop_id for shop in BRAND]
    assert page.check_button.isHidden()
    page.rows[MALAZ.shop_id].serve_button.click()
    page.rows[CENTRAL.shop_id].home_button.click()
    page.check_button.click()
    assert lines(page) == [
        f"Home shop: \u2068{OLAYA.name}\u2069 → \u2068{CENTRAL.name}\u2069",
        f"Served from then on: \u2068{CENTRAL.name}\u2069",
        f"Served from then on: \u2068{MALAZ.name}\u2069",
        "It takes effect when the program starts again.",
    ]
    with qtbot.waitSignal(bridge.asks.shops.kept):
        page.review.go_button.click()
    wanted = ServedShops(home=CENTRAL.shop_id, others=(OLAYA.shop_id, MALAZ.shop_id))
    assert kitchen.shops_file.kept == [(wanted, OLAYA.shop_id)]
    assert page.hint.text().startswith("Kept. It takes effect when the program starts again: close")
    assert page.restart_button.isHidden(), "nobody would start it again"


def test_what_was_chosen_can_be_undone_before_and_looked_at_again(
    page: ShopsPage, window: MainWindow
) -> None:
    row = page.rows[MALAZ.shop_id]
    row.serve_button.click()
    assert window.shop.place.buttons["shops"].text() == "Shops •"
    page.check_button.click()
    page.review.back_button.click()
    assert row.serve_button.isVisible()
    page.reset_button.click()
    assert not row.serve_button.isChecked()
    assert window.shop.place.buttons["shops"].text() == "Shops"
    row.serve_button.click()
    row.serve_button.click()
    assert page.check_button.isHidden(), "nothing differs"


def test_open_orders_are_told_with_their_number(page: ShopsPage, bridge: Bridge) -> None:
    bridge.asks.shops.not_kept.emit(StillOpen(MALAZ.shop_id, 3))
    assert page.told.text().startswith(f"\u2068{MALAZ.name}\u2069 still has 3 open orders.")
    bridge.asks.shops.not_kept.emit("The disk is full.")
    assert page.told.text() == "Not kept: \u2068The disk is full.\u2069"


def test_a_keeta_that_is_not_there_is_told_with_the_cure(
    page: ShopsPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.covering.error = NotSent("planted")
    with qtbot.waitSignal(bridge.asks.shops.not_refreshed):
        page.refresh_button.click()
        assert page.told.text() == "Asking Keeta…"
        assert not page.refresh_button.isEnabled()
    assert "Keeta" in page.told.text()
    assert page.refresh_button.isEnabled()


def test_what_is_wrong_or_new_stands_at_its_shop(page: ShopsPage, bridge: Bridge) -> None:
    tell(bridge, view(listed=(OLAYA, CENTRAL), uncovered=(MALAZ,), offered=(CENTRAL,)))
    assert "does not cover it any more" in page.rows[MALAZ.shop_id].told.text()
    assert page.rows[CENTRAL.shop_id].told.text() == "New in the authorization"
    tell(bridge, view(listed=(OLAYA,), served=HOME_ONLY))
    assert list(page.rows) == [OLAYA.shop_id]


def test_without_shops_the_page_says_why(page: ShopsPage, bridge: Bridge) -> None:
    tell(bridge, ShopsView(served=ServedShops(home=ShopId("7"))))
    assert page.hint.text().startswith("Keeta has not told yet")
    bridge.asks.shops.refreshed.emit(ShopsView(served=ServedShops(home=ShopId("7")), is_fresh=True))
    assert page.told.text().startswith("The authorization covers no shop.")


def test_in_the_demo_nothing_can_be_chosen(page: ShopsPage, bridge: Bridge) -> None:
    tell(bridge, view(can_choose=False))
    assert page.hint.text() == "In the demo the shops cannot be chosen."
    assert not page.rows[MALAZ.shop_id].home_button.isEnabled()


def test_the_program_starts_again_where_somebody_watches(
    page: ShopsPage, window: MainWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    shops = kitchen.shops
    shops.view = view(served=HOME_ONLY, chosen=HOME_ONLY, can_restart=True)
    tell(bridge, shops.view)
    with qtbot.waitSignal(window.close_requested):
        page.restart_button.click()
    assert shops.wants_restart


def test_the_place_says_whose_status_and_hours_it_shows(
    page: ShopsPage, window: MainWindow, bridge: Bridge
) -> None:
    about = window.shop.place.about
    assert about.isHidden()
    tell(bridge, view())
    assert about.text() == f"Home shop: \u2068{OLAYA.name}\u2069"
    assert about.isVisible()


def test_a_shop_that_came_is_no_news_once_the_list_was_seen(
    window: MainWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.covering.cover(*BRAND[:2])
    kitchen.covering.cover(*BRAND)
    assert kitchen.shops.view.offered == (CENTRAL,)
    tell(bridge, kitchen.shops.view)
    window.news.show()
    assert "Newly authorised" in (window.banner.look.title if window.banner.look else "")
    window.banner.button.click()
    qtbot.waitUntil(lambda: kitchen.shops.view.offered == ())
