"""What stays of an order for the books when the order itself is gone: money, no people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kitchen_app.domain.actions import NEVER_REPEATED, Action
from kitchen_app.domain.history import Outcome, outcome_of
from kitchen_app.domain.later import cooked_since
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, OrderId, Party, Payment, ShopId, Status
from kitchen_app.domain.refunds import RefundCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """What an order brought and what of it went back. `given_back` is what the shop refunded.

    From `net` on it is what reports need (docs/decisions/0041): an older program kept none of it,
    and then `outcome` is None.
    """

    order_id: OrderId
    shop_id: ShopId
    number: str
    status: Status
    placed_at: datetime
    paid: Money | None
    payment: Payment | None
    refunds: tuple[RefundCase, ...]
    given_back: tuple[Action, ...]
    net: Money | None = None
    outcome: Outcome | None = None
    ended_by: Party | None = None
    accepted_at: datetime | None = None
    cooked_since: datetime | None = None
    ready_at: datetime | None = None


def earnings_of(order: Order, cases: Iterable[RefundCase], actions: Iterable[Action]) -> Earnings:
    """Return an order's money; nothing of it says who the customer was."""
    return Earnings(
        order_id=order.order_id,
        shop_id=order.shop_id,
        number=order.number,
        status=order.status,
        placed_at=order.placed_at,
        paid=order.paid,
        payment=order.payment,
        refunds=tuple(case.without_person() for case in cases),
        given_back=tuple(
            action.without_person() for action in actions if action.kind in NEVER_REPEATED
        ),
        net=order.net,
        outcome=outcome_of(order),
        ended_by=order.cancellation.by if order.cancellation else None,
        accepted_at=order.accepted_at,
        cooked_since=cooked_since(order) if order.accepted_at else None,
        ready_at=order.ready_at,
    )
