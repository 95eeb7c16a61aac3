"""What a ticket tells of its lines."""

from datetime import UTC, datetime

from kitchen_app.domain.tickets import Copy, Ticket
from tests.builders import an_order

_NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_ticket_of_a_station_has_the_lines_of_that_station() -> None:
    order = an_order()
    whole = Ticket(copy=Copy.KITCHEN, order=order, printed_at=_NOW)
    grill = Ticket(copy=Copy.KITCHEN, order=order, printed_at=_NOW, only=order.lines[:1])
    assert whole.lines == order.lines
    assert grill.lines == order.lines[:1]
