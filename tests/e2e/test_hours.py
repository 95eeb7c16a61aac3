"""Hours are changed at the window, Keeta has them, and they come back as they were said."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.ui.shop.draft_page import Stage
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.shop.specials_page import SpecialsPage
from tests.e2e.stage import Stage as Play
from tests.e2e.stage import emulated_keeta, program

WITHIN_MS = 20_000
HOUR = 3600
Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


def open_hours(play: Play, wait: Wait) -> HoursPage:
    place = play.desk.window.shop.place
    play.desk.window.shop.open()
    page = place.page(HoursPage)
    place.show_section(page.section)
    wait(page.form.isEnabled)
    return page


def drag(page: HoursPage, day: int, here: int, there: int) -> None:
    """Drag what is held at one hour of a day to another."""
    grid = page.week.grid
    place = grid.layout_px
    y = round(place.top + (day + 0.5) * place.row)
    one, other = (QPoint(round(place.x_of(hour * HOUR)), y) for hour in (here, there))
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=one)
    QTest.mouseMove(grid, other)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=other)


def send_a_holiday(play: Play, wait: Wait) -> None:
    """Close the shop on the 10th and 11th of the month after next."""
    place = play.desk.window.shop.place
    page = place.page(SpecialsPage)
    place.show_section(page.section)
    wait(page.form.isEnabled)
    calendar = page.days.calendar
    calendar.after_button.click()
    calendar.after_button.click()
    for number in (10, 11):
        at = calendar.grid.rect_of(calendar.grid.month.day.replace(day=number))
        QTest.mouseClick(calendar.grid, Qt.MouseButton.LeftButton, pos=at.center().toPoint())
    page.check_button.click()
    page.review.go_button.click()
    wait(lambda: page.told == "Keeta has it." and not page.draft.is_changed)


def test_hours_go_from_the_screen_to_keeta_and_back(
    qtbot: QtBot, tmp_path: Path, wait: Wait
) -> None:
    with (
        emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta, time_zone="Asia/Riyadh") as play,
    ):
        page = open_hours(play, wait)
        page.week.grid.pick(4, 0)
        page.week.periods.rows[0].start.setText("18:00")
        page.week.periods.rows[0].end.setText("02:00")
        page.week.periods.rows[0].typed.emit()
        page.week.grid.pick(5, 0)
        page.week.periods.buttons["closed"].click()
        drag(page, 0, 10, 12)
        page.check_button.click()
        assert len(page.review.lines) == 3
        wanted = page.draft.value
        page.review.go_button.click()
        wait(lambda: page.told == "Keeta has it.")
        facts = sandbox.shop.facts.week
        assert facts["fri"] == [{"startTime": 18 * HOUR, "endTime": 24 * HOUR}]
        assert facts["sat"] == [{"startTime": 0, "endTime": 2 * HOUR}]
        assert facts["mon"][0]["startTime"] == 12 * HOUR
        wait(lambda: not page.draft.is_changed)
        assert page.draft.value == wanted
        page.week.copy_all_button.click()
        keeta.call_soon(lambda: sandbox.shop.set_week(facts | {"sun": []}, in_portal=True))
        wait(lambda: page.draft.is_overtaken)
        page.check_button.click()
        assert page.stage is Stage.CONFLICT
        page.review.back_button.click()
        assert page.draft.value == (*wanted[:6], ()) if wanted else False
        send_a_holiday(play, wait)
        entry = sandbox.shop.facts.special_days[0]
        day_ms = 86_400_000
        assert entry["endDate"] - entry["startDate"] == 2 * day_ms - 1
        assert (entry["startDate"] + 3 * HOUR * 1000) % day_ms == 0  # midnight in Riyadh
        assert entry["businessHour"] == [{"startTime": 0, "endTime": 0}]
