"""Entries of special days: listed, found, made, moved, never over each other."""

from datetime import date

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import ALL_DAY, SpecialDays
from kitchen_app.ui.shop.entries import EntryList, entry_on, marks_of, with_dates, without
from kitchen_app.ui.shop.month_grid import Mark
from kitchen_app.ui.theme import Theme


def day(number: int) -> date:
    return date(2026, 3, number)


FEAST = SpecialDays(first=day(19), last=day(22))
OPEN = SpecialDays(first=day(25), last=day(25), periods=ALL_DAY)
BOTH = (FEAST, OPEN)


def test_an_entry_is_found_made_moved_and_removed() -> None:
    assert entry_on(BOTH, day(22)) is FEAST
    assert entry_on(BOTH, day(23)) is None
    made = with_dates(BOTH, day(24), day(23), None)
    assert made == (FEAST, SpecialDays(first=day(23), last=day(24)), OPEN)
    assert with_dates(BOTH, day(22), day(23), None) is None
    assert with_dates(BOTH, day(20), day(26), FEAST) is None
    moved = with_dates(BOTH, day(26), day(27), FEAST)
    assert moved == (OPEN, SpecialDays(first=day(26), last=day(27)))
    longer = with_dates(BOTH, day(25), day(26), OPEN)
    assert longer == (FEAST, SpecialDays(first=day(25), last=day(26), periods=ALL_DAY))
    assert without(BOTH, FEAST) == (OPEN,)


def test_days_are_marked_as_what_they_are() -> None:
    marks = marks_of(BOTH, None, day(28))
    assert marks == {
        **dict.fromkeys(map(day, range(19, 23)), Mark.CLOSED),
        day(25): Mark.OPEN,
        day(28): Mark.BEGUN,
    }
    assert marks_of(BOTH, OPEN, None)[day(25)] is Mark.CHOSEN


def test_the_list_says_dates_and_hours(ground: QWidget, theme: Theme, qtbot: QtBot) -> None:
    entries = EntryList(theme, ground)
    entries.show()
    entries.show_entries(BOTH, OPEN)
    told = [button.words.replace("\u2068", "").replace("\u2069", "") for button in entries.buttons]
    assert told == ["Thu, Mar 19 – Sun, Mar 22, 2026: closed", "Wed, Mar 25, 2026: open all day"]
    assert [button.isChecked() for button in entries.buttons] == [False, True]
    with qtbot.waitSignal(entries.chosen) as chosen:
        entries.buttons[0].click()
    assert chosen.args == [day(19)]
    entries.show_entries((OPEN,), None)
    assert len(entries.buttons) == 1
