"""What we ask of Keeta, and what has become of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.order import Order, OrderId, Status


class ActionKind(StrEnum):
    """One kind for each call that changes an order."""

    ACCEPT = "accept"
    READY = "ready"
    CANCEL = "cancel"


class ActionState(StrEnum):
    """The life of an action; see docs/architecture.md for the picture."""

    PENDING = "pending"  # written down, not on the wire (or surely not received)
    SENDING = "sending"  # on the wire; found at start it means UNKNOWN
    UNKNOWN = "unknown"  # sent, outcome not known: read back before anything else
    DONE = "done"
    REFUSED = "refused"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES


OPEN_STATES = frozenset({ActionState.PENDING, ActionState.SENDING, ActionState.UNKNOWN})


class CancelReason(StrEnum):
    """Keeta's list of reasons for a merchant's cancel (order/cancel page)."""

    NO_INGREDIENTS = "no_ingredients"
    SHOP_CLOSED = "shop_closed"
    SHORT_STAFFED = "short_staffed"
    OTHER = "other"  # needs a text


class Refusal(StrEnum):
    """Why an action came to nothing."""

    BY_KEETA = "by_keeta"
    TOO_LATE = "too_late"  # its deadline passed before it could be sent
    NO_ANSWER = "no_answer"  # whether it was done could not be found out
    ORDER_CANCELLED = "order_cancelled"
    ORDER_FINISHED = "order_finished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One touch of a person: `key` was made before sending; `not_after` is in our clock."""

    key: str
    order_id: OrderId
    kind: ActionKind
    state: ActionState
    requested_at: datetime
    not_after: datetime
    cancel_reason: CancelReason | None = None
    cancel_text: str = ""
    refusal: Refusal | None = None
    detail: str = ""


ALLOWED_FROM: Mapping[ActionKind, frozenset[Status]] = {
    ActionKind.ACCEPT: frozenset({Status.NEW}),
    ActionKind.READY: frozenset({Status.ACCEPTED}),
    ActionKind.CANCEL: frozenset({Status.NEW, Status.ACCEPTED, Status.READY}),
}

_REACHED: Mapping[ActionKind, frozenset[Status]] = {
    ActionKind.ACCEPT: frozenset({Status.ACCEPTED, Status.READY, Status.COMPLETED}),
    ActionKind.READY: frozenset({Status.READY, Status.COMPLETED}),
    ActionKind.CANCEL: frozenset({Status.CANCELLED}),
}


class Outlook(StrEnum):
    """What the state of an order says about an action on it."""

    OPEN = "open"  # still to be done, and may be repeated
    REACHED = "reached"  # what we wanted is so, whoever did it
    IMPOSSIBLE = "impossible"


def outlook(kind: ActionKind, order: Order) -> Outlook:
    """Tell from the order whether an action on it is still to be done."""
    if order.status in _REACHED[kind]:
        return Outlook.REACHED
    if order.status in ALLOWED_FROM[kind]:
        return Outlook.OPEN
    return Outlook.IMPOSSIBLE if order.status.is_final else Outlook.OPEN
