"""What can happen to an order, whoever tells us: a callback, a read, or Keeta's answer to us."""

from dataclasses import dataclass
from datetime import datetime

from kitchen_app.domain.order import Order, OrderId, Party, Rider, ShopId
from kitchen_app.domain.refunds import RefundCase


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Keeta told us of a new order, with what is in it (event 1001)."""

    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """We asked Keeta and this is the order as it says it is, with its refunds (order/get)."""

    order: Order
    cases: tuple[RefundCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Keeta says the order is accepted (event 1002, or success of our confirm)."""

    order_id: OrderId
    shop_id: ShopId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Keeta took our word that the food is ready (success of prepare; there is no event)."""

    order_id: OrderId
    shop_id: ShopId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """The shop's own courier has left (success of order/dispatched; there is no event)."""

    order_id: OrderId
    shop_id: ShopId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The customer has the food (event 1003)."""

    order_id: OrderId
    shop_id: ShopId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """Somebody ended the order (event 1004, or success of our cancel)."""

    order_id: OrderId
    shop_id: ShopId
    at: datetime
    by: Party
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RiderMoved:
    """The delivery went a step on (event 1006)."""

    order_id: OrderId
    shop_id: ShopId
    rider: Rider


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTold:
    """Something happened to a refund case (events 1005 and 1007, or Keeta's yes to our answer)."""

    case: RefundCase
    shop_id: ShopId


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinted:
    """Something concerns this order but does not say what: look at Keeta.

    A thin 1001, an event nobody documents, or a message whose sender is not proven.
    """

    order_id: OrderId
    shop_id: ShopId
    event_id: int
    creates: bool = True
    """Whether an order we do not know gets a card at once (only for proven senders)."""


OrderEvent = (
    Placed
    | ReadBack
    | Accepted
    | Prepared
    | Dispatched
    | Completed
    | Cancelled
    | RiderMoved
    | Hinted
)
"""What the order machine decides on."""

Event = OrderEvent | RefundTold


def order_id_of(event: Event) -> OrderId:
    """Return the order an event speaks of."""
    if isinstance(event, RefundTold):
        return event.case.order_id
    if isinstance(event, Placed | ReadBack):
        return event.order.order_id
    return event.order_id
