"""A page by itself, as large as it is on a small screen: a window around it takes far longer."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.shop.page import ShopPage
from tests.ui import canned

SMALL = (824, 416)
P = TypeVar("P", bound=ShopPage)


def shown_on(ground: QWidget, page: P, bridge: Bridge, facts: ShopFacts | None = None) -> P:
    """Show a page that asks through the bridge and follows what it tells."""
    page.setParent(ground)
    page.resize(*SMALL)
    page.connect_asks(bridge.asks)
    bridge.shop_changed.connect(page.show_facts)
    page.show_facts(facts or canned.riyadh())
    page.show()
    return page
