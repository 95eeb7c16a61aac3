"""Refund cases: what is asked back, by whom, and how far it is."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kitchen_app.sandbox.events import Actor

WAITING_STATUS = 1001
AGREED_STATUS = 2001
COMPLETED_STATUS = 5002

# `applyType` as live orders carry it: a claim of the customer's, a part, an order never accepted.
FULL_TYPE = 1001
PARTIAL_TYPE = 2002
EXPIRED_TYPE = 3001


class CaseState(StrEnum):
    """How far a case is, whatever number Keeta may use for it."""

    WAITING = "waiting"
    """The merchant may answer."""
    ESCALATED = "escalated"
    """Nobody answered in time: only customer service decides."""
    REJECTED = "rejected"
    APPEALED = "appealed"
    REFUSED = "refused"
    """Customer service refused; there is no further appeal."""
    AGREED = "agreed"
    COMPLETED = "completed"


OPEN_STATES = (CaseState.WAITING, CaseState.ESCALATED, CaseState.APPEALED)
NO_REFUND = (CaseState.REJECTED, CaseState.REFUSED)


@dataclass(slots=True, kw_only=True)
class Case:
    """One request for money back; only `refunds` and `rules` change it."""

    case_id: int
    apply_type: int
    money: int
    currency: str
    applied_by: Actor
    reason: str
    opened_at_ms: int
    lines: dict[int, int] = field(default_factory=dict)
    """How many of each order line (by line id) a partial case gives back."""
    pictures: tuple[str, ...] = ()
    state: CaseState = CaseState.WAITING
    status: int = WAITING_STATUS
    appealed: bool = False
    handled_by: Actor | None = None
    handle_reason: str = ""
    history: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of time and status."""

    @property
    def partial(self) -> bool:
        return self.apply_type == PARTIAL_TYPE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def takes_money(self) -> bool:
        """Say whether the case counts against what is left to refund."""
        return self.state not in NO_REFUND

    def move(self, state: CaseState, status: int, at_ms: int) -> None:
        self.state = state
        self.status = status
        self.history.append((at_ms, status))


def agreed_lines(cases: list[Case]) -> dict[int, int]:
    """Return how many of each order line were given back for good."""
    return _sum_of_lines(
        [each for each in cases if each.state in (CaseState.AGREED, CaseState.COMPLETED)]
    )


def claimed_lines(cases: list[Case]) -> dict[int, int]:
    """Return how many of each order line are given back or asked for."""
    return _sum_of_lines([each for each in cases if each.takes_money])


def _sum_of_lines(cases: list[Case]) -> dict[int, int]:
    total: dict[int, int] = {}
    for case in cases:
        for line_id, count in case.lines.items():
            total[line_id] = total.get(line_id, 0) + count
    return total


def case_json(case: Case) -> dict[str, Any]:
    """Return a case as the control API shows it."""
    return {
        "afterSaleOrderId": case.case_id,
        "kind": "partial" if case.partial else "full",
        "state": case.state.value,
        "status": case.status,
        "money": case.money,
        "currency": case.currency,
        "applyOpType": int(case.applied_by),
        "applyReason": case.reason,
        "handleOpType": None if case.handled_by is None else int(case.handled_by),
        "lines": [{"id": line_id, "count": count} for line_id, count in case.lines.items()],
    }
