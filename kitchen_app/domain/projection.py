"""Stored state plus pending action: what the cook may believe, and where the card stands."""

from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.deadlines import BOARD_MEMORY, STOP_SHOWN_FOR
from kitchen_app.domain.order import Order, RiderState, Status


class Lane(StrEnum):
    """A column of the board."""

    NEW = "new"
    PREPARING = "preparing"
    READY = "ready"
    GONE = "gone"  # with the rider, or done


_LANE_OF_STATUS = {
    Status.NEW: Lane.NEW,
    Status.ACCEPTED: Lane.PREPARING,
    Status.READY: Lane.READY,
    Status.COMPLETED: Lane.GONE,
    Status.CANCELLED: Lane.GONE,
}


def lane_of(order: Order, now: datetime) -> Lane:
    """Return the lane of an order's card.

    An order cancelled while it was cooked stays in its lane for a while, saying STOP: a card
    that vanishes is food that is cooked for nobody.
    """
    if _stop_is_shown(order, now):
        return Lane.READY if order.ready_at else Lane.PREPARING
    if order.status is Status.NEW:
        return Lane.NEW  # whatever the rider does: somebody must still accept it
    if order.dispatched_at:
        return Lane.GONE
    if order.rider and order.rider.state in (RiderState.COLLECTED, RiderState.DELIVERED):
        return Lane.GONE
    return _LANE_OF_STATUS[order.status]


def _stop_is_shown(order: Order, now: datetime) -> bool:
    was_cooking = bool(order.accepted_at or order.ready_at) and order.completed_at is None
    fresh = order.cancellation is not None and now - order.cancellation.seen_at < STOP_SHOWN_FOR
    return order.status is Status.CANCELLED and was_cooking and fresh


def is_on_board(order: Order, *, changed_at: datetime, now: datetime) -> bool:
    """Tell whether the board shows an order: every open one, finished ones for a while."""
    return not order.status.is_final or now - changed_at < BOARD_MEMORY
