"""What cases add up to."""

from kitchen_app.sandbox.cases import (
    PARTIAL_TYPE,
    Case,
    CaseState,
    agreed_lines,
    case_json,
    claimed_lines,
)
from kitchen_app.sandbox.events import Actor


def case(state: CaseState, lines: dict[int, int]) -> Case:
    return Case(
        case_id=7,
        apply_type=PARTIAL_TYPE,
        money=5,
        currency="SAR",
        applied_by=Actor.CUSTOMER,
        reason="cold",
        opened_at_ms=0,
        lines=lines,
        state=state,
    )


def test_a_rejected_case_claims_nothing_and_a_waiting_one_gives_nothing() -> None:
    cases = [
        case(CaseState.WAITING, {1: 1}),
        case(CaseState.REJECTED, {1: 2}),
        case(CaseState.COMPLETED, {1: 1, 2: 1}),
    ]
    assert claimed_lines(cases) == {1: 2, 2: 1}
    assert agreed_lines(cases) == {1: 1, 2: 1}


def test_a_move_is_kept() -> None:
    moved = case(CaseState.WAITING, {})
    moved.move(CaseState.AGREED, 2001, 99)
    assert (moved.status, moved.history, moved.is_open) == (2001, [(99, 2001)], False)


def test_what_scripts_see() -> None:
    shown = case_json(case(CaseState.WAITING, {3: 1}))
    assert (shown["kind"], shown["state"], shown["handleOpType"]) == ("partial", "waiting", None)
    assert shown["lines"] == [{"id": 3, "count": 1}]
