"""Periods of a day typed exactly, added, removed; what is half typed stays and is told."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import ALL_DAY, Day, Period
from kitchen_app.ui.shop.periods_editor import PeriodsEditor, free_period
from kitchen_app.ui.theme import Theme

HOUR = 3600
LUNCH = Period(start_s=11 * HOUR, end_s=15 * HOUR)
NIGHT = Period(start_s=18 * HOUR, end_s=26 * HOUR)


@pytest.fixture
def editor(ground: QWidget, theme: Theme) -> PeriodsEditor:
    made = PeriodsEditor(theme, ground)
    made.show()
    made.show_day("fri", (LUNCH, NIGHT))
    return made


def texts(editor: PeriodsEditor) -> list[str]:
    return [field.text() for row in editor.rows for field in (row.start, row.end)]


def retype(editor: PeriodsEditor, row: int, text: str) -> None:
    field = editor.rows[row].end
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_period_is_typed_over_midnight(editor: PeriodsEditor, qtbot: QtBot) -> None:
    assert texts(editor) == ["11:00", "15:00", "18:00", "02:00"]
    told: list[Day] = []
    editor.edited.connect(told.append)
    retype(editor, 1, "01:30")
    assert told[-1] == (LUNCH, Period(start_s=18 * HOUR, end_s=25 * HOUR + 1800))
    assert not editor.is_half_typed


def test_half_a_time_changes_nothing_and_is_told(editor: PeriodsEditor, qtbot: QtBot) -> None:
    told: list[Day] = []
    editor.edited.connect(told.append)
    with qtbot.waitSignal(editor.half_typed_changed):
        retype(editor, 0, "1")
    assert editor.is_half_typed
    assert told == []
    assert editor.rows[0].end.property("wrong") == "yes"
    editor.show_day("fri", (LUNCH, NIGHT))
    assert editor.rows[0].end.text() == "1"
    editor.show_day("sat", (LUNCH, NIGHT))
    assert texts(editor)[1] == "15:00"
    assert not editor.is_half_typed


def test_what_says_the_same_is_not_typed_over(editor: PeriodsEditor) -> None:
    retype(editor, 0, "1530")
    editor.show_day("fri", (Period(start_s=11 * HOUR, end_s=15 * HOUR + 1800), NIGHT))
    assert editor.rows[0].end.text() == "1530"


def test_a_day_cannot_begin_at_its_end(editor: PeriodsEditor) -> None:
    editor.rows[0].start.setText("24:00")
    assert editor.rows[0].period is None


def test_buttons_close_open_add_and_remove(editor: PeriodsEditor) -> None:
    told: list[Day] = []
    editor.edited.connect(told.append)
    editor.buttons["closed"].click()
    editor.buttons["all_day"].click()
    editor.rows[0].remove_button.click()
    editor.buttons["add"].click()
    assert told[:3] == [(), ALL_DAY, (NIGHT,)]
    assert told[3] == (LUNCH, NIGHT, Period(start_s=1 * HOUR, end_s=5 * HOUR))
    assert editor.rows[1].remove_button.accessibleName() == "Remove 18:00–02:00 next day"


def test_the_field_in_use_picks_its_period(editor: PeriodsEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.picked) as told:
        editor.rows[1].start.setFocus()
    assert told.args == [1]
    editor.show_day("fri", (LUNCH, NIGHT), picked=1)
    assert [row.start.property("picked") for row in editor.rows] == ["", "yes"]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ((), (10, 22)),
        ((LUNCH,), (1, 5)),
        ((Period(start_s=0, end_s=15 * HOUR),), (16, 20)),
        ((Period(start_s=HOUR, end_s=23 * HOUR),), (23, 24)),
        (ALL_DAY, (23, 24)),
    ],
)
def test_another_period_goes_where_there_is_room(day: Day, hours: tuple[int, int]) -> None:
    added = free_period(day)
    assert (added.start_s / HOUR, added.end_s / HOUR) == hours
