"""The made-up order shows what tickets have to show."""

from datetime import UTC, datetime

from kitchen_app.domain.order import Status
from kitchen_app.domain.sample_order import sample_ticket
from kitchen_app.domain.tickets import Copy

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def test_it_has_what_makes_tickets_hard_to_read() -> None:
    ticket = sample_ticket(Copy.KITCHEN, NOW)
    assert ticket.order.note
    assert any(line.options and line.note and line.quantity > 1 for line in ticket.lines)
    for line in ticket.lines:
        assert set(line.names) == {"en", "ar", "zh-HK"}


def test_a_stop_slip_is_of_an_order_that_has_ended() -> None:
    assert sample_ticket(Copy.STOP, NOW).order.status is Status.CANCELLED
    assert sample_ticket(Copy.BAG, NOW).order.status is Status.ACCEPTED
