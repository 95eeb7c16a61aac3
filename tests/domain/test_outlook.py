"""What the state of an order says about an action on it: the whole table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import NEVER_SENT, Action, ActionKind, ActionState
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Fulfilment, Order, Party, Rider, RiderState, Status
from kitchen_app.domain.outlook import RULES, Outlook, is_allowed, next_step, outlook
from kitchen_app.domain.part_refund import Choice, PartRefund, PartRefundReason, RowId
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from tests.builders import NOW, an_order
from tests.domain.test_refunds import ASKED

_OPEN, _REACHED, _NO = Outlook.OPEN, Outlook.REACHED, Outlook.IMPOSSIBLE

_ENDS_IT = {
    Status.NEW: _OPEN,
    Status.ACCEPTED: _OPEN,
    Status.READY: _OPEN,
    Status.COMPLETED: _REACHED,
    Status.CANCELLED: _NO,
}
_TABLE: Mapping[ActionKind, Mapping[Status, Outlook]] = {
    ActionKind.ACCEPT: {
        Status.NEW: _OPEN,
        Status.ACCEPTED: _REACHED,
        Status.READY: _REACHED,
        Status.COMPLETED: _REACHED,
        Status.CANCELLED: _NO,
    },
    ActionKind.READY: {
        Status.NEW: _OPEN,  # the accept may still be on its way: wait, do not give up
        Status.ACCEPTED: _OPEN,
        Status.READY: _REACHED,
        Status.COMPLETED: _REACHED,
        Status.CANCELLED: _NO,
    },
    ActionKind.CANCEL: {
        Status.NEW: _OPEN,
        Status.ACCEPTED: _OPEN,
        Status.READY: _OPEN,
        Status.COMPLETED: _NO,
        Status.CANCELLED: _REACHED,
    },
    ActionKind.COLLECT: _ENDS_IT,
    ActionKind.DISPATCH: _ENDS_IT,
    ActionKind.DELIVER: _ENDS_IT,
    ActionKind.REFUND_PART: {
        Status.NEW: _OPEN,
        Status.ACCEPTED: _OPEN,
        Status.READY: _OPEN,
        Status.COMPLETED: _OPEN,  # money can be given back after the food is gone
        Status.CANCELLED: _NO,
    },
    ActionKind.ACKNOWLEDGE: {
        Status.NEW: _OPEN,
        Status.ACCEPTED: _OPEN,
        Status.READY: _OPEN,
        Status.COMPLETED: _NO,
        Status.CANCELLED: _REACHED,
    },
}
_WANTED = PartRefund(
    choices=(Choice(row_id=RowId("1"), count=1),),
    amount=Money(minor=1200, currency="SAR"),
    reason=PartRefundReason.MISSING,
    known_cases=(CaseId("7"),),
    asked_at=NOW,
)
_TOLD = replace(
    ASKED,
    case_id=CaseId("8"),
    kind=RefundKind.PARTIAL,
    by=Party.MERCHANT,
    state=RefundState.AGREED,
    amount=_WANTED.amount,
    opened_at=NOW,
)


def an_action(kind: ActionKind) -> Action:
    return Action(
        key="key",
        order_id=an_order().order_id,
        kind=kind,
        state=ActionState.UNKNOWN,
        requested_at=NOW,
        not_after=NOW,
        part_refund=_WANTED if kind is ActionKind.REFUND_PART else None,
    )


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", RULES)
def test_outlook_of_every_action_on_every_status(kind: ActionKind, status: Status) -> None:
    assert outlook(an_action(kind), an_order(status), ()) is _TABLE[kind][status]


@pytest.mark.parametrize("kind", set(RULES) - NEVER_SENT)
def test_what_is_allowed_is_never_already_reached_or_impossible(kind: ActionKind) -> None:
    found = {
        outlook(replace(an_action(kind), base_status=status), an_order(status), ())
        for status in RULES[kind].allowed
    }
    assert found == {Outlook.OPEN}


def test_a_cancel_meant_for_a_cooking_order_does_not_take_back_a_finished_one() -> None:
    cancel = replace(an_action(ActionKind.CANCEL), base_status=Status.ACCEPTED)
    assert outlook(cancel, an_order(Status.COMPLETED), ()) is Outlook.IMPOSSIBLE
    on_purpose = replace(cancel, base_status=Status.COMPLETED)
    assert outlook(on_purpose, an_order(Status.COMPLETED), ()) is Outlook.OPEN


@pytest.mark.parametrize("kind", RULES)
def test_nothing_stays_open_on_an_order_that_has_ended(kind: ActionKind) -> None:
    ended = RULES[kind].reached | RULES[kind].prevented
    assert ended >= {Status.CANCELLED}
    assert Outlook.OPEN not in {outlook(an_action(kind), an_order(status), ()) for status in ended}


@pytest.mark.parametrize("fulfilment", Fulfilment)
@pytest.mark.parametrize(
    ("kind", "only"),
    [
        (ActionKind.COLLECT, Fulfilment.PICKUP),
        (ActionKind.DISPATCH, Fulfilment.SELF_DELIVERY),
        (ActionKind.DELIVER, Fulfilment.SELF_DELIVERY),
    ],
)
def test_who_brings_the_food_decides_what_can_be_told(
    kind: ActionKind, only: Fulfilment, fulfilment: Fulfilment
) -> None:
    order = an_order(Status.READY, fulfilment=fulfilment)
    assert is_allowed(kind, order) is (fulfilment is only)
    assert is_allowed(ActionKind.CANCEL, order)


def test_a_courier_leaves_once() -> None:
    gone = an_order(Status.READY, fulfilment=Fulfilment.SELF_DELIVERY, dispatched_at=NOW)
    assert not is_allowed(ActionKind.DISPATCH, gone)
    assert outlook(an_action(ActionKind.DISPATCH), gone, ()) is Outlook.REACHED
    assert is_allowed(ActionKind.DELIVER, gone)


def test_a_part_is_given_back_from_acceptance_on_also_after_the_end() -> None:
    allowed = {s for s in Status if is_allowed(ActionKind.REFUND_PART, an_order(s))}
    assert allowed == {Status.ACCEPTED, Status.READY, Status.COMPLETED}


@pytest.mark.parametrize(
    ("case", "allowed"),
    [
        (ASKED, False),  # the customer's request is answered first
        (replace(ASKED, state=RefundState.REJECTED), True),
        (replace(ASKED, state=RefundState.CLOSED), True),
        (replace(ASKED, state=RefundState.AGREED), False),  # the whole is given back
        (replace(ASKED, state=RefundState.COMPLETED), False),
        (replace(ASKED, state=RefundState.APPEALED), False),  # Keeta decides about the whole
        (_TOLD, True),
    ],
)
def test_nothing_more_is_given_back_while_the_whole_is_at_stake(
    case: RefundCase, allowed: bool
) -> None:
    order = an_order(Status.COMPLETED)
    assert is_allowed(ActionKind.REFUND_PART, order, (case,)) is allowed


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (_TOLD, _REACHED),
        (replace(_TOLD, state=RefundState.COMPLETED), _REACHED),
        (replace(_TOLD, case_id=CaseId("7")), _OPEN),  # one from before
        (replace(_TOLD, by=Party.UNKNOWN), _REACHED),  # a read does not say whose wish it was
        (replace(_TOLD, opened_at=NOW - timedelta(seconds=1)), _REACHED),  # the clocks differ
        (replace(_TOLD, opened_at=NOW - timedelta(seconds=10)), _OPEN),  # told late, of another
        (replace(_TOLD, by=Party.CUSTOMER), _OPEN),
        (replace(_TOLD, by=Party.UNKNOWN, state=RefundState.WAITING), _OPEN),
        (replace(_TOLD, by=Party.UNKNOWN, state=RefundState.CLOSED), _OPEN),  # of whom, and paid?
        (replace(_TOLD, by=Party.UNKNOWN, state=RefundState.REJECTED), _OPEN),
        (replace(_TOLD, amount=Money(minor=1300, currency="SAR")), _OPEN),
        (replace(_TOLD, amount=None), _OPEN),
        (replace(_TOLD, kind=RefundKind.FULL, state=RefundState.WAITING), _OPEN),
        (replace(_TOLD, kind=RefundKind.FULL), _NO),
    ],
)
def test_our_refund_is_known_by_its_amount_and_by_being_new(
    case: RefundCase, expected: Outlook
) -> None:
    action = an_action(ActionKind.REFUND_PART)
    assert outlook(action, an_order(Status.COMPLETED), (case,)) is expected


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        (ActionKind.AGREE_REFUND, RefundState.WAITING, _OPEN),
        (ActionKind.AGREE_REFUND, RefundState.AGREED, _REACHED),
        (ActionKind.AGREE_REFUND, RefundState.COMPLETED, _REACHED),
        (ActionKind.AGREE_REFUND, RefundState.REJECTED, _NO),
        (ActionKind.REJECT_REFUND, RefundState.REJECTED, _REACHED),
        (ActionKind.REJECT_REFUND, RefundState.APPEALED, _REACHED),
        (ActionKind.REJECT_REFUND, RefundState.AGREED, _NO),
        (ActionKind.REJECT_REFUND, RefundState.CLOSED, _NO),
    ],
)
def test_an_answer_is_judged_by_its_own_case(
    kind: ActionKind, state: RefundState, expected: Outlook
) -> None:
    action = replace(an_action(kind), case_id=ASKED.case_id)
    other = replace(ASKED, case_id=CaseId("9"), state=RefundState.WAITING)
    order = an_order(Status.COMPLETED)
    assert outlook(action, order, (other, replace(ASKED, state=state))) is expected
    assert outlook(action, order, (other,)) is _OPEN


_RIDER = Rider(state=RiderState.COLLECTED, at=NOW)


def _order(status: Status, fulfilment: Fulfilment, **changes: object) -> Order:
    order = replace(an_order(status), fulfilment=fulfilment)
    return replace(order, **changes)  # type: ignore[arg-type]  # names of the dataclass


@pytest.mark.parametrize(
    ("order", "step"),
    [
        (_order(Status.NEW, Fulfilment.DELIVERY), ActionKind.ACCEPT),
        (_order(Status.ACCEPTED, Fulfilment.PICKUP), ActionKind.READY),
        (_order(Status.READY, Fulfilment.PICKUP), ActionKind.COLLECT),
        (_order(Status.ACCEPTED, Fulfilment.SELF_DELIVERY), ActionKind.READY),
        (_order(Status.READY, Fulfilment.SELF_DELIVERY), ActionKind.DISPATCH),
        (
            _order(Status.READY, Fulfilment.SELF_DELIVERY, dispatched_at=NOW),
            ActionKind.DELIVER,
        ),
        (
            _order(Status.ACCEPTED, Fulfilment.SELF_DELIVERY, dispatched_at=NOW),
            ActionKind.DELIVER,
        ),
        (_order(Status.READY, Fulfilment.DELIVERY), None),
        (_order(Status.ACCEPTED, Fulfilment.DELIVERY, rider=_RIDER), None),
        (_order(Status.COMPLETED, Fulfilment.PICKUP), None),
        (_order(Status.CANCELLED, Fulfilment.PICKUP), None),
    ],
)
def test_work_calls_for_one_thing_at_a_time(order: Order, step: ActionKind | None) -> None:
    allowed = {kind for kind in ActionKind if is_allowed(kind, order)}
    assert next_step(order, allowed) is step
    assert next_step(order, ()) is None


def test_stopping_comes_before_every_other_step() -> None:
    order = an_order(Status.CANCELLED)
    allowed = {ActionKind.ACCEPT, ActionKind.ACKNOWLEDGE, ActionKind.DELIVER}
    assert next_step(order, allowed) is ActionKind.ACKNOWLEDGE
