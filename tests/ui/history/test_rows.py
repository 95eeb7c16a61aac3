"""A row tells an order at a glance; a day's line tells what the whole day brought."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.history import DayTotals, FoundOrder, Outcome
from kitchen_app.domain.money import Money
from kitchen_app.ui.history.rows import HistoryRow, day_of, day_words
from kitchen_app.ui.theme import Theme
from tests.ui import canned, canned_history

PAGE = canned_history.history()
DAY = date(2026, 3, 14)


def row_of(qtbot: QtBot, theme: Theme, found: FoundOrder) -> HistoryRow:
    row = HistoryRow(theme, found)
    qtbot.addWidget(row)
    return row


def test_a_row_says_number_time_end_amount_and_dishes(qtbot: QtBot, theme: Theme) -> None:
    spoken = row_of(qtbot, theme, PAGE.orders[3]).accessibleName()
    for part in ("0977", "Finished", "Refunded", "Pickup", "SAR", "68.00", "Lentil soup"):
        assert part in spoken


@pytest.mark.parametrize("outcome", Outcome)
def test_every_end_has_its_word(qtbot: QtBot, theme: Theme, outcome: Outcome) -> None:
    found = replace(PAGE.orders[0], outcome=outcome)
    assert row_of(qtbot, theme, found).accessibleName()


def test_many_dishes_are_cut_and_none_is_no_line(qtbot: QtBot, theme: Theme) -> None:
    assert "+1" in row_of(qtbot, theme, PAGE.orders[4]).accessibleName()
    bare = FoundOrder(order=canned.order("1", lines=(), paid=None), outcome=Outcome.OPEN)
    assert "×" not in row_of(qtbot, theme, bare).accessibleName()


def test_a_touch_tells_the_order(qtbot: QtBot, theme: Theme) -> None:
    row = row_of(qtbot, theme, PAGE.orders[0])
    with qtbot.waitSignal(row.chosen) as chosen:
        row.click()
    assert chosen.args == [PAGE.orders[0].order_id]
    assert row.minimumHeight() >= theme.px("target")


def test_a_day_is_told_whole(qtbot: QtBot) -> None:
    totals = DayTotals(
        orders=2,
        refunded=1,
        sold=(Money(minor=6800, currency="SAR"), Money(minor=1250, currency="KWD")),
        given_back=(Money(minor=100, currency="SAR"),),
    )
    told = day_words(DAY, totals)
    for part in ("Sat 14/03/2026", "whole day: 2 orders", "68.00", "1.250", "1 refunded", "1.00"):
        assert part in told
    assert day_words(DAY, None) == "Sat 14/03/2026"
    unknown = day_words(DAY, replace(totals, given_back=()))
    assert unknown.endswith("1 refunded")


def test_an_order_belongs_to_the_day_it_was_placed_on() -> None:
    assert day_of(PAGE.orders[0].order) == canned_history.TODAY
