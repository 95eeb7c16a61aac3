"""Chips limit the history to days, ends and ways; none in force means all."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.history import Standing, Wanted
from kitchen_app.domain.order import Fulfilment
from kitchen_app.ui import i18n
from kitchen_app.ui.history.filters import Filters, Period
from kitchen_app.ui.theme import Theme

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture
def filters(qtbot: QtBot, theme: Theme) -> Filters:
    widget = Filters(theme)
    qtbot.addWidget(widget)
    return widget


def test_nothing_is_limited_at_first(filters: Filters) -> None:
    assert filters.applied(Wanted(text="soup"), TODAY) == Wanted(text="soup")
    assert not filters.is_any_in_force


@pytest.mark.parametrize(
    ("place", "first", "last"),
    [(0, TODAY, TODAY), (1, TODAY - DAY, TODAY - DAY), (2, TODAY - 6 * DAY, TODAY)],
)
def test_days_are_counted_from_today(filters: Filters, place: int, first: date, last: date) -> None:
    filters.period.chips[place].click()
    wanted = filters.applied(Wanted(), TODAY)
    assert (wanted.first, wanted.last) == (first, last)
    assert len(filters.period.chips) == len(Period)


def test_ends_and_ways_go_together(filters: Filters, qtbot: QtBot) -> None:
    with qtbot.waitSignal(filters.changed):
        filters.standing.chips[3].click()
    with qtbot.waitSignal(filters.changed):
        filters.fulfilment.chips[1].click()
    wanted = filters.applied(Wanted(), TODAY)
    assert wanted == Wanted(standing=Standing.REFUNDED, fulfilment=Fulfilment.PICKUP)
    assert filters.is_any_in_force


def test_another_touch_lifts_it_and_another_chip_takes_its_place(filters: Filters) -> None:
    chips = filters.standing.chips
    chips[0].click()
    chips[1].click()
    assert [chip.isChecked() for chip in chips] == [False, True, False, False]
    chips[1].click()
    assert not any(chip.isChecked() for chip in chips)
    chips[1].click()
    filters.clear()
    assert not filters.is_any_in_force


@pytest.mark.parametrize("language", ["en", "ar", "zh_HK"])
def test_each_chip_says_what_it_is_about(
    qtbot: QtBot, qapp: QApplication, theme: Theme, language: str
) -> None:
    i18n.install(qapp, language)
    filters = Filters(theme)
    qtbot.addWidget(filters)
    groups = (filters.period, filters.standing, filters.fulfilment)
    names = [chip.accessibleName() for group in groups for chip in group.chips]
    assert len(set(names)) == len(names) == 10
