"""What is still to be made, over all orders: each product once, with the tickets behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kitchen_app.domain.later import is_for_later
from kitchen_app.domain.order import Line, Order, OrderId, Status

TO_MAKE = frozenset({Status.NEW, Status.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One order that a product is made for.

    `due` is when it was promised, if it was. `is_accepted` is False for a new order: it counts
    only once somebody has accepted it.
    """

    order_id: OrderId
    number: str
    quantity: int
    due: datetime | None
    is_accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One way to make a product: `line` shows its options and note, its quantity is of one ticket.

    `quantity` is what the accepted orders want of it.
    """

    line: Line
    quantity: int
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTotal:
    """A product in one spec, in all its variations.

    `quantity` is what the accepted orders want, `waiting` what new ones would add.
    """

    line: Line
    quantity: int
    waiting: int
    variations: tuple[Variation, ...]

    @property
    def order_ids(self) -> frozenset[OrderId]:
        return frozenset(
            ticket.order_id for variation in self.variations for ticket in variation.tickets
        )


_Key = tuple[object, ...]


def counts_later(order: Order, now: datetime) -> bool:
    """Tell whether an order is to be made, and not yet: it counts once its time comes."""
    return order.status in TO_MAKE and is_for_later(order, now)


def all_day(orders: Iterable[Order], now: datetime) -> tuple[ItemTotal, ...]:
    """Return the totals of every line that is to be made now, the largest first.

    Orders that are ready, over, cancelled or for later count nothing, nor do pieces that were
    refunded.
    """
    found: dict[_Key, dict[_Key, tuple[Line, list[Ticket]]]] = {}
    for order in sorted(orders, key=_by_time):
        if order.status not in TO_MAKE or is_for_later(order, now):
            continue
        for line in order.lines:
            if line.to_make:
                ways = found.setdefault((line.name, line.spec), {})
                _, tickets = ways.setdefault(_way(line), (line, []))
                tickets.append(_ticket(order, line))
    return tuple(sorted((_total(ways) for ways in found.values()), key=_by_size))


def _total(ways: dict[_Key, tuple[Line, list[Ticket]]]) -> ItemTotal:
    variations = [
        Variation(line=line, quantity=_accepted(tickets), tickets=tuple(tickets))
        for line, tickets in ways.values()
    ]
    tickets = [ticket for variation in variations for ticket in variation.tickets]
    return ItemTotal(
        line=variations[0].line,
        quantity=_accepted(tickets),
        waiting=sum(ticket.quantity for ticket in tickets if not ticket.is_accepted),
        variations=tuple(sorted(variations, key=lambda each: -each.quantity)),
    )


def _ticket(order: Order, line: Line) -> Ticket:
    return Ticket(
        order_id=order.order_id,
        number=order.number,
        quantity=line.to_make,
        due=order.ready_by,
        is_accepted=order.status is Status.ACCEPTED,
    )


def _accepted(tickets: Iterable[Ticket]) -> int:
    return sum(ticket.quantity for ticket in tickets if ticket.is_accepted)


def _way(line: Line) -> _Key:
    """Return what makes a line different at the stove: its options, and what the customer asks."""
    options = tuple((option.name, option.quantity, option.depth) for option in line.options)
    return (options, line.note.strip())


def _by_time(order: Order) -> tuple[datetime, str]:
    return order.ready_by or order.placed_at, order.order_id


def _by_size(total: ItemTotal) -> tuple[int, int, str]:
    return -total.quantity, -total.waiting, total.line.name
