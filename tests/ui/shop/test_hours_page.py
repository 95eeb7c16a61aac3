"""The week on the screen: dragged, typed, copied, never sent with a fault or over another's."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import ALL_DAY, Period, Week, Weekday
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.shop.alone import shown_on
from tests.ui.test_main_window import cut_off

HOUR = 3600
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(ground: QWidget, theme: Theme, clock: UiClock, bridge: Bridge) -> HoursPage:
    return shown_on(ground, HoursPage(theme, clock, ground), bridge)


def spot(page: HoursPage, day: int, hour: float) -> QPoint:
    place = page.week.grid.layout_px
    x = place.x_of(round(hour * HOUR))
    return QPoint(round(x), round(place.top + (day + 0.5) * place.row))


def retype(page: HoursPage, row: int, text: str) -> None:
    field = page.week.periods.rows[row].end
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_drag_on_a_small_screen_is_seen_typed_and_undone(page: HoursPage) -> None:
    grid = page.week.grid
    QTest.mousePress(grid, LEFT, pos=spot(page, 0, 15))
    QTest.mouseMove(grid, spot(page, 0, 16))
    assert page.week.periods.rows[0].end.text() == "16:00"
    assert not page.undo_button.isEnabled()
    QTest.mouseRelease(grid, LEFT, pos=spot(page, 0, 16))
    assert page.draft.is_changed
    page.undo_button.click()
    assert page.week.periods.rows[0].end.text() == "15:00"
    assert not page.check_button.isEnabled()


def test_a_change_is_checked_then_sent_then_told(
    page: HoursPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    marks: list[bool] = []
    page.marked.connect(marks.append)
    page.week.grid.pick(6, -1)
    page.week.periods.buttons["all_day"].click()
    assert marks[-1]
    page.check_button.click()
    assert page.review.lines == ["Sunday: closed → open all day"]
    page.review.back_button.click()
    page.check_button.click()
    with qtbot.waitSignal(bridge.asks.hours.answered):
        page.review.go_button.click()
        assert page.told == "Telling Keeta…"
        assert not page.review.go_button.isEnabled()
    assert page.told == "Keeta has it."
    wanted = Week.of({**canned.NIGHTS.spoken(), Weekday.SUN: ALL_DAY})
    assert kitchen.hours.asked == [(ChangeKind.WEEK, wanted, canned.NIGHTS)]
    bridge.shop_changed.emit(canned.riyadh(wanted))
    assert not page.draft.is_changed
    assert not marks[-1]


def test_a_fault_is_told_at_its_day_and_cannot_be_sent(page: HoursPage) -> None:
    page.week.grid.pick(0, 0)
    retype(page, 0, "18:00")
    assert page.told == "Monday: two periods overlap, perhaps with the night before."
    assert not page.check_button.isEnabled()
    retype(page, 0, "1")
    assert page.told == "Type a time such as 09:30."
    assert not page.check_button.isEnabled()
    retype(page, 0, "16:00")
    assert page.told == ""
    assert page.check_button.isEnabled()


def test_a_day_is_copied_to_one_and_to_all(page: HoursPage) -> None:
    form = page.week
    form.grid.pick(5, 0)
    form.copy_buttons[6].click()
    assert page.draft.value is not None
    assert page.draft.value[6] == page.draft.value[5]
    assert not form.copy_buttons[5].isEnabled()
    form.copy_all_button.click()
    assert len(set(page.draft.value)) == 1
    page.reset_button.click()
    assert not page.draft.is_changed
    page.undo_button.click()
    assert page.draft.is_changed


def test_the_field_in_use_puts_the_cursor_on_its_period(page: HoursPage) -> None:
    page.week.grid.pick(0, 0)
    page.week.periods.rows[1].start.setFocus()
    assert page.week.grid.position == 1


def test_it_says_where_and_what_time_it_is_there(page: HoursPage) -> None:
    assert page._where.text() == "Times in \u2068Riyadh\u2069; there it is 12:45 now"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_week_of_many_faults_fits_on_a_small_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication, language: str
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    bridge.shop_changed.emit(canned.riyadh())
    window.shop.open()
    window.shop.place.show_section("hours")
    page = window.shop.place.page(HoursPage)
    page.week.periods.edited.emit((Period(start_s=0, end_s=30),) * 11)
    settle(qapp)
    assert cut_off(window) == []
