"""From a draft to Keeta: the PIN, what cannot be told, and what changed there meanwhile."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.hours import ALL_DAY, Week, Weekday
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.draft_page import Stage
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import ShowWindow
from tests.ui.fakes import FakeKitchen
from tests.ui.shop.alone import shown_on

THEIRS = Week.of({**canned.NIGHTS.spoken(), Weekday.MON: ()})
MINE = Week.of({**canned.NIGHTS.spoken(), Weekday.SUN: ALL_DAY})


@pytest.fixture
def page(ground: QWidget, theme: Theme, clock: UiClock, bridge: Bridge) -> HoursPage:
    """Return a page on which somebody has opened the Sunday."""
    made = shown_on(ground, HoursPage(theme, clock, ground), bridge)
    made.week.grid.pick(6, -1)
    made.week.periods.buttons["all_day"].click()
    return made


def stage_of(page: HoursPage) -> Stage:
    return page.stage


def test_nothing_known_nothing_edited(theme: Theme, clock: UiClock, ground: QWidget) -> None:
    fresh = HoursPage(theme, clock, ground)
    fresh.show_facts(ShopFacts())
    assert not fresh.form.isEnabled()
    assert fresh._told.text() == "Keeta has not told its hours yet."
    fresh.review.agreed.emit()
    assert fresh.stage is Stage.EDITING


def test_what_changed_meanwhile_is_shown_and_theirs_taken(page: HoursPage, bridge: Bridge) -> None:
    bridge.shop_changed.emit(canned.riyadh(THEIRS))
    assert stage_of(page) is Stage.EDITING
    assert "Changed at Keeta meanwhile" in page.told
    page.check_button.click()
    assert stage_of(page) is Stage.CONFLICT
    assert page.review.lines == [
        "Monday: closed → 10:00–15:00, 17:00–23:00",
        "Sunday: closed → open all day",
    ]
    page.review.back_button.click()
    assert (page.stage, page.draft.is_changed) == (Stage.EDITING, False)


def test_mine_is_kept_and_its_difference_shown_before_it_goes(
    page: HoursPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    page.check_button.click()
    assert stage_of(page) is Stage.DIFFERENCE
    bridge.shop_changed.emit(canned.riyadh(THEIRS))
    assert stage_of(page) is Stage.CONFLICT
    page.review.go_button.click()
    assert (page.stage, kitchen.hours.asked) == (Stage.EDITING, [])
    page.check_button.click()
    assert len(page.review.lines) == 2
    with qtbot.waitSignal(bridge.asks.hours.answered):
        page.review.go_button.click()
    assert kitchen.hours.asked == [(ChangeKind.WEEK, MINE, THEIRS)]


def test_a_conflict_found_while_sending_is_shown_at_once(page: HoursPage, bridge: Bridge) -> None:
    page.check_button.click()
    outcome = Outcome.CHANGED_MEANWHILE
    result = ChangeResult(kind=ChangeKind.WEEK, outcome=outcome, week=THEIRS)
    bridge.asks.hours.answered.emit(result)
    assert stage_of(page) is Stage.CONFLICT
    assert len(page.review.lines) == 2


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.DONE])
def test_what_came_of_it_is_told_with_what_to_do(
    page: HoursPage, bridge: Bridge, outcome: Outcome
) -> None:
    page.check_button.click()
    result = ChangeResult(kind=ChangeKind.WEEK, outcome=outcome, message="busy")
    bridge.asks.hours.answered.emit(result)
    assert stage_of(page) is Stage.EDITING
    assert page.told
    assert ("busy" in page.told) == (outcome is Outcome.REFUSED)
    assert page.draft.is_changed


def test_what_was_not_known_is_known_when_keeta_shows_it(page: HoursPage, bridge: Bridge) -> None:
    page.check_button.click()
    result = ChangeResult(kind=ChangeKind.WEEK, outcome=Outcome.NOT_KNOWN)
    bridge.asks.hours.answered.emit(result)
    assert "did not say" in page.told
    bridge.shop_changed.emit(canned.riyadh(MINE))
    assert page.told == "Keeta has it."
    page.week.periods.buttons["closed"].click()
    assert page.told == ""


def test_an_answer_to_something_else_is_not_its_own(page: HoursPage, bridge: Bridge) -> None:
    hours = bridge.asks.hours
    hours.answered.emit(ChangeResult(kind=ChangeKind.SPECIALS, outcome=Outcome.REFUSED))
    hours.failed.emit(ChangeKind.SPECIALS, "no")
    hours.locked.emit(ChangeKind.SPECIALS)
    hours.resumed.emit(ChangeKind.SPECIALS)
    assert (page.told, page.stage) == ("", Stage.EDITING)


def test_what_was_not_sent_says_why(
    page: HoursPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.hours.error = KnownError("no zone")
    page.check_button.click()
    with qtbot.waitSignal(bridge.asks.hours.failed):
        page.review.go_button.click()
    assert "no zone" in page.told


def test_the_pin_is_asked_for_and_it_goes_on(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    window = show_window(())
    bridge.shop_changed.emit(canned.riyadh())
    window.shop.open()
    window.shop.place.show_section("hours")
    page = window.shop.place.page(HoursPage)
    page.week.grid.pick(6, -1)
    page.week.periods.buttons["all_day"].click()
    page.check_button.click()
    with qtbot.waitSignal(bridge.asks.approval_wanted):
        page.review.go_button.click()
    assert window.pin.pad.is_open
    assert stage_of(page) is Stage.DIFFERENCE
    assert page.review.go_button.isEnabled()
    with qtbot.waitSignals([bridge.asks.hours.resumed, bridge.asks.hours.answered]):
        for digit in "2580":
            window.pin.pad.pad[digit].click()
        window.pin.pad.enter_button.click()
    assert page.told == "Keeta has it."
    assert kitchen.hours.asked == [(ChangeKind.WEEK, MINE, canned.NIGHTS)]
