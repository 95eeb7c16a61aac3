"""What a page need not do is done for it."""

from pytestqt.qtbot import QtBot

from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_a_page_need_not_follow_anything(
    theme: Theme, clock: UiClock, bridge: Bridge, qtbot: QtBot
) -> None:
    page = ShopPage(theme, clock)
    qtbot.addWidget(page)
    page.connect_asks(bridge.asks)
    page.show_facts(canned.shop())
    page.tick(canned.NOW)
    page.begin()
    assert not page.findChildren(ShopPage)
