"""What the order machine asks for; it performs none of it."""

from dataclasses import dataclass
from datetime import datetime

from kitchen_app.domain.order import OrderId, ShopId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """Ask Keeta for the order: what we hold is incomplete or doubtful.

    `shop_id` is the shop of an order that is not stored; a stored one tells its own.
    """

    order_id: OrderId
    shop_id: ShopId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row for the order's timeline: `kind` is a code, `detail` short plain text."""

    at: datetime
    kind: str
    detail: str = ""
