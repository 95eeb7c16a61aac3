"""Bars under a finger, under the arrows and in a screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.ui import i18n
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.bar_chart import Bar, BarChart

VALUES = (4, 0, 12, 8)


def bars(*values: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(label=f"{place:02d}", value=value, figure=str(value), spoken=f"{place}:00: {value}")
        for place, value in enumerate(values)
    )


@pytest.fixture
def chart(theme: Theme, qtbot: QtBot) -> BarChart:
    made = BarChart(theme, "By hour", bars(*VALUES))
    qtbot.addWidget(made)
    made.resize(400, 160)
    made.show()
    return made


def test_the_highest_bar_is_as_high_as_there_is_room(chart: BarChart) -> None:
    high = [chart.bar_of(place).height() for place in range(4)]
    assert high[2] > 100
    assert [round(each / high[2], 3) for each in high] == [0.333, 0, 1, 0.667]
    feet = {round(chart.bar_of(place).bottom()) for place in range(4)}
    assert len(feet) == 1


def test_the_first_bar_is_on_the_right_in_arabic(chart: BarChart, qapp: QApplication) -> None:
    assert chart.place_of(0).left() == 0
    i18n.install(qapp, "ar")
    assert chart.place_of(0).right() == chart.width()
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.chosen == 1


def test_every_bar_is_told_to_who_cannot_see_it(chart: BarChart) -> None:
    assert chart.accessibleName() == "By hour"
    assert chart.accessibleDescription().splitlines() == [bar.spoken for bar in chart.bars]
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleName() == "By hour · 2:00: 12"
    for _ in range(3):
        QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.chosen == 3
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.chosen == 2
    chart.clearFocus()
    chart.choose(None)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.chosen == 3, "from the end, against the direction"


def test_figures_are_painted_where_they_have_room(chart: BarChart) -> None:
    assert chart.shown_figures() == [0, 2, 3], "nothing is not a figure over a bar"
    assert chart.shown_labels() == [0, 1, 2, 3]
    chart.resize(40, 160)
    assert chart.shown_figures() == [2]
    assert chart.shown_labels() == [0, 3]
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(3).center().toPoint())
    assert chart.chosen == 3
    assert chart.shown_figures() == [3]


def test_the_chosen_bar_has_another_colour(chart: BarChart, theme: Theme) -> None:
    middle = chart.bar_of(2).center().toPoint()
    before = chart.grab().toImage().pixelColor(middle)
    chart.choose(2)
    after = chart.grab().toImage().pixelColor(middle)
    assert (before, after) == (theme.colour("in_time"), theme.colour("go"))


@pytest.mark.parametrize("values", [(), (0, 0)])
def test_nothing_is_painted_too(theme: Theme, qtbot: QtBot, values: tuple[int, ...]) -> None:
    chart = BarChart(theme, "By hour", bars(*values))
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    chart.grab()
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.shown_figures() == []
