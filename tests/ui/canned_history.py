"""Orders of two days, as they are found."""

from dataclasses import replace
from datetime import timedelta

from kitchen_app.domain.history import DayTotals, Found, FoundOrder, Outcome, outcome_of
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Cancellation, Fulfilment, Order, Party, Status
from kitchen_app.domain.sold_out import kitchen_day
from tests.ui.canned import NOW, RICE, SHAWARMA, SOUP, TEA, order

TODAY = kitchen_day(NOW)
DAY = timedelta(days=1)


def ended(number: str, age: timedelta, **changes: object) -> Order:
    placed = order(number, status=Status.COMPLETED, age_s=age.total_seconds())
    return replace(placed, completed_at=NOW - age, **changes)  # type: ignore[arg-type]  # names of the dataclass


def found_of(shown: Order, *, is_refunded: bool = False) -> FoundOrder:
    return FoundOrder(order=shown, outcome=outcome_of(shown), is_refunded=is_refunded)


def history() -> Found:
    """Return a page of two days, with an order of each kind."""
    minute = timedelta(minutes=1)
    end = Cancellation(by=Party.SYSTEM, reason="", at=NOW, seen_at=NOW)
    missed = replace(
        ended("1029", 70 * minute, lines=(TEA,)),
        status=Status.CANCELLED,
        cancellation=end,
        accepted_at=None,
    )
    orders = (
        found_of(order("1044", age_s=95, lines=(RICE,))),
        found_of(ended("1032", 60 * minute)),
        found_of(missed),
        found_of(
            ended("0977", DAY, lines=(RICE, TEA, SOUP), fulfilment=Fulfilment.PICKUP),
            is_refunded=True,
        ),
        found_of(
            ended("0976", DAY + minute, lines=(SHAWARMA, TEA, SOUP, RICE, TEA), paid=None),
        ),
    )
    assert orders[2].outcome is Outcome.MISSED
    sold = Money(minor=6800, currency="SAR")
    days = {
        TODAY: DayTotals(orders=3, sold=(sold,)),
        TODAY - DAY: DayTotals(
            orders=212,
            refunded=3,
            sold=(Money(minor=1_431_250, currency="SAR"),),
            given_back=(Money(minor=9550, currency="SAR"),),
        ),
    }
    return Found(orders=orders, days=days)
