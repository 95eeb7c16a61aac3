"""What the state of an order says about an action on it: the whole table."""

from collections.abc import Mapping

import pytest

from kitchen_app.domain.actions import (
    RULES,
    ActionKind,
    ActionState,
    Outlook,
    is_allowed,
    outlook,
)
from kitchen_app.domain.order import Fulfilment, Status
from tests.builders import NOW, an_order

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
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("kind", RULES)
def test_outlook_of_every_action_on_every_status(kind: ActionKind, status: Status) -> None:
    assert outlook(kind, an_order(status)) is _TABLE[kind][status]


@pytest.mark.parametrize("kind", RULES)
def test_what_is_allowed_is_never_already_reached_or_impossible(kind: ActionKind) -> None:
    assert {outlook(kind, an_order(status)) for status in RULES[kind].allowed} == {Outlook.OPEN}


@pytest.mark.parametrize("kind", RULES)
def test_nothing_stays_open_on_an_order_that_has_ended(kind: ActionKind) -> None:
    ended = [status for status in Status if status.is_final]
    assert Outlook.OPEN not in {outlook(kind, an_order(status)) for status in ended}


@pytest.mark.parametrize("state", ActionState)
def test_only_done_and_refused_actions_are_closed(state: ActionState) -> None:
    assert state.is_open is (state not in {ActionState.DONE, ActionState.REFUSED})


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
    assert outlook(ActionKind.DISPATCH, gone) is Outlook.REACHED
    assert is_allowed(ActionKind.DELIVER, gone)
