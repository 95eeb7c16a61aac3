"""What people look for among all orders that are kept, and what they find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Fulfilment, Order, OrderId, Party, Status
from kitchen_app.domain.shop_marks import ShopMark


class Outcome(StrEnum):
    """How an order ended, as the kitchen sees it."""

    OPEN = "open"  # it has not ended
    FINISHED = "finished"
    CANCELLED = "cancelled"
    REJECTED = "rejected"  # ended by the shop before anybody had accepted it
    MISSED = "missed"  # nobody here accepted it, and neither customer nor shop ended it


class Standing(StrEnum):
    """What people may limit a search to; `REFUNDED` is besides how an order ended."""

    FINISHED = "finished"
    CANCELLED = "cancelled"
    MISSED = "missed"
    REFUNDED = "refunded"


MEANT_BY: Mapping[Standing, tuple[Outcome, ...]] = {
    Standing.FINISHED: (Outcome.FINISHED,),
    Standing.CANCELLED: (Outcome.CANCELLED,),
    Standing.MISSED: (Outcome.MISSED, Outcome.REJECTED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for. `first` and `last` are days of the kitchen, both included.

    `before` is the key of the last order that is known already (`Found.next`). `own_names` are the
    kitchen's names by those of the menu: what is typed may be either. `today` is for days that are
    typed without a year.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    standing: Standing | None = None
    fulfilment: Fulfilment | None = None
    before: int | None = None
    own_names: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOrder:
    """One order that was found, as it is stored; `shop` is None while a single one is served."""

    order: Order
    outcome: Outcome
    is_refunded: bool = False
    shop: ShopMark | None = None

    @property
    def order_id(self) -> OrderId:
        return self.order.order_id


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTotals:
    """A whole day of the kitchen, whatever was looked for: by when orders were placed.

    `sold` adds up what Keeta says was paid for finished orders and takes nothing off; `refunded`
    counts the orders of which something was given back, `given_back` adds that up as far as Keeta
    tells it. Each has one amount for each currency.
    """

    orders: int = 0
    refunded: int = 0
    sold: tuple[Money, ...] = ()
    given_back: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of what was found, the newest first; `next` is None when there is no more.

    `left` orders of an older version of the program cannot be found yet.
    """

    orders: tuple[FoundOrder, ...] = ()
    days: Mapping[date, DayTotals] = field(default_factory=dict)
    next: int | None = None
    left: int = 0


def outcome_of(order: Order) -> Outcome:
    """Return how an order ended."""
    if not order.status.is_final:
        return Outcome.OPEN
    if order.status is Status.COMPLETED:
        return Outcome.FINISHED
    by = order.cancellation.by if order.cancellation else None
    if order.accepted_at is not None or by is Party.CUSTOMER:
        return Outcome.CANCELLED
    return Outcome.REJECTED if by is Party.MERCHANT else Outcome.MISSED
