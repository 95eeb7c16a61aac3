"""An order as a report counts it, whether it is whole or only its money is kept."""

from collections.abc import Iterable, Sequence

from kitchen_app.domain.actions import Action, ActionState
from kitchen_app.domain.earnings import Earnings
from kitchen_app.domain.history import Outcome, outcome_of
from kitchen_app.domain.later import cooked_since
from kitchen_app.domain.order import Order, Party, Status
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.refunds import GIVEN_BACK, RefundCase
from kitchen_app.domain.report import GivenBack, ReportRow


def row_of_order(
    order: Order, cases: Sequence[RefundCase] = (), actions: Iterable[Action] = ()
) -> ReportRow:
    """Return what counts of an order that is whole; `actions` are its refunds by the shop."""
    return ReportRow(
        order_id=order.order_id,
        shop_id=order.shop_id,
        number=order.number,
        placed_at=order.placed_at,
        outcome=outcome_of(order),
        ended_by=order.cancellation.by if order.cancellation else None,
        paid=order.paid,
        net=order.net,
        accepted_at=order.accepted_at,
        cooked_since=cooked_since(order) if order.accepted_at else None,
        ready_at=order.ready_at,
        given_back=_given_back(cases, actions),
    )


def row_of_money(earnings: Earnings) -> ReportRow:
    """Return what counts of an order of which only the money is kept.

    What an older program kept says neither its times nor how it was cancelled.
    """
    is_timed = earnings.outcome is not None
    outcome = earnings.outcome
    if not is_timed and earnings.status is Status.COMPLETED:
        outcome = Outcome.FINISHED
    return ReportRow(
        order_id=earnings.order_id,
        shop_id=earnings.shop_id,
        number=earnings.number,
        placed_at=earnings.placed_at,
        outcome=outcome,
        ended_by=earnings.ended_by,
        paid=earnings.paid,
        net=earnings.net,
        accepted_at=earnings.accepted_at,
        cooked_since=earnings.cooked_since,
        ready_at=earnings.ready_at,
        given_back=_given_back(earnings.refunds, earnings.given_back),
        is_whole=False,
        is_timed=is_timed,
    )


def _given_back(cases: Iterable[RefundCase], actions: Iterable[Action]) -> tuple[GivenBack, ...]:
    given = [case for case in cases if case.state in GIVEN_BACK]
    if not given:
        return ()
    ours = sorted((case for case in given if case.by is Party.MERCHANT), key=_opened_at)
    reasons = _reasons(ours, actions)
    return tuple(
        GivenBack(
            by=case.by,
            amount=case.amount,
            chosen=reasons.get(case.case_id),
            words=" ".join(case.reason.split()),
        )
        for case in given
    )


def _reasons(ours: Sequence[RefundCase], actions: Iterable[Action]) -> dict[str, PartRefundReason]:
    """Return the reasons chosen here, by case: in their order, if each case has its action.

    Keeta does not tell which call a case came of.
    """
    chosen = [
        action.part_refund.reason
        for action in actions
        if action.part_refund is not None and action.state is ActionState.DONE
    ]
    if len(chosen) != len(ours):
        return {}
    return {case.case_id: reason for case, reason in zip(ours, chosen, strict=True)}


def _opened_at(case: RefundCase) -> float:
    return case.opened_at.timestamp()
