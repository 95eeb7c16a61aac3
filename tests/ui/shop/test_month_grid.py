"""A month under a finger and under the arrows."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.ui import i18n
from kitchen_app.ui.shop.month_grid import Mark, Month, MonthGrid
from kitchen_app.ui.theme import Theme

TODAY = date(2026, 3, 14)
LEFT = Qt.MouseButton.LeftButton


def day(number: int) -> date:
    return date(2026, 3, number)


@pytest.fixture
def grid(ground: QWidget, theme: Theme) -> MonthGrid:
    made = MonthGrid(theme, TODAY, ground)
    made.resize(420, 360)
    made.show()
    made.setFocus()
    return made


def touch(grid: MonthGrid, at: date) -> None:
    QTest.mouseClick(grid, LEFT, pos=grid.rect_of(at).center().toPoint())


def test_days_that_are_not_over_are_touched(grid: MonthGrid) -> None:
    told: list[date] = []
    grid.touched.connect(told.append)
    for number in (13, 14, 31):
        touch(grid, day(number))
    QTest.mouseClick(grid, LEFT, pos=QPoint(3, 3))
    assert told == [day(14), day(31)]
    assert grid.accessibleName() == "Tue, Mar 31, 2026"


def test_the_arrows_walk_on_into_the_next_month(grid: MonthGrid) -> None:
    told: list[date] = []
    wanted: list[date] = []
    grid.touched.connect(told.append)
    grid.month_wanted.connect(wanted.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(grid, key)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert told == [day(21)]
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert wanted == [date(2026, 4, 4)]
    QTest.keyClick(grid, Qt.Key.Key_A)
    assert told == [day(21)]


def test_another_month_begins_at_its_first_day(grid: MonthGrid) -> None:
    grid.show_month(Month(day=date(2026, 5, 20), today=TODAY))
    assert grid.cursor_day == date(2026, 5, 1)
    assert grid.month.start == date(2026, 4, 27)
    assert grid.sizeHint().height() > grid.minimumSizeHint().height()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_are_painted_where_their_days_are(
    qapp: QApplication, ground: QWidget, theme: Theme, language: str
) -> None:
    i18n.install(qapp, language)
    grid = MonthGrid(theme, TODAY, ground)
    grid.resize(420, 360)
    grid.show()
    marks = {day(16): Mark.CLOSED, day(17): Mark.OPEN, day(18): Mark.CHOSEN, day(19): Mark.BEGUN}
    grid.show_month(Month(day=TODAY, today=TODAY, marks=marks))
    picture = grid.grab().toImage()
    tokens = ["trough", "go_quiet", "go", "in_time", "card"]
    for number, token in zip(range(16, 21), tokens, strict=True):
        rect = grid.rect_of(day(number))
        corner = rect.center() - QPoint(round(rect.width() / 3), 0)
        assert picture.pixelColor(corner.toPoint()) == theme.colour(token)
    is_first_at_left = grid.rect_of(day(16)).left() < grid.rect_of(day(17)).left()
    assert is_first_at_left == (language == "en")
