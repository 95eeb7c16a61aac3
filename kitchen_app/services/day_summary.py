"""What a day of the kitchen brought, for its paper: counted from what is stored, nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from kitchen_app.domain.history import Outcome, outcome_of
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.refunds import GIVEN_BACK, RefundCase
from kitchen_app.domain.sold_out import day_begins, kitchen_day
from kitchen_app.domain.tickets import DaySummary
from kitchen_app.services.ports import Store

_CLOCKS_APART = timedelta(hours=1)
"""Orders are found by our clock, and their end is told in Keeta's."""

Cases = Mapping[OrderId, Iterable[RefundCase]]


def summary_of(store: Store, day: date, now: datetime) -> DaySummary:
    """Return what is stored of a day of the kitchen; older orders may be gone (0016)."""
    since = day_begins(day) - _CLOCKS_APART
    orders = [row.order for row in store.orders.open_or_changed_since(since)]
    cases = {order.order_id: store.refunds.of_order(order.order_id) for order in orders}
    return count_day(day, orders, cases, now)


def count_day(day: date, orders: Iterable[Order], cases: Cases, now: datetime) -> DaySummary:
    """Count the orders that ended on a day, as they are now.

    An order that nobody here accepted, and that neither the customer nor the shop ended, is missed
    and not cancelled. `sold` adds up what Keeta says was paid for completed orders, and takes
    nothing off for refunds, which are only counted. Dishes are those of completed orders that were
    not given back, the most frequent first.
    """
    ended: Counter[str] = Counter()
    sold: Counter[str] = Counter()
    dishes: Counter[str] = Counter()
    for order in orders:
        given = [case for case in cases.get(order.order_id, ()) if case.state in GIVEN_BACK]
        ended["refunded"] += any(kitchen_day(case.told_at) == day for case in given)
        if _ended_at(order, day):
            ended[outcome_of(order)] += 1
            if order.status is Status.COMPLETED:
                if order.paid:
                    sold[order.paid.currency] += order.paid.minor
                for line in order.lines:
                    dishes[line.name] += line.to_make
    return DaySummary(
        day=day,
        printed_at=now,
        completed=ended[Outcome.FINISHED],
        cancelled=ended[Outcome.CANCELLED] + ended[Outcome.REJECTED],
        refunded=ended["refunded"],
        missed=ended[Outcome.MISSED],
        sold=tuple(Money(minor=sold[each], currency=each) for each in sorted(sold)),
        items=tuple((name, count) for name, count in dishes.most_common() if count),
    )


def _ended_at(order: Order, day: date) -> bool:
    """Tell whether an order ended on a day; without a time of its end it is when it was placed."""
    if not order.status.is_final:
        return False
    end = order.cancellation.at if order.cancellation else order.completed_at
    return kitchen_day(end or order.placed_at) == day
