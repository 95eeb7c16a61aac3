"""The week under a finger and under the arrows."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.domain.hours import Period
from kitchen_app.ui import i18n
from kitchen_app.ui.shop.hours_words import SpokenWeek, spoken
from kitchen_app.ui.shop.week_grid import WeekGrid
from kitchen_app.ui.theme import Theme
from tests.ui import canned

HOUR = 3600
WEEK = spoken(canned.NIGHTS)
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Hand:
    """A finger on the grid; the grid shows what it tells, as the page lets it."""

    def __init__(self, grid: WeekGrid) -> None:
        self.grid = grid
        self.edits: list[SpokenWeek] = []
        self.shown: list[SpokenWeek] = []
        grid.edited.connect(self.take)
        grid.dragged.connect(self.shown.append)

    def take(self, week: SpokenWeek) -> None:
        self.edits.append(week)
        self.grid.show_week(week, fault=None)

    def at(self, day: int, hour: float) -> QPoint:
        place = self.grid.layout_px
        x = place.x_of(round(hour * HOUR))
        return QPoint(round(x), round(place.top + (day + 0.5) * place.row))

    def drag(self, here: tuple[int, float], there: tuple[int, float]) -> None:
        QTest.mousePress(self.grid, LEFT, pos=self.at(*here))
        QTest.mouseMove(self.grid, self.at(*there))
        QTest.mouseRelease(self.grid, LEFT, pos=self.at(*there))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        QTest.keyClick(self.grid, key, modifier or Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def hand(ground: QWidget, theme: Theme) -> Hand:
    grid = WeekGrid(theme, ground)
    grid.resize(800, 400)
    grid.show()
    grid.show_week(WEEK, fault=None)
    return Hand(grid)


def hours(periods: tuple[Period, ...]) -> list[tuple[float, float]]:
    return [(each.start_s / HOUR, each.end_s / HOUR) for each in periods]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_both_ends_and_the_whole_are_dragged(
    qapp: QApplication, ground: QWidget, theme: Theme, language: str
) -> None:
    i18n.install(qapp, language)
    grid = WeekGrid(theme, ground)
    grid.resize(800, 400)
    grid.show()
    grid.show_week(WEEK, fault=None)
    hand = Hand(grid)
    hand.drag((0, 10), (0, 8.5))
    assert hours(hand.edits[-1][0]) == [(8.5, 15), (17, 23)]
    hand.drag((0, 15), (0, 16.25))
    assert hours(hand.edits[-1][0]) == [(8.5, 16.25), (17, 23)]
    hand.drag((0, 20), (0, 20.5))
    assert hours(hand.edits[-1][0]) == [(8.5, 16.25), (17.5, 23.5)]
    assert (grid.day, grid.position) == (0, 1)
    assert hours(hand.shown[-1][0]) == [(8.5, 16.25), (17.5, 23.5)]
    assert len(hand.edits) == 3


def test_an_end_is_dragged_into_the_next_day_and_back(hand: Hand) -> None:
    hand.drag((0, 23), (1, 2))
    assert hours(hand.edits[-1][0]) == [(10, 15), (17, 26)]
    hand.drag((1, 2), (0, 22))
    assert hours(hand.edits[-1][0]) == [(10, 15), (17, 22)]


def test_the_morning_of_a_night_is_held_in_its_own_row(hand: Hand) -> None:
    hand.drag((5, 2), (5, 3.5))
    assert hours(hand.edits[-1][4]) == [(18, 27.5)]
    assert (hand.grid.day, hand.grid.position) == (4, 0)
    hand.drag((5, 1.5), (5, 1))
    assert hours(hand.edits[-1][4]) == [(17.5, 27)]


def test_a_touch_alone_only_picks(hand: Hand) -> None:
    hand.drag((0, 12), (0, 12))
    assert hand.edits == [WEEK]
    assert hand.grid.accessibleName() == "Monday: 10:00–15:00"
    QTest.mouseClick(hand.grid, LEFT, pos=hand.at(6, 12))
    assert (hand.grid.day, hand.grid.position) == (6, -1)
    assert hand.grid.accessibleName() == "Sunday: closed"
    QTest.mouseClick(hand.grid, LEFT, pos=QPoint(400, 2))
    assert hand.grid.day == 6


def test_a_drag_ends_when_another_week_comes(hand: Hand) -> None:
    QTest.mousePress(hand.grid, LEFT, pos=hand.at(0, 10))
    hand.grid.show_week(WEEK[1:] + WEEK[:1], fault=None)
    QTest.mouseMove(hand.grid, hand.at(0, 12))
    QTest.mouseRelease(hand.grid, LEFT, pos=hand.at(0, 12))
    assert (hand.edits, hand.shown) == ([], [])


def test_keys_walk_over_every_period_and_day(hand: Hand) -> None:
    hand.grid.pick(3, 1)
    seen = []
    for _ in range(4):
        hand.press(Key.Key_Down)
        seen.append((hand.grid.day, hand.grid.position))
    assert seen == [(4, 0), (5, 0), (6, -1), (6, -1)]
    hand.press(Key.Key_Up)
    assert (hand.grid.day, hand.grid.position) == (5, 0)


def test_keys_move_by_a_quarter(hand: Hand) -> None:
    hand.grid.pick(0, 0)
    hand.press(Key.Key_Right)
    hand.press(Key.Key_Right, SHIFT)
    hand.press(Key.Key_Left, CTRL)
    assert hours(hand.edits[-1][0])[0] == (10, 15.5)
    hand.press(Key.Key_Delete)
    assert hours(hand.edits[-1][0]) == [(17, 23)]
    hand.press(Key.Key_Insert)
    assert hours(hand.edits[-1][0]) == [(17, 23), (1, 5)]
    assert hand.grid.position == 1
    count = len(hand.edits)
    hand.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    hand.grid.pick(6, -1)
    hand.press(Key.Key_Left)
    hand.press(Key.Key_Delete)
    hand.press(Key.Key_A)
    assert len(hand.edits) == count


def test_the_arrows_follow_the_eye_in_arabic(
    qapp: QApplication, ground: QWidget, theme: Theme
) -> None:
    i18n.install(qapp, "ar")
    grid = WeekGrid(theme, ground)
    grid.show_week(WEEK, fault=None)
    hand = Hand(grid)
    grid.pick(0, 0)
    hand.press(Key.Key_Left)
    assert hours(hand.edits[-1][0])[0] == (10.25, 15.25)
    grid.pick(0, 5)
    grid.show_week(WEEK, fault=None)
    assert grid.position == 1
    assert grid.sizeHint().height() > grid.minimumSizeHint().height()
