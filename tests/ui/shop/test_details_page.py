"""What Keeta knows of the shop is shown as it is; what it did not tell is a dash."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate
from kitchen_app.ui.shop.details_page import DetailsPage
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from tests.ui import canned


@pytest.fixture
def page(theme: Theme, clock: UiClock, qtbot: QtBot) -> DetailsPage:
    page = DetailsPage(theme, clock)
    qtbot.addWidget(page)
    return page


def test_before_the_first_reading_it_says_so(page: DetailsPage) -> None:
    page.show_facts(ShopFacts())
    assert {value.text() for value in page.values.values()} == {"–"}
    assert "Keeta has not told yet." in [label.text() for label in page.findChildren(WrapLabel)]


def test_it_shows_what_keeta_told(page: DetailsPage) -> None:
    page.show_facts(canned.shop())
    assert page.values["name"].text() == isolate("بيت الزعفران")
    assert page.values["place"].text() == isolate("24.695000, 46.685000")
    assert page.values["phones"].text() == isolate("+966-501234567")
    assert page.values["delivery"].text() == "state 1"
    assert page.values["pickup"].text() == "–"


def test_news_are_shown(page: DetailsPage) -> None:
    page.show_facts(canned.shop())
    facts = canned.shop()
    page.show_facts(replace(facts, shop=replace(canned.SHOP, name_en="Saffron")))
    assert page.values["name_en"].text() == isolate("Saffron")
