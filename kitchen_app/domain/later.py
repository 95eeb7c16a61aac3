"""Orders for later: Keeta marks none as such, so the promised time alone tells.

Its documents name no kind of scheduled order; what they name are the time by which an order that
is collected should be ready, and the estimate of when one that is delivered arrives.
"""

from datetime import datetime, timedelta

from kitchen_app.domain.order import Order

FAR = timedelta(minutes=90)
"""An order that was promised so long after it was placed is for later (our decision)."""

LEAD = timedelta(minutes=45)
"""So long before its time an order for later joins those of now (our decision)."""


def promised_at(order: Order) -> datetime | None:
    """Return when the food should be ready, or with the customer; None if nobody has said."""
    return order.ready_by or order.expected_at


def due_from(order: Order) -> datetime | None:
    """Return when an order for later joins those of now; None if it is one of now anyhow."""
    promised = promised_at(order)
    if promised is None or promised - order.placed_at <= FAR:
        return None
    return promised - LEAD


def is_for_later(order: Order, now: datetime) -> bool:
    """Tell whether nobody need cook it yet."""
    due = due_from(order)
    return due is not None and now < due


def cooked_since(order: Order) -> datetime:
    """Return from when its cooking is counted: its acceptance, or when it joins those of now."""
    accepted = order.accepted_at or order.received_at
    due = due_from(order)
    return accepted if due is None else max(accepted, due)
