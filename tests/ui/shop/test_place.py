"""The place of the shop: its sections, and that a rest stays one touch away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.shop.place import PAGES
from kitchen_app.ui.shop.status_page import StatusPage
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
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
