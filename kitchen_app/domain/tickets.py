"""What pieces of paper tell; how they look is decided where they are drawn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Line, Order
from kitchen_app.domain.refunds import RefundCase


class Copy(StrEnum):
    """Which of its papers an order is printed on."""

    KITCHEN = "kitchen"  # for those who cook: no prices
    BAG = "bag"  # goes with the food: the customer, the total, boxes to check
    STOP = "stop"  # only what is not to be made, or not any more


class Mark(StrEnum):
    """Whether the same paper, or an earlier one, may be in the kitchen already."""

    FIRST = "first"
    COPY = "copy"  # somebody asked for it again
    POSSIBLE_COPY = "possible copy"  # nobody knows whether the first came out
    CHANGED = "changed"  # takes the place of an earlier one that says something else


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One paper of an order.

    `only` are the lines of one `station`; None is the whole order. `case` is the refund of which a
    stop slip tells; without one it tells of the order's cancellation. `changed` are the ids of the
    lines that the paper which this one replaces does not show, or shows otherwise; `gone` are its
    lines that the order does not have any more. `shop` heads the paper where several are served.
    """

    copy: Copy
    order: Order
    printed_at: datetime
    mark: Mark = Mark.FIRST
    station: str = ""
    only: tuple[Line, ...] | None = None
    case: RefundCase | None = None
    changed: frozenset[str] = frozenset()
    gone: tuple[Line, ...] = ()
    shop: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        return self.order.lines if self.only is None else self.only


@dataclass(frozen=True, slots=True, kw_only=True)
class TestPage:
    """Shows what a printer can do, in every language."""

    __test__ = False  # no test, although it is called so

    printer: str
    printed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """What a day brought. `sold` are the amounts as Keeta states them, one for each currency."""

    day: date
    printed_at: datetime
    completed: int = 0
    cancelled: int = 0
    refunded: int = 0
    missed: int = 0
    sold: tuple[Money, ...] = ()
    items: tuple[tuple[str, int], ...] = ()


Paper = Ticket | TestPage | DaySummary
