"""What we ask of Keeta, and what has become of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.order import Fulfilment, Order, OrderId, Status
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundState, waiting_case


class ActionKind(StrEnum):
    """One kind for each call that changes an order."""

    ACCEPT = "accept"
    READY = "ready"
    CANCEL = "cancel"
    COLLECT = "collect"  # a customer has fetched a pickup order
    DISPATCH = "dispatch"  # the shop's own courier has left
    DELIVER = "deliver"  # the shop's own courier has handed it over
    AGREE_REFUND = "agree_refund"
    REJECT_REFUND = "reject_refund"


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


class RejectReason(StrEnum):
    """Keeta's list of reasons for refusing a refund (order/reject page)."""

    PREPARED = "prepared"
    ON_ITS_WAY = "on_its_way"
    OTHER = "other"  # needs a text


class Refusal(StrEnum):
    """Why an action came to nothing."""

    BY_KEETA = "by_keeta"
    TOO_LATE = "too_late"  # its deadline passed before it could be sent
    NO_ANSWER = "no_answer"  # whether it was done could not be found out
    ANSWERED_OTHERWISE = "answered_otherwise"  # elsewhere, by Keeta, or too late
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
    case_id: CaseId | None = None  # the refund case that is answered
    reject_reason: RejectReason | None = None
    reject_text: str = ""
    cancel_text: str = ""
    refusal: Refusal | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When an action may be started, and what shows that it is done, whoever did it."""

    allowed: frozenset[Status]
    reached: frozenset[Status]
    fulfilments: frozenset[Fulfilment] = frozenset(Fulfilment)


REFUND_ANSWERS: Mapping[ActionKind, frozenset[RefundState]] = {
    ActionKind.AGREE_REFUND: frozenset({RefundState.AGREED, RefundState.COMPLETED}),
    ActionKind.REJECT_REFUND: frozenset({RefundState.REJECTED, RefundState.APPEALED}),
}
"""Which states of its case show that an answer to a refund request is taken."""

_COOKED = frozenset({Status.ACCEPTED, Status.READY})
_DONE = frozenset({Status.COMPLETED})

# Which states allow what: life cycle and endpoint pages of the order guide. Whether collect,
# dispatched and delivered need "ready" first is not said; Keeta decides.
RULES: Mapping[ActionKind, Rule] = {
    ActionKind.ACCEPT: Rule(
        allowed=frozenset({Status.NEW}),
        reached=frozenset({Status.ACCEPTED, Status.READY, Status.COMPLETED}),
    ),
    ActionKind.READY: Rule(
        allowed=frozenset({Status.ACCEPTED}),
        reached=frozenset({Status.READY, Status.COMPLETED}),
    ),
    ActionKind.CANCEL: Rule(
        allowed=frozenset({Status.NEW}) | _COOKED, reached=frozenset({Status.CANCELLED})
    ),
    ActionKind.COLLECT: Rule(
        allowed=_COOKED, reached=_DONE, fulfilments=frozenset({Fulfilment.PICKUP})
    ),
    ActionKind.DISPATCH: Rule(
        allowed=_COOKED, reached=_DONE, fulfilments=frozenset({Fulfilment.SELF_DELIVERY})
    ),
    ActionKind.DELIVER: Rule(
        allowed=_COOKED, reached=_DONE, fulfilments=frozenset({Fulfilment.SELF_DELIVERY})
    ),
}


def is_allowed(kind: ActionKind, order: Order, cases: Sequence[RefundCase] = ()) -> bool:
    """Tell whether a person may start an action on an order with these refund cases now."""
    if kind in REFUND_ANSWERS:
        return waiting_case(cases) is not None
    rule = RULES[kind]
    is_repeat = kind is ActionKind.DISPATCH and order.dispatched_at is not None
    return order.status in rule.allowed and order.fulfilment in rule.fulfilments and not is_repeat


class Outlook(StrEnum):
    """What the state of an order says about an action on it."""

    OPEN = "open"  # still to be done, and may be repeated
    REACHED = "reached"  # what we wanted is so, whoever did it
    IMPOSSIBLE = "impossible"


def refund_outlook(kind: ActionKind, case: RefundCase | None) -> Outlook:
    """Tell from its case whether an answer to a refund request is still to be given."""
    if case is None or case.state is RefundState.WAITING:
        return Outlook.OPEN
    return Outlook.REACHED if case.state in REFUND_ANSWERS[kind] else Outlook.IMPOSSIBLE


def outlook(kind: ActionKind, order: Order) -> Outlook:
    """Tell from the order whether an action on it is still to be done."""
    rule = RULES[kind]
    is_left = kind is ActionKind.DISPATCH and order.dispatched_at is not None
    if order.status in rule.reached or is_left:
        return Outlook.REACHED
    return Outlook.IMPOSSIBLE if order.status.is_final else Outlook.OPEN
