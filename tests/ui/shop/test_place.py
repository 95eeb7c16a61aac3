"""The place of the shop: its sections, and that a rest stays one touch away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.shop.place import LOOK_EVERY, PAGES, ShopPlace
from kitchen_app.ui.shop.status_page import StatusPage
from tests.ui import canned
from tests.ui.canned_shops import HOME_ONLY, MALAZ, OLAYA, view
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.test_main_window import cut_off, nameless


def test_it_opens_at_its_first_section_whatever_was_seen_before(show_window: ShowWindow) -> None:
    window = show_window(())
    place = window.shop.place
    window.shop.open()
    assert (place.section, place.width()) == ("status", window.board.width())
    place.show_section(PAGES[-1].section)
    window.shop.open()
    assert not place.is_open
    window.shop.open()
    assert place.section == "status"
    assert place.page(StatusPage).isVisible()
    QTest.keyClick(place, Qt.Key.Key_Escape)
    assert not place.is_open


def test_a_draft_outlives_the_closing_of_the_place(show_window: ShowWindow, bridge: Bridge) -> None:
    window = show_window(())
    bridge.shop_changed.emit(canned.riyadh())
    place = window.shop.place
    window.shop.open()
    place.show_section("hours")
    page = place.page(HoursPage)
    page.week.copy_all_button.click()
    window.shop.open()
    window.shop.open()
    assert place.buttons["hours"].text() == "Hours •"
    assert page.draft.is_changed


@pytest.mark.parametrize("section", [kind.section for kind in PAGES])
def test_a_touch_shows_a_section(show_window: ShowWindow, section: str, qapp: QApplication) -> None:
    window = show_window((), size=(1024, 600))
    place = window.shop.place
    window.shop.open()
    place.show_section(section)
    settle(qapp)
    assert not place.buttons[section].visibleRegion().isEmpty(), "scrolled to where it is seen"
    place.buttons[section].click()
    shown = {each for each, page in place.pages.items() if page.isVisible()}
    assert (place.section, shown) == (section, {section})


def test_what_waits_for_a_person_is_marked(show_window: ShowWindow) -> None:
    place = show_window(()).shop.place
    page = place.page(StatusPage)
    page.marked.emit(True)
    assert place.buttons["status"].text() == "Status •"
    assert place.buttons["status"].accessibleName() == "Status: not sent yet"
    page.marked.emit(False)
    assert place.buttons["status"].text() == "Status"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_fits_on_a_small_screen(
    show_window: ShowWindow, qapp: QApplication, language: str
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    window.shop.open()
    for kind in PAGES:
        window.shop.place.show_section(kind.section)
        settle(qapp)
        assert window.width() == 1024
        assert cut_off(window) == []
        assert nameless(window) == []


# --- of several shops ---------------------------------------------------------------------------


@pytest.fixture
def place(show_window: ShowWindow, bridge: Bridge) -> ShopPlace:
    """Return the place, open at the first of two shops."""
    window = show_window((), size=(1024, 600))
    bridge.shop_changed.emit(canned.riyadh())
    bridge.shops_changed.emit(view())
    window.shop.open()
    return window.shop.place


def choose_second(place: ShopPlace, bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.asks.house.shop_told):
        place.choices.buttons[MALAZ.shop_id].click()


def test_a_single_shop_is_not_chosen(place: ShopPlace, bridge: Bridge) -> None:
    assert place.choices.isVisible()
    bridge.shops_changed.emit(view(served=HOME_ONLY))
    assert place.choices.isHidden()


def test_another_shop_has_pages_with_its_own_facts(
    place: ShopPlace, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    status = place.page(StatusPage)
    assert not status.open_button.isVisible()
    choose_second(place, bridge, qtbot)
    assert place.page(StatusPage) is not status
    assert place.page(StatusPage).open_button.isVisible(), "it rests"
    bridge.shop_changed.emit(canned.shop())
    assert place.page(StatusPage).open_button.isVisible(), "that was the home shop's news"
    place.page(StatusPage).open_button.click()
    qtbot.waitUntil(lambda: kitchen.second.rests.asked == [("open",)])
    place.choices.buttons[OLAYA.shop_id].click()
    assert not place.page(StatusPage).open_button.isVisible()


def test_another_shop_is_looked_at_while_its_pages_are_seen(
    place: ShopPlace,
    bridge: Bridge,
    kitchen: FakeKitchen,
    qtbot: QtBot,
    clock: UiClock,
    moment: canned.FixedClock,
) -> None:
    choose_second(place, bridge, qtbot)
    kitchen.second.shop.facts = canned.shop()
    moment.forward(seconds=LOOK_EVERY.total_seconds())
    with qtbot.waitSignal(bridge.asks.house.shop_told):
        clock.tick()
    assert not place.page(StatusPage).open_button.isVisible()


def test_nothing_unsent_is_lost_to_another_shop(
    place: ShopPlace, bridge: Bridge, qtbot: QtBot
) -> None:
    place.show_section("hours")
    page = place.page(HoursPage)
    page.week.copy_all_button.click()
    assert not place.choices.buttons[MALAZ.shop_id].isEnabled()
    assert place.choices.told.text().startswith("Hours: not sent yet.")
    place.show_shop(MALAZ.shop_id)
    assert place.page(HoursPage) is page
    page.reset_button.click()
    choose_second(place, bridge, qtbot)
    assert (place.section, place.page(HoursPage) is page) == ("hours", False)


def test_it_opens_at_the_home_shop_unless_another_has_something_unsent(
    place: ShopPlace, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.second.shop.facts = canned.riyadh()
    choose_second(place, bridge, qtbot)
    place.show_section("hours")
    qtbot.waitUntil(lambda: place.page(HoursPage).draft.value is not None)
    place.page(HoursPage).week.copy_all_button.click()
    place.close_panel()
    place.open_panel()
    assert place.choices.buttons[MALAZ.shop_id].isChecked()
    place.page(HoursPage).reset_button.click()
    place.close_panel()
    place.open_panel()
    assert place.choices.buttons[OLAYA.shop_id].isChecked()
    assert bridge.asks.house.talk.front.shop_id == OLAYA.shop_id


def test_what_is_not_about_one_shop_offers_no_choice(place: ShopPlace) -> None:
    kept = {kind.section: not kind.is_of_one_shop for kind in PAGES}
    hidden = {}
    for section in kept:
        place.show_section(section)
        hidden[section] = place.choices.isHidden()
    assert hidden == kept
    assert sum(kept.values()) == 2
