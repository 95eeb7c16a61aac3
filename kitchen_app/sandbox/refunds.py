"""Refunds: the customer's requests and appeals, the merchant's answers, customer service.

Order guide, reverse flow. A case waits for the merchant for 15 minutes; what happens then, and
most status numbers, are switches in `config`.
"""

import itertools
from collections.abc import Mapping, Sequence

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.cases import (
    AGREED_STATUS,
    COMPLETED_STATUS,
    FULL_TYPE,
    NO_REFUND,
    OPEN_STATES,
    PARTIAL_TYPE,
    WAITING_STATUS,
    Case,
    CaseState,
)
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.errors import BadRequestError, WrongStateError
from kitchen_app.sandbox.events import Actor, Event
from kitchen_app.sandbox.orders import Order, Phase
from kitchen_app.sandbox.refund_wire import case_message
from kitchen_app.sandbox.refundable import left_to_refund, money_left, money_of
from kitchen_app.sandbox.rules import Rules, paid

ANSWER_WITHIN_S = 900.0
"""The merchant has 15 minutes to answer (order guide, 2.2.3)."""

_AFTER_ACCEPTANCE = (Phase.ACCEPTED, Phase.READY, Phase.COMPLETED)


class Refunds:
    """Opens, answers and settles the refund cases of orders."""

    def __init__(self, config: SandboxConfig, clock: Clock, rules: Rules, agenda: Agenda) -> None:
        self._config = config
        self._clock = clock
        self._rules = rules
        self._agenda = agenda
        began_s = int(clock.now().timestamp())
        self._case_ids = itertools.count(833_000_000_000_000 + began_s % 10_000_000_000 * 10 + 1)

    def ask(
        self,
        order: Order,
        *,
        lines: Mapping[int, int] | None = None,
        money: int | None = None,
        reason: str = "Food was cold",
        pictures: Sequence[str] = (),
    ) -> Case | None:
        """Ask for money back as the customer: for `lines` (by line id) or for everything.

        Before acceptance nobody is asked: the order is cancelled and there is no case.
        """
        if order.phase is Phase.WAITING:
            self._rules.cancel_by_customer(order)
            return None
        self._require_room(order)
        if lines is not None:
            _check_lines(order, lines)
        case = self._open(order, lines, money, Actor.CUSTOMER, reason)
        case.pictures = tuple(pictures)
        self._tell(order, case)
        self._agenda.after(ANSWER_WITHIN_S, lambda: self._nobody_answered(order, case))
        return case

    def agree(self, order: Order) -> Case:
        """Approve the one waiting request (order/agree)."""
        case = self._waiting(order, "agree to a refund")
        self._approve(order, case, Actor.MERCHANT, "Merchant agree refund")
        return case

    def reject(self, order: Order, reason: str) -> Case:
        """Refuse the one waiting request (order/reject)."""
        case = self._waiting(order, "reject a refund")
        status = self._config.rejected_refund_status
        self._settle(order, case, CaseState.REJECTED, status, by=(Actor.MERCHANT, reason))
        return case

    def appeal(self, order: Order, reason: str = "Customer appeals") -> Case:
        """Let the customer ask customer service to overrule a rejection."""
        case = _last(order, (CaseState.REJECTED,), "appeal")
        order.remember(self._now_ms())
        case.reason, case.appealed = reason, True
        case.handled_by, case.handle_reason = None, ""
        case.move(CaseState.APPEALED, self._config.appeal_status, self._now_ms())
        self._tell(order, case)
        return case

    def decide(self, order: Order, *, approve: bool) -> Case:
        """Decide as Keeta's customer service, whoever was to answer before."""
        case = _last(order, (*OPEN_STATES, CaseState.REJECTED), "decide about a refund")
        if approve:
            self._approve(order, case, Actor.CUSTOMER_SERVICE, "Customer service agree refund")
        else:
            who = (Actor.CUSTOMER_SERVICE, "Customer service reject refund")
            status = self._config.refused_appeal_status
            self._settle(order, case, CaseState.REFUSED, status, by=who)
        return case

    def give_back(self, order: Order, lines: Mapping[int, int], reason: str) -> Case:
        """Refund some lines as the merchant (order/refund/part/apply)."""
        self._require_room(order)
        case = self._open(order, lines, None, Actor.MERCHANT, reason)
        self._approve(order, case, Actor.MERCHANT, "Merchant agree refund")
        return case

    def _open(
        self,
        order: Order,
        lines: Mapping[int, int] | None,
        money: int | None,
        applied_by: Actor,
        reason: str,
    ) -> Case:
        order.remember(self._now_ms())
        asked = money_left(order, paid(order)) if lines is None else money_of(order, lines)
        case = Case(
            case_id=next(self._case_ids),
            apply_type=FULL_TYPE if lines is None else PARTIAL_TYPE,
            money=asked if money is None else money,
            currency=order.fixed["baseOrder"]["currency"],
            applied_by=applied_by,
            reason=reason,
            opened_at_ms=self._now_ms(),
            lines=dict(lines or {}),
        )
        case.move(CaseState.WAITING, WAITING_STATUS, self._now_ms())
        order.cases.append(case)
        return case

    def _approve(self, order: Order, case: Case, actor: Actor, reason: str) -> None:
        status = self._config.agreed_partial_status if case.partial else AGREED_STATUS
        self._settle(order, case, CaseState.AGREED, status, by=(actor, reason))
        self._agenda.after(
            self._config.refund_completes_after_s, lambda: self._complete(order, case)
        )

    def _complete(self, order: Order, case: Case) -> None:
        """Pay the money back; a full refund takes the whole order back."""
        if case.state is not CaseState.AGREED:
            return
        order.remember(self._now_ms())
        case.move(CaseState.COMPLETED, COMPLETED_STATUS, self._now_ms())
        self._tell(order, case)
        cancels = self._config.refund_cancels_order and not case.partial
        if cancels and order.phase is not Phase.CANCELLED:
            self._rules.cancel(order, case.applied_by, case.reason)

    def _nobody_answered(self, order: Order, case: Case) -> None:
        if case.state is not CaseState.WAITING:
            return
        if self._config.unanswered_refund == "approve":
            self._approve(order, case, Actor.SYSTEM, "The merchant did not answer in time")
        else:
            case.state = CaseState.ESCALATED

    def _settle(
        self, order: Order, case: Case, state: CaseState, status: int, *, by: tuple[Actor, str]
    ) -> None:
        order.remember(self._now_ms())
        case.handled_by, case.handle_reason = by
        case.move(state, status, self._now_ms())
        self._tell(order, case)

    def _tell(self, order: Order, case: Case) -> None:
        event = Event.PARTIAL_REFUND if case.partial else Event.REFUND
        self._rules.push(event, order, case_message(order, case, self._config))

    def _waiting(self, order: Order, action: str) -> Case:
        case = _last(order, (CaseState.WAITING,), action)
        if case.partial and not self._config.agree_answers_partial:
            raise WrongStateError(f"Order {order.order_view_id} has no full refund to answer.")
        return case

    def _require_room(self, order: Order) -> None:
        """Refuse a new case while another is open or once everything was given back."""
        if order.phase not in _AFTER_ACCEPTANCE or any(case.is_open for case in order.cases):
            raise WrongStateError(
                f"Order {order.order_view_id} is {order.phase}; it takes no new refund now."
            )
        if any(case.state not in NO_REFUND and not case.partial for case in order.cases):
            raise WrongStateError(f"Order {order.order_view_id} is refunded already.")

    def _now_ms(self) -> int:
        return to_epoch_ms(self._clock.now())


def _check_lines(order: Order, lines: Mapping[int, int]) -> None:
    left = left_to_refund(order)
    for line_id, count in lines.items():
        if not 1 <= count <= left.get(line_id, 0):
            raise BadRequestError(
                f"Line {line_id} has {left.get(line_id, 0)} left to refund, not {count}."
            )
    if not lines:
        raise BadRequestError("A partial refund names at least one line.")


def _last(order: Order, states: tuple[CaseState, ...], action: str) -> Case:
    """Return the newest case in one of the states."""
    for case in reversed(order.cases):
        if case.state in states:
            return case
    raise WrongStateError(
        f"Order {order.order_view_id} has no refund case that is {' or '.join(states)}; "
        f"so there is nothing to {action} for."
    )
