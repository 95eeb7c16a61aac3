"""Reports of a busy day and of a month, as they are counted."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId, Party, ShopId
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.report import GivenBack, Period, Report, ReportRow, Span, period_of
from kitchen_app.domain.report_count import report_of
from kitchen_app.domain.sold_out import kitchen_day
from tests.ui.canned import NOW

DAY = period_of(Span.DAY, kitchen_day(NOW)).before()
MONTH = period_of(Span.MONTH, kitchen_day(NOW)).before()
_BUSY = {
    7: 1,
    8: 3,
    9: 4,
    10: 3,
    11: 6,
    12: 14,
    13: 17,
    14: 9,
    15: 4,
    18: 12,
    19: 19,
    20: 21,
    21: 8,
}
_REASONS = ("Food was cold", "Something was missing")


def _rows(period: Period, seed: int) -> Iterator[ReportRow]:
    """Return the orders of a period, always the same ones."""
    chance = random.Random(seed)
    number = 0
    for day in range(len(period.days)):
        for hour, count in _BUSY.items():
            for _ in range(max(0, count + chance.randrange(-2, 3))):
                number += 1
                midnight = period.begins - timedelta(hours=4)
                minutes = chance.randrange(60)
                placed = midnight + timedelta(days=day, hours=hour, minutes=minutes)
                yield _row(placed, number, chance)


def _row(placed: datetime, number: int, chance: random.Random) -> ReportRow:
    accepted = placed + timedelta(seconds=chance.randrange(8, 95))
    row = ReportRow(
        order_id=OrderId(str(number)),
        shop_id=ShopId("1"),
        number=str(number),
        placed_at=placed,
        outcome=Outcome.FINISHED,
        paid=Money(minor=chance.randrange(2500, 14_000, 50), currency="SAR"),
        net=Money(minor=chance.randrange(1800, 10_000), currency="SAR"),
        accepted_at=accepted,
        cooked_since=accepted,
        ready_at=accepted + timedelta(seconds=chance.randrange(240, 1080)),
    )
    kind = chance.randrange(40)
    if kind == 0:
        return replace(row, outcome=Outcome.MISSED, ended_by=Party.SYSTEM, ready_at=None)
    if kind == 1:
        return replace(row, outcome=Outcome.CANCELLED, ended_by=Party.CUSTOMER, ready_at=None)
    if kind in (2, 3):
        given = GivenBack(
            by=Party.CUSTOMER,
            words=_REASONS[kind % 2],
            amount=Money(minor=1200, currency="SAR"),
        )
        return replace(row, given_back=(given,))
    if kind == 4:
        ours = GivenBack(by=Party.MERCHANT, chosen=PartRefundReason.NO_INGREDIENTS)
        return replace(row, net=None, given_back=(ours,))
    return row


def _made(period: Period) -> Report:
    rows = [row for row in _rows(period, 7) if row.placed_at <= NOW]
    earlier = tuple(_rows(period.compared_with(), 8))[: len(rows) - 9]
    return report_of(period, rows, earlier, now=NOW, late_after_min=15)


def day() -> Report:
    """Return the day before."""
    return _made(DAY)


def month() -> Report:
    """Return the month before, some of it kept by an older program."""
    report = _made(MONTH)
    return replace(report, whole=replace(report.whole, untimed=212, unknown=4))


def empty() -> Report:
    """Return a day without an order."""
    return report_of(DAY, (), (), now=NOW, late_after_min=15)
