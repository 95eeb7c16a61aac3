"""What the order machine asks for; it performs none of it."""

from dataclasses import dataclass
from datetime import datetime

from kitchen_app.domain.order import OrderId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOrder:
    """Ask Keeta for the order: what we hold is incomplete or doubtful."""

    order_id: OrderId


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row for the order's timeline: `kind` is a code, `detail` short plain text."""

    at: datetime
    kind: str
    detail: str = ""
