"""When an action may be started, and what the state of things says about one that was."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from kitchen_app.domain.actions import Action, ActionKind
from kitchen_app.domain.order import Fulfilment, Order, Party, RiderState, Status
from kitchen_app.domain.part_refund import PartRefund
from kitchen_app.domain.refunds import RefundCase, RefundKind, RefundState, waiting_case

_FINAL = frozenset(status for status in Status if status.is_final)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """From where an action may be started, what shows that it is done, and what prevents it."""

    allowed: frozenset[Status]
    reached: frozenset[Status] = frozenset()
    prevented: frozenset[Status] = _FINAL
    fulfilments: frozenset[Fulfilment] = frozenset(Fulfilment)


REFUND_ANSWERS: Mapping[ActionKind, frozenset[RefundState]] = {
    ActionKind.AGREE_REFUND: frozenset({RefundState.AGREED, RefundState.COMPLETED}),
    ActionKind.REJECT_REFUND: frozenset({RefundState.REJECTED, RefundState.APPEALED}),
}
"""Which states of its case show that an answer to a refund request is taken."""

_COOKED = frozenset({Status.ACCEPTED, Status.READY})
_DONE = frozenset({Status.COMPLETED})

# Which states allow what: life cycle and endpoint pages of the order guide. Whether collect,
# dispatched and delivered need "ready" first is not said, nor is when a part may be refunded:
# Keeta decides.
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
        allowed=frozenset({Status.NEW}) | _COOKED | _DONE,
        reached=frozenset({Status.CANCELLED}),
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
    ActionKind.REFUND_PART: Rule(allowed=_COOKED | _DONE, prevented=frozenset({Status.CANCELLED})),
    # The order alone does not say whether it is asked for: see `projection.asks_to_stop`.
    ActionKind.ACKNOWLEDGE: Rule(allowed=frozenset(), reached=frozenset({Status.CANCELLED})),
}

_GIVES_BACK = frozenset({RefundState.AGREED, RefundState.COMPLETED})
_GIVES_ALL_BACK = frozenset({RefundState.AGREED, RefundState.COMPLETED, RefundState.APPEALED})


def is_allowed(kind: ActionKind, order: Order, cases: Sequence[RefundCase] = ()) -> bool:
    """Tell whether a person may start an action on an order with these refund cases now."""
    if kind in REFUND_ANSWERS:
        return waiting_case(cases) is not None
    rule = RULES[kind]
    if order.status not in rule.allowed or order.fulfilment not in rule.fulfilments:
        return False
    if kind is ActionKind.REFUND_PART:  # a request is answered first; nothing is left of a whole
        return waiting_case(cases) is None and not _is_wholly_refunded(cases)
    return not (kind is ActionKind.DISPATCH and order.dispatched_at is not None)


_AWAY = frozenset({RiderState.COLLECTED, RiderState.DELIVERED})


def has_left(order: Order) -> bool:
    """Tell whether the food is out of the kitchen, as far as anybody has told."""
    is_carried = order.rider is not None and order.rider.state in _AWAY
    return is_carried or order.dispatched_at is not None or order.status is Status.COMPLETED


def next_step(order: Order, allowed: Collection[ActionKind]) -> ActionKind | None:
    """Return the one thing that work on an order calls for next, of those that are allowed.

    Food that has left is not called ready any more: only its delivery is still to be told. Food
    that nobody waits for any more is to be stopped, before all else.
    """
    if ActionKind.ACKNOWLEDGE in allowed:
        return ActionKind.ACKNOWLEDGE
    steps = (ActionKind.ACCEPT, ActionKind.READY, ActionKind.COLLECT, ActionKind.DISPATCH)
    wanted = (ActionKind.DELIVER,) if has_left(order) else steps
    return next((kind for kind in wanted if kind in allowed), None)


class Outlook(StrEnum):
    """What the state of things says about an action."""

    OPEN = "open"  # still to be done
    REACHED = "reached"  # what we wanted is so, whoever did it
    IMPOSSIBLE = "impossible"


def outlook(action: Action, order: Order, cases: Sequence[RefundCase]) -> Outlook:
    """Tell from its order and the order's refund cases whether an action is still to be done."""
    if action.kind in REFUND_ANSWERS:
        return _outlook_of_answer(action, cases)
    if action.part_refund is not None and _is_told(action.part_refund, cases):
        return Outlook.REACHED
    if action.part_refund is not None and _is_wholly_refunded(cases):
        return Outlook.IMPOSSIBLE
    rule = RULES[action.kind]
    is_left = action.kind is ActionKind.DISPATCH and order.dispatched_at is not None
    if order.status in rule.reached or is_left:
        return Outlook.REACHED
    is_prevented = order.status in rule.prevented and order.status is not action.base_status
    return Outlook.IMPOSSIBLE if is_prevented else Outlook.OPEN


def _outlook_of_answer(action: Action, cases: Iterable[RefundCase]) -> Outlook:
    case = next((case for case in cases if case.case_id == action.case_id), None)
    if case is None or case.state is RefundState.WAITING:
        return Outlook.OPEN
    # The number of a rejection is not published. An agreement's is: so what the shop ended under
    # a number of no meaning is its rejection.
    is_refused_by_us = case.state is RefundState.CLOSED and case.handled_by is Party.MERCHANT
    if action.kind is ActionKind.REJECT_REFUND and is_refused_by_us:
        return Outlook.REACHED
    return Outlook.REACHED if case.state in REFUND_ANSWERS[action.kind] else Outlook.IMPOSSIBLE


def _is_told(wanted: PartRefund, cases: Iterable[RefundCase]) -> bool:
    """Tell whether a case is this refund: paid, new since, of the same amount and the shop's.

    Keeta's answer to the apply call names no case that could be relied on, and a read does not
    say whose wish a case was. One that ended in a way that nobody documents may be a customer's
    that came to nothing: a person must look.
    """
    return any(
        case.kind is RefundKind.PARTIAL
        and case.state in _GIVES_BACK
        and case.by in (Party.MERCHANT, Party.UNKNOWN)
        and case.amount == wanted.amount
        and case.case_id not in wanted.known_cases
        and (wanted.asked_at is None or case.opened_at > wanted.asked_at - _CLOCKS_DIFFER)
        for case in cases
    )


_CLOCKS_DIFFER = timedelta(seconds=3)
"""So far Keeta's clock may be from what we take it for; whole seconds are all that it tells."""


def _is_wholly_refunded(cases: Iterable[RefundCase]) -> bool:
    return any(case.kind is RefundKind.FULL and case.state in _GIVES_ALL_BACK for case in cases)
