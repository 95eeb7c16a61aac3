"""Special days on the screen: chosen in the calendar, typed, moved, sent, never over each other."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import ALL_DAY, OpeningHours, Period, SpecialDays, Week, Weekday
from kitchen_app.domain.said_days import Specials
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.draft_page import Stage
from kitchen_app.ui.shop.specials_page import SpecialsPage
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.shop.alone import shown_on
from tests.ui.test_main_window import cut_off

NIGHT = Period(start_s=18 * 3600, end_s=26 * 3600)


def day(number: int) -> date:
    return date(2026, 3, number)


def march(first: int, last: int, *periods: Period) -> SpecialDays:
    return SpecialDays(first=day(first), last=day(last), periods=periods)


FEAST = march(19, 22)
NIGHTS = march(24, 25, NIGHT)
FACTS = canned.riyadh(canned.NIGHTS, FEAST, NIGHTS)


@pytest.fixture
def page(
    ground: QWidget, theme: Theme, clock: UiClock, bridge: Bridge, qapp: QApplication
) -> SpecialsPage:
    made = shown_on(ground, SpecialsPage(theme, clock, ground), bridge, FACTS)
    settle(qapp)
    return made


def value_of(page: SpecialsPage) -> Specials | None:
    return page.draft.value


def touch(page: SpecialsPage, *numbers: int) -> None:
    grid = page.days.calendar.grid
    for number in numbers:
        at = grid.rect_of(day(number)).center().toPoint()
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=at)


def test_keetas_days_are_told_without_the_morning_after(page: SpecialsPage) -> None:
    assert value_of(page) == (FEAST, NIGHTS)
    assert not page.draft.is_changed
    assert not page.days.side.periods.isVisible()


def test_two_touches_make_an_entry_that_is_closed_at_first(page: SpecialsPage) -> None:
    touch(page, 30, 28)
    assert value_of(page) == (FEAST, NIGHTS, march(28, 30))
    page.days.side.periods.buttons["all_day"].click()
    assert value_of(page) == (FEAST, NIGHTS, march(28, 30, *ALL_DAY))
    page.check_button.click()
    plain = [line.replace("\u2068", "").replace("\u2069", "") for line in page.review.lines]
    assert plain == ["Sat, Mar 28 – Mon, Mar 30, 2026: as in every week → open all day"]


def test_days_of_another_entry_are_refused_in_words(page: SpecialsPage) -> None:
    touch(page, 18, 20)
    assert page.days.side.hint.text().startswith("Some of these days are in another entry")
    assert not page.draft.is_changed


def test_an_entry_is_chosen_moved_changed_and_removed(page: SpecialsPage) -> None:
    days = page.days
    touch(page, 20)
    assert days.side.entries.buttons[0].isChecked()
    days.side.move_button.click()
    touch(page, 20, 20)
    assert value_of(page) == (march(20, 20), NIGHTS)
    page.undo_button.click()
    days.side.entries.buttons[1].click()
    field = days.side.periods.rows[0].end
    field.selectAll()
    QTest.keyClicks(field, "1")
    assert page.told == "Type a time such as 09:30."
    days.side.entries.buttons[0].click()
    assert page.told == ""
    days.side.remove_button.click()
    assert value_of(page) == (NIGHTS,)
    days.side.clear_button.click()
    assert value_of(page) == ()
    assert not days.side.clear_button.isEnabled()


def test_a_holiday_closes_the_shop_on_its_days_and_may_be_undone(
    page: SpecialsPage, bridge: Bridge, qtbot: QtBot
) -> None:
    side = page.days.side
    with qtbot.waitSignal(bridge.asks.hours.holidays_told):
        side.holidays_button.click()
    eid = next(each for each in side.holidays.holidays if "Adha" in each.names[-1])
    held = side.holidays.holidays[0]
    assert held.first == day(19), "the feast that is an entry already"
    assert not side.holidays.buttons[0].isEnabled()
    side.holidays.buttons[side.holidays.holidays.index(eid)].click()
    assert value_of(page) == (FEAST, NIGHTS, SpecialDays(first=eid.first, last=eid.last))
    assert side.holidays.isVisible(), "the next one is a touch away"
    page.undo_button.click()
    assert value_of(page) == (FEAST, NIGHTS)
    page.days.calendar.touched.emit(day(24))
    assert side.entries.isVisible(), "a touched day shows its entry"


def test_a_fault_names_its_date(page: SpecialsPage) -> None:
    touch(page, 24)
    page.days.side.periods.edited.emit((NIGHT, NIGHT))
    assert "Mar 24, 2026" in page.told
    assert "overlap" in page.told
    assert not page.check_button.isEnabled()


def test_they_are_sent_with_the_plan_they_were_seen_in(
    page: SpecialsPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    touch(page, 24)
    page.days.side.remove_button.click()
    page.check_button.click()
    with qtbot.waitSignal(bridge.asks.hours.answered):
        page.review.go_button.click()
    assert kitchen.hours.asked == [(ChangeKind.SPECIALS, (FEAST,), FACTS.hours)]
    bridge.shop_changed.emit(canned.riyadh(canned.NIGHTS, FEAST))
    assert not page.draft.is_changed


def test_another_week_alone_is_no_conflict_and_other_days_are(
    page: SpecialsPage, bridge: Bridge
) -> None:
    touch(page, 28, 28)
    other = Week.of({Weekday.SUN: ALL_DAY})
    bridge.shop_changed.emit(canned.riyadh(other, FEAST, NIGHTS))
    assert not page.draft.is_overtaken
    outcome = Outcome.CHANGED_MEANWHILE
    result = ChangeResult(kind=ChangeKind.SPECIALS, outcome=outcome, week=other, specials=())
    bridge.asks.hours.answered.emit(result)
    assert page.stage is Stage.CONFLICT
    assert len(page.review.lines) == 3


def test_without_a_zone_it_says_what_to_do(theme: Theme, clock: UiClock, ground: QWidget) -> None:
    fresh = SpecialsPage(theme, clock, ground)
    fresh.show_facts(replace(FACTS, zone_name="", hours=None))
    assert "time_zone" in fresh._told.text()
    assert not fresh.form.isEnabled()
    fresh.show_facts(replace(FACTS, week=None, hours=None))
    assert fresh._told.text() == "Keeta has not told its hours yet."


def test_days_that_are_over_are_not_told(page: SpecialsPage) -> None:
    plan = OpeningHours(week=canned.NIGHTS, specials=(march(2, 3), march(13, 14)))
    assert page.days.said(plan) == (march(13, 14),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_entries_fit_on_a_small_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication, language: str
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    entries = [march(number, number, NIGHT) for number in range(15, 30, 2)]
    bridge.shop_changed.emit(canned.riyadh(canned.NIGHTS, *entries))
    window.shop.open()
    window.shop.place.show_section("specials")
    window.shop.place.page(SpecialsPage).days.side.entries.buttons[0].click()
    settle(qapp)
    assert cut_off(window) == []
