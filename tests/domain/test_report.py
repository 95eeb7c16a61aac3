"""Periods of a report: whole days of the kitchen, one after the other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.report import EARLIEST, LATEST, Period, ReportRow, Span, period_of
from tests.fakes import NOON, SHOP, an_order

days = st.dates(EARLIEST + timedelta(days=40), LATEST - timedelta(days=40))
spans = st.sampled_from(Span)


@given(spans, days)
def test_a_period_has_its_day_and_meets_its_neighbours(span: Span, day: date) -> None:
    period = period_of(span, day)
    assert day in period.days
    assert (period.days[0], period.days[-1]) == (period.first, period.last)
    assert period.before().after() == period.after().before() == period
    assert period.before().ends == period.begins < period.ends == period.after().begins


@pytest.mark.parametrize(
    ("span", "first", "last", "other"),
    [
        (Span.DAY, date(2026, 3, 14), date(2026, 3, 14), date(2026, 3, 7)),
        (Span.WEEK, date(2026, 3, 9), date(2026, 3, 15), date(2026, 3, 2)),
        (Span.MONTH, date(2026, 3, 1), date(2026, 3, 31), date(2026, 2, 1)),
    ],
)
def test_what_a_saturday_belongs_to(span: Span, first: date, last: date, other: date) -> None:
    period = period_of(span, date(2026, 3, 14))
    assert (period.first, period.last) == (first, last)
    assert period.compared_with() == period_of(span, other)


@pytest.mark.parametrize("span", Span)
def test_nothing_leads_out_of_the_calendar(span: Span) -> None:
    for end in (date.min, date.max):
        period = period_of(span, end)
        assert isinstance(period.compared_with(), Period)
        assert period.before().begins < period.after().ends


def test_times_are_whole_seconds_and_never_negative() -> None:
    order = an_order()
    row = ReportRow(
        order_id=order.order_id,
        shop_id=SHOP,
        number="1",
        placed_at=NOON,
        outcome=None,
        accepted_at=NOON - timedelta(seconds=2),
        cooked_since=NOON,
        ready_at=NOON + timedelta(seconds=61.9),
    )
    assert (row.accept_s, row.prepare_s) == (0, 61)
