"""From month to month, and not back into those that are over."""

from datetime import date

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shop.calendar_pane import CalendarPane
from kitchen_app.ui.shop.month_grid import Mark
from kitchen_app.ui.theme import Theme

TODAY = date(2026, 3, 31)


def test_months_are_turned(ground: QWidget, theme: Theme, qtbot: QtBot) -> None:
    pane = CalendarPane(theme, TODAY, ground)
    pane.show()
    assert not pane.before_button.isEnabled()
    pane.after_button.click()
    assert pane.grid.month.day == date(2026, 4, 1)
    assert pane._name.text() == "April 2026"
    pane.before_button.click()
    assert pane.grid.month.day == TODAY
    pane.turn_to(date(2027, 1, 31))
    pane.after_button.click()
    assert pane.grid.month.day == date(2027, 2, 1)
    with qtbot.waitSignal(pane.touched) as told:
        pane.grid.touched.emit(TODAY)
    assert told.args == [TODAY]


def test_marks_stay_and_the_month_goes_with_the_time(ground: QWidget, theme: Theme) -> None:
    pane = CalendarPane(theme, TODAY, ground)
    marks = {date(2026, 4, 2): Mark.OPEN}
    pane.show_marks(marks, date(2026, 4, 1))
    assert (pane.grid.month.day, pane.grid.month.marks) == (date(2026, 4, 1), marks)
    pane.after_button.click()
    assert pane.grid.month.marks == marks
