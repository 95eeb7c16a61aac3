"""A day is counted by what ended on it; money is what Keeta says was paid."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Cancellation, Line, Order, Party, Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.domain.sold_out import DAY_BEGINS, kitchen_day
from kitchen_app.domain.tickets import DaySummary
from kitchen_app.services.day_summary import count_day, summary_of
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order
from tests.printing.papers import CASE

DAY = kitchen_day(NOON)
SOUP = Line(line_id="1", name="Soup", quantity=3, left=2)
TEA = Line(line_id="2", name="Tea")
GONE = Line(line_id="3", name="Cake", left=0)


def completed(number: int, at: datetime = NOON, minor: int = 1000, currency: str = "SAR") -> Order:
    return an_order(
        number,
        status=Status.COMPLETED,
        completed_at=at,
        paid=Money(minor=minor, currency=currency),
        lines=(SOUP, TEA, GONE),
    )


def cancelled(number: int, by: Party, accepted_at: datetime | None = None) -> Order:
    end = Cancellation(by=by, reason="", at=NOON, seen_at=NOON)
    return an_order(
        number, status=Status.CANCELLED, cancellation=end, accepted_at=accepted_at, lines=(SOUP,)
    )


def counted(*orders: Order) -> DaySummary:
    return count_day(DAY, orders, {}, NOON)


def test_what_was_completed_is_sold() -> None:
    day = counted(completed(1), completed(2, minor=550), completed(3, minor=7, currency="HKD"))
    assert day.completed == 3
    assert [(each.currency, each.minor) for each in day.sold] == [("HKD", 7), ("SAR", 1550)]
    assert day.items == (("Soup", 6), ("Tea", 3))


def test_an_order_without_an_amount_is_counted_all_the_same() -> None:
    day = counted(replace(completed(1), paid=None, completed_at=None))
    assert (day.completed, day.sold) == (1, ())


def test_only_what_nobody_wished_and_nobody_accepted_is_missed() -> None:
    day = counted(
        cancelled(1, Party.CUSTOMER),
        cancelled(2, Party.MERCHANT),
        cancelled(3, Party.SYSTEM),
        cancelled(4, Party.SYSTEM, accepted_at=NOON),
        replace(cancelled(5, Party.SYSTEM), cancellation=None),
    )
    assert (day.cancelled, day.missed, day.items) == (3, 2, ())


def test_what_is_open_or_of_another_day_is_not_counted() -> None:
    day = counted(an_order(1), completed(2, at=NOON + timedelta(days=1)))
    assert day == DaySummary(day=DAY, printed_at=NOON)


def test_the_day_begins_at_four_in_the_morning() -> None:
    midnight = NOON.astimezone().replace(hour=0, minute=0)
    begins = (midnight + DAY_BEGINS).astimezone(UTC)
    ends = [begins - timedelta(seconds=1), begins, begins + timedelta(hours=23, minutes=59)]
    days = [counted(completed(1, at=end)).completed for end in ends]
    assert days == [0, 1, 1]


def test_a_refund_counts_on_the_day_of_its_news() -> None:
    order = completed(1)
    cases = [
        replace(CASE, told_at=NOON),
        replace(CASE, told_at=NOON, state=RefundState.WAITING),
        replace(CASE, told_at=NOON - timedelta(days=2)),
    ]
    told = [count_day(DAY, [order], {order.order_id: [case]}, NOON).refunded for case in cases]
    assert told == [1, 0, 0]


def test_a_summary_is_of_what_is_stored(tmp_path: Path) -> None:
    store = SqliteStore(open_database(tmp_path))
    with store.transaction():
        store.orders.save(completed(1), NOON)
        store.orders.save(an_order(2), NOON)
        store.orders.save(completed(3), NOON - timedelta(days=2))  # changed long before
    assert summary_of(store, DAY, NOON).completed == 1
    store.close()
