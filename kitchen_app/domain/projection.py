"""Stored state plus pending action: what the cook may believe, and where the card stands."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.deadlines import BOARD_MEMORY, STOP_ASKED_FOR
from kitchen_app.domain.order import Order, Status
from kitchen_app.domain.outlook import has_left


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


def lane_of(order: Order, *, is_stop: bool = False) -> Lane:
    """Return the lane of an order's card; `is_stop` is what `asks_to_stop` tells of it.

    What nobody has acknowledged stays in its lane, saying STOP: a card that vanishes is food that
    is cooked for nobody.
    """
    if is_stop:
        return Lane.READY if order.ready_at else Lane.PREPARING
    if order.status is Status.NEW:
        return Lane.NEW  # whatever the rider does: somebody must still accept it
    if has_left(order):
        return Lane.GONE
    return _LANE_OF_STATUS[order.status]


def asks_to_stop(order: Order, asked: Iterable[Action], now: datetime) -> bool:
    """Tell whether the kitchen must be told that an order is cancelled, and say that it has seen.

    It need not if nobody cooks it: not yet accepted, or out of the kitchen. Nor if a person here
    has acknowledged it, or has asked for the cancellation: `asked` is all that people ever asked
    of the order. A cancel that came to nothing is no such wish: they were told that it failed.
    """
    ended = order.cancellation
    if order.status is not Status.CANCELLED or ended is None or _was_out_of_hand(order):
        return False
    is_known = any(
        action.kind in _TOLD_BY and action.state is not ActionState.REFUSED for action in asked
    )
    return not is_known and now - ended.seen_at < STOP_ASKED_FOR


_TOLD_BY = frozenset({ActionKind.ACKNOWLEDGE, ActionKind.CANCEL})


def _was_out_of_hand(order: Order) -> bool:
    """Tell whether nobody in the kitchen had anything to do with an order when it ended."""
    was_accepted = bool(order.accepted_at or order.ready_at)
    return not was_accepted or order.completed_at is not None or has_left(order)


def is_on_board(order: Order, *, changed_at: datetime, now: datetime) -> bool:
    """Tell whether the board shows an order: every open one, finished ones for a while."""
    return not order.status.is_final or now - changed_at < BOARD_MEMORY
