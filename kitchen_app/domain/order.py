"""The order as the kitchen knows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from kitchen_app.domain.money import Money

OrderId = NewType("OrderId", str)
"""Keeta's `orderViewId` as decimal text: it never passes through a float."""

ShopId = NewType("ShopId", str)


class Status(StrEnum):
    """How far an order has come; the order of the members is the order of life."""

    NEW = "new"
    ACCEPTED = "accepted"
    READY = "ready"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def rank(self) -> int:
        return list(Status).index(self)

    @property
    def is_final(self) -> bool:
        return self in (Status.COMPLETED, Status.CANCELLED)


class Fulfilment(StrEnum):
    """Who brings the food to the customer."""

    DELIVERY = "delivery"  # a Keeta rider
    PICKUP = "pickup"  # the customer comes
    SELF_DELIVERY = "self_delivery"  # the shop's own courier
    DRONE = "drone"


class RiderState(StrEnum):
    """Progress of a delivery (Keeta's logistics status)."""

    REQUESTED = "requested"
    SEARCHING = "searching"
    ASSIGNED = "assigned"
    ARRIVED = "arrived"
    COLLECTED = "collected"
    DELIVERED = "delivered"
    LOST = "lost"  # the delivery was cancelled, not the order; another rider may come


class Party(StrEnum):
    """Who did something to an order."""

    SYSTEM = "system"
    CUSTOMER = "customer"
    MERCHANT = "merchant"
    SUPPORT = "support"  # Keeta's customer service
    UNKNOWN = "unknown"


class Problem(StrEnum):
    """Why a card cannot show everything; the cook is sent to Keeta's own app."""

    DETAILS_MISSING = "details_missing"  # we know of the order but not yet what is in it
    PARTLY_UNREADABLE = "partly_unreadable"  # some member had a shape we do not know
    UNKNOWN_STATUS = "unknown_status"  # Keeta sent a status number that nobody documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice within a line; `quantity` is for one piece of the line; `depth` 1 = its choice."""

    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 1
    depth: int = 0

    def to_make(self, pieces: int) -> int:
        """Return how many are made for so many pieces of the line: never the number for one."""
        return self.quantity * pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One product of an order. `names` maps language tags (`ar`, `zh-HK`) to the menu's names.

    `quantity` is what was bought. `left` is what a partial refund left of it, if less: 0 is a
    line that was given back whole, None one of which nothing was (as far as can be told).
    `spu_id` is Keeta's id of the product as decimal text, `spu_code` the vendor's own code of it;
    either may be missing. All sizes of a product share them.
    """

    line_id: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    spec: str = ""
    specs: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 1
    left: int | None = None
    note: str = ""
    options: tuple[Option, ...] = ()
    spu_id: str = ""
    spu_code: str = ""

    @property
    def to_make(self) -> int:
        """How many pieces somebody still waits for."""
        return self.quantity if self.left is None else self.left


@dataclass(frozen=True, slots=True, kw_only=True)
class Rider:
    """The last thing we heard of a delivery."""

    state: RiderState
    at: datetime
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """Who ended the order and why. `seen_at` is our clock when we learned of it."""

    by: Party
    reason: str
    at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How the customer pays; only `cash` is still to be collected."""

    is_cash: bool
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Everything the kitchen may know of one order. Times are UTC.

    `placed_at` and `accept_by` are in Keeta's clock, `received_at` in ours. `ready_by` is told of
    orders that are collected, `expected_at` (Keeta's estimate of when the food arrives) of those
    that are delivered. `paid` is what the customer pays and `net` what the shop gets of it, as
    Keeta states them; refunds are taken off neither. `platform_status` is Keeta's raw number, kept
    for support. A masked order holds nothing of a person any more, and no later news brings it back
    (docs/decisions/0016).
    """

    order_id: OrderId
    shop_id: ShopId
    number: str
    status: Status
    fulfilment: Fulfilment
    placed_at: datetime
    accept_by: datetime
    received_at: datetime
    ready_by: datetime | None = None
    expected_at: datetime | None = None
    lines: tuple[Line, ...] = ()
    note: str = ""
    cutlery: bool = False
    paid: Money | None = None
    net: Money | None = None
    payment: Payment | None = None
    rider: Rider | None = None
    accepted_at: datetime | None = None
    ready_at: datetime | None = None
    dispatched_at: datetime | None = None  # the shop's own courier has left
    completed_at: datetime | None = None
    cancellation: Cancellation | None = None
    problem: Problem | None = None
    platform_status: int | None = None
    is_masked: bool = False

    def without_person(self) -> "Order":
        """Return the order masked: no customer's note, no rider's name, no reason in words."""
        return replace(
            self,
            note="",
            lines=tuple(replace(line, note="") for line in self.lines),
            rider=self.rider and replace(self.rider, name=""),
            cancellation=self.cancellation and replace(self.cancellation, reason=""),
            is_masked=True,
        )
