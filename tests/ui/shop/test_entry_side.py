"""Beside the calendar: entries, or the holidays to begin with."""

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import SpecialDays
from kitchen_app.ui.shop.entry_side import EntrySide
from kitchen_app.ui.theme import Theme

TODAY = date(2026, 3, 14)
FEAST = SpecialDays(first=date(2026, 3, 19), last=date(2026, 3, 22))


@pytest.fixture
def side(ground: QWidget, theme: Theme) -> EntrySide:
    made = EntrySide(theme, ground)
    made.show()
    return made


def test_what_is_about_an_entry_is_there_with_one(side: EntrySide) -> None:
    side.show_value((FEAST,), None, zone_name="Asia/Dubai", today=TODAY)
    assert not side.remove_button.isVisible()
    side.show_value((FEAST,), FEAST, zone_name="Asia/Dubai", today=TODAY)
    assert side.remove_button.isVisible()
    assert side.clear_button.isEnabled()
    side.show_value((), None, zone_name="Asia/Dubai", today=TODAY)
    assert not side.clear_button.isEnabled()


def test_holidays_are_a_touch_away_and_one_back(side: EntrySide, qtbot: QtBot) -> None:
    side.show_value((FEAST,), None, zone_name="Asia/Dubai", today=TODAY)
    side.holidays_button.click()
    assert side.holidays.isVisible()
    side.holidays.back_button.click()
    assert side.entries.isVisible()
    assert not side.holidays.isVisible()


def test_where_no_list_is_known_none_is_offered(side: EntrySide) -> None:
    side.show_value((), None, zone_name="Europe/Paris", today=TODAY)
    assert not side.holidays_button.isVisible()
