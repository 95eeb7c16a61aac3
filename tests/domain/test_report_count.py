"""Counting a period, held against a slow and obvious way to do it."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party, ShopId
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.report import (
    Figures,
    GivenBack,
    RefundLine,
    ReportRow,
    Span,
    Stated,
    Why,
    period_of,
)
from kitchen_app.domain.report_count import figures_of, report_of, spread_of
from kitchen_app.domain.sold_out import kitchen_day
from tests.fakes import NOON, SHOP

DAY = kitchen_day(NOON)
WEEK = period_of(Span.WEEK, DAY)
LATE_MIN = 15

money = st.none() | st.builds(
    Money, minor=st.integers(-500, 90_000), currency=st.sampled_from(("SAR", "HKD"))
)
given_back = st.builds(
    GivenBack,
    by=st.sampled_from((Party.CUSTOMER, Party.MERCHANT)),
    amount=money,
    chosen=st.none() | st.sampled_from(PartRefundReason),
    words=st.sampled_from(("", "cold", "late", "missing")),
)


@st.composite
def order_rows(draw: st.DrawFn) -> tuple[ReportRow, ...]:
    return tuple(draw(one_row(number)) for number in range(draw(st.integers(0, 12))))


@st.composite
def one_row(draw: st.DrawFn, number: int) -> ReportRow:
    placed = WEEK.begins + timedelta(seconds=draw(st.integers(0, 7 * 86_400 - 1)))
    accepted = draw(st.none() | st.integers(0, 600))
    ready = draw(st.none() | st.integers(0, 3000))
    since = None if accepted is None else placed + timedelta(seconds=accepted)
    return ReportRow(
        order_id=OrderId(str(number)),
        shop_id=draw(st.sampled_from((SHOP, ShopId("2")))),
        number=str(number),
        placed_at=placed,
        outcome=draw(st.none() | st.sampled_from(Outcome)),
        ended_by=draw(st.none() | st.sampled_from(Party)),
        paid=draw(money),
        net=draw(money),
        accepted_at=since,
        cooked_since=since,
        ready_at=None if None in (since, ready) else placed + timedelta(seconds=600 + (ready or 0)),
        given_back=tuple(draw(st.lists(given_back, max_size=2))),
        is_timed=draw(st.booleans()),
    )


def stated(amounts: Sequence[Money | None]) -> Stated:
    told = [each for each in amounts if each is not None]
    currencies = sorted({each.currency for each in told})
    return Stated(
        amounts=tuple(
            Money(minor=sum(e.minor for e in told if e.currency == currency), currency=currency)
            for currency in currencies
        ),
        missing=len(amounts) - len(told),
    )


def slowly(rows: Sequence[ReportRow]) -> Figures:
    """Count the way one would on paper."""
    finished = [row for row in rows if row.outcome is Outcome.FINISHED]
    prepared = [row.prepare_s for row in rows if row.prepare_s is not None]
    refunds = [given for row in rows for given in row.given_back]
    ends = [row.outcome for row in rows]
    parties = [row.ended_by for row in rows]
    return Figures(
        orders=len(rows),
        outcomes={end: ends.count(end) for end in Outcome if end in ends},
        unknown=ends.count(None),
        ended_by={party: parties.count(party) for party in Party if party in parties},
        sales=stated([row.paid for row in finished]),
        net=stated([row.net for row in finished]),
        refunded=len([row for row in rows if row.given_back]),
        given_back=stated([given.amount for given in refunds]),
        accept=spread_of(row.accept_s for row in rows if row.accept_s is not None),
        prepare=spread_of(prepared),
        late=len([seconds for seconds in prepared if seconds >= LATE_MIN * 60]),
        untimed=len([row for row in rows if not row.is_timed]),
    )


@given(order_rows(), order_rows())
def test_every_group_is_counted_as_one_would_on_paper(
    rows: tuple[ReportRow, ...], earlier: tuple[ReportRow, ...]
) -> None:
    report = report_of(WEEK, rows, earlier, now=WEEK.ends, late_after_min=LATE_MIN)
    assert report.whole == slowly(rows)
    assert report.earlier == slowly(earlier) == figures_of(earlier, LATE_MIN)
    groups: tuple[tuple[object, Callable[[ReportRow], object]], ...] = (
        (report.days, lambda row: kitchen_day(row.placed_at)),
        (report.hours, lambda row: row.placed_at.astimezone().hour),
        (report.weekdays, lambda row: kitchen_day(row.placed_at).weekday()),
        (report.shops, lambda row: row.shop_id),
    )
    for counted, key in groups:
        keys = {key(row) for row in rows}
        assert counted == {each: slowly([r for r in rows if key(r) == each]) for each in keys}
    assert sum(line.count for line in report.refunds) == sum(len(row.given_back) for row in rows)


@given(st.lists(st.integers(0, 5000), min_size=1))
def test_times_are_those_of_the_nearest_rank(seconds: list[int]) -> None:
    spread = spread_of(seconds)
    assert spread is not None
    assert spread.median_s == statistics.median_low(seconds)
    assert spread.longest_s == max(seconds)
    for share, told in ((0.9, spread.p90_s), (0.95, spread.p95_s)):
        assert told in seconds
        assert sum(each <= told for each in seconds) >= share * len(seconds)
        assert sum(each < told for each in seconds) < share * len(seconds)
    assert spread_of([]) is None


def row(number: int, *given: GivenBack) -> ReportRow:
    return ReportRow(
        order_id=OrderId(str(number)),
        shop_id=SHOP,
        number=str(number),
        placed_at=NOON,
        outcome=Outcome.FINISHED,
        given_back=given,
    )


def test_words_of_few_orders_stand_nowhere_and_those_of_several_are_a_reason() -> None:
    ten = Money(minor=1000, currency="SAR")
    cold = GivenBack(by=Party.CUSTOMER, words="Food was cold", amount=ten)
    rows = (
        row(1, cold),
        row(2, replace(cold, amount=None)),
        row(6, cold),
        *(row(n, GivenBack(by=Party.CUSTOMER, words="ring 0501234567")) for n in range(7, 11)),
        row(3, *(GivenBack(by=Party.CUSTOMER, words="for Sara"),) * 2),
        row(4, GivenBack(by=Party.CUSTOMER)),
        row(5, GivenBack(by=Party.MERCHANT, chosen=PartRefundReason.MISSING, words="x")),
    )
    report = report_of(period_of(Span.DAY, DAY), rows, (), now=NOON, late_after_min=15)
    assert set(report.refunds) == {
        RefundLine(
            by=Party.CUSTOMER,
            why=Why.TOLD,
            words="Food was cold",
            count=3,
            given_back=Stated(amounts=(replace(ten, minor=2000),), missing=1),
        ),
        RefundLine(by=Party.CUSTOMER, why=Why.OWN, count=6, given_back=Stated(missing=6)),
        RefundLine(by=Party.CUSTOMER, why=Why.NOT_KEPT, count=1, given_back=Stated(missing=1)),
        RefundLine(
            by=Party.MERCHANT, why=PartRefundReason.MISSING, count=1, given_back=Stated(missing=1)
        ),
    }
    assert "Sara" not in repr(report)
    assert "0501" not in repr(report)


@pytest.mark.parametrize(("hours", "goes_on"), [(-9, False), (0, True), (23, False)])
def test_a_period_that_goes_on_says_until_when(hours: int, goes_on: bool) -> None:
    now = NOON + timedelta(hours=hours)
    report = report_of(period_of(Span.DAY, DAY), (), (), now=now, late_after_min=15)
    assert report.until == (now if goes_on else None)
    assert report.whole == Figures()


def test_the_hours_after_midnight_belong_to_the_day_before() -> None:
    night = replace(row(1), placed_at=NOON.astimezone().replace(hour=2) + timedelta(days=1))
    report = report_of(WEEK, (night,), (), now=NOON, late_after_min=15)
    assert (list(report.days), list(report.hours)) == ([DAY], [2])
    assert isinstance(next(iter(report.days)), date)
