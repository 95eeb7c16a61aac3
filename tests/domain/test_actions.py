"""What is asked of Keeta, and when it has come to an end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.deadlines import UNDO_FOR
from kitchen_app.domain.money import Money
from kitchen_app.domain.part_refund import PartRefund, PartRefundReason
from tests.builders import NOW, ORDER_ID


@pytest.mark.parametrize("state", ActionState)
def test_what_is_settled_or_with_a_person_is_not_carried_on(state: ActionState) -> None:
    closed = {ActionState.DONE, ActionState.REFUSED, ActionState.HUMAN}
    assert state.is_open is (state not in closed)


def test_every_moment_of_an_action_moves_with_our_clock() -> None:
    action = Action(
        key="key",
        order_id=ORDER_ID,
        kind=ActionKind.ACCEPT,
        state=ActionState.UNKNOWN,
        requested_at=NOW,
        not_after=NOW,
    )
    later = NOW + timedelta(hours=1)
    moved = replace(action, requested_at=later, not_after=later)
    assert action.moved(timedelta(hours=1)) == moved
    doubted = replace(action, doubted_at=NOW).moved(timedelta(hours=1))
    assert doubted == replace(moved, doubted_at=later)
    held = replace(action, not_before=NOW).moved(timedelta(hours=1))
    assert held == replace(moved, not_before=later)


def test_only_what_was_not_sent_can_be_withdrawn_and_only_for_a_while() -> None:
    action = Action(
        key="k",
        order_id=ORDER_ID,
        kind=ActionKind.READY,
        state=ActionState.PENDING,
        requested_at=NOW,
        not_after=NOW + timedelta(minutes=30),
    )
    held = replace(action, not_before=NOW + UNDO_FOR)
    assert not action.can_be_withdrawn(NOW)
    assert held.can_be_withdrawn(NOW)
    assert not held.can_be_withdrawn(NOW + UNDO_FOR)
    assert not replace(held, state=ActionState.SENDING).can_be_withdrawn(NOW)


def test_a_masked_action_keeps_what_was_done_and_no_words() -> None:
    action = Action(
        key="k",
        order_id=ORDER_ID,
        kind=ActionKind.REFUND_PART,
        state=ActionState.DONE,
        requested_at=NOW,
        not_after=NOW + timedelta(minutes=30),
        cancel_text="Sara rang",
        reject_text="Sara rang",
        detail="Sara is not allowed",
        part_refund=PartRefund(
            choices=(),
            amount=Money(minor=1200, currency="SAR"),
            reason=PartRefundReason.OTHER,
            text="Sara complained",
        ),
    )
    masked = action.without_person()
    assert "Sara" not in repr(masked)
    assert masked.part_refund is not None
    assert masked.part_refund.amount == Money(minor=1200, currency="SAR")
    assert (masked.kind, masked.state, masked.key) == (action.kind, action.state, action.key)
