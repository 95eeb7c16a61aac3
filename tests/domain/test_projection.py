"""Where a card stands, and whether the alarm must sound."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.events import Cancelled, ReadBack
from kitchen_app.domain.machine import decide
from kitchen_app.domain.order import Cancellation, Order, Party, Rider, RiderState, Status
from kitchen_app.domain.projection import Lane, asks_to_stop, is_on_board, lane_of
from tests.builders import NOW, ORDER_ID, SHOP_ID, an_order, at


def _cancelled(**members: object) -> Order:
    ended = Cancellation(by=Party.CUSTOMER, reason="", at=at(-60), seen_at=NOW)
    return an_order(Status.CANCELLED, cancellation=ended, **members)


def _touch(kind: ActionKind = ActionKind.ACCEPT) -> Action:
    return Action(
        key="k",
        order_id=ORDER_ID,
        kind=kind,
        state=ActionState.PENDING,
        requested_at=NOW,
        not_after=at(5),
    )


@pytest.mark.parametrize(
    ("status", "lane"),
    [
        (Status.NEW, Lane.NEW),
        (Status.ACCEPTED, Lane.PREPARING),
        (Status.READY, Lane.READY),
        (Status.COMPLETED, Lane.GONE),
        (Status.CANCELLED, Lane.GONE),
    ],
)
def test_each_status_has_its_lane(status: Status, lane: Lane) -> None:
    assert lane_of(an_order(status)) is lane


@pytest.mark.parametrize("state", RiderState)
def test_only_a_rider_with_the_food_takes_the_card_away(state: RiderState) -> None:
    order = an_order(Status.READY, rider=Rider(state=state, at=NOW))
    has_food = state in {RiderState.COLLECTED, RiderState.DELIVERED}
    assert lane_of(order) is (Lane.GONE if has_food else Lane.READY)


def test_a_stop_stands_where_the_order_was_cooked() -> None:
    assert lane_of(_cancelled(accepted_at=NOW), is_stop=True) is Lane.PREPARING
    assert lane_of(_cancelled(accepted_at=NOW, ready_at=NOW), is_stop=True) is Lane.READY
    assert lane_of(_cancelled(accepted_at=NOW)) is Lane.GONE


_RODE_OFF = Rider(state=RiderState.COLLECTED, at=NOW)


@pytest.mark.parametrize(
    ("order", "is_asked"),
    [
        (_cancelled(accepted_at=NOW), True),
        (_cancelled(ready_at=NOW), True),
        (_cancelled(), False),
        (_cancelled(accepted_at=NOW, completed_at=NOW), False),
        (_cancelled(accepted_at=NOW, rider=_RODE_OFF), False),
        (_cancelled(accepted_at=NOW, dispatched_at=NOW), False),
        (an_order(Status.CANCELLED, accepted_at=NOW), False),
        (an_order(Status.READY, ready_at=NOW), False),
    ],
    ids=[
        "cooking",
        "ready",
        "never accepted",
        "eaten",
        "with the rider",
        "with our courier",
        "nobody knows since when",
        "not cancelled",
    ],
)
def test_whoever_may_be_cooking_is_asked_to_stop(order: Order, *, is_asked: bool) -> None:
    assert asks_to_stop(order, (), NOW) is is_asked


@pytest.mark.parametrize(
    ("kind", "state", "is_asked"),
    [
        (ActionKind.ACKNOWLEDGE, ActionState.DONE, False),
        (ActionKind.CANCEL, ActionState.DONE, False),
        (ActionKind.CANCEL, ActionState.SENDING, False),
        (ActionKind.CANCEL, ActionState.REFUSED, True),
        (ActionKind.READY, ActionState.DONE, True),
    ],
)
def test_who_has_seen_it_or_wanted_it_is_not_asked(
    kind: ActionKind, state: ActionState, *, is_asked: bool
) -> None:
    asked = replace(_touch(kind), state=state)
    assert asks_to_stop(_cancelled(accepted_at=NOW), (asked,), NOW) is is_asked


@pytest.mark.parametrize(("minutes", "is_asked"), [(0, True), (119.9, True), (120, False)])
def test_it_is_asked_for_two_hours_from_when_we_learned_of_it(
    minutes: float, *, is_asked: bool
) -> None:
    assert asks_to_stop(_cancelled(accepted_at=NOW), (), at(minutes)) is is_asked


@pytest.mark.parametrize("before", [an_order(), None], ids=["known", "first seen"])
@pytest.mark.parametrize("cooked", [Status.ACCEPTED, Status.READY])
def test_stop_is_shown_even_when_keeta_never_gave_the_time_of_acceptance(
    cooked: Status, before: Order | None
) -> None:
    """The milestones of order/get are optional: the status alone says that it is being cooked."""
    cooking = decide(before, ReadBack(order=an_order(cooked)), NOW).order
    event = Cancelled(order_id=ORDER_ID, shop_id=SHOP_ID, at=at(1), by=Party.CUSTOMER)
    stopped = decide(cooking, event, at(1)).order
    assert stopped is not None
    assert asks_to_stop(stopped, (), at(2))


@pytest.mark.parametrize("status", [Status.NEW, Status.ACCEPTED, Status.READY])
def test_an_open_order_is_on_the_board_however_old(status: Status) -> None:
    assert is_on_board(an_order(status), changed_at=NOW - timedelta(days=40), now=NOW)


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.CANCELLED])
@pytest.mark.parametrize(("hours", "shown"), [(0, True), (11.99, True), (12, False), (99, False)])
def test_a_finished_order_leaves_the_board_after_twelve_hours(
    status: Status, hours: float, *, shown: bool
) -> None:
    changed_at = NOW - timedelta(hours=hours)
    assert is_on_board(an_order(status), changed_at=changed_at, now=NOW) is shown


@pytest.mark.parametrize("state", [RiderState.COLLECTED, RiderState.DELIVERED])
def test_an_order_that_nobody_accepted_stays_new_whatever_its_rider_does(
    state: RiderState,
) -> None:
    order = an_order(rider=Rider(state=state, at=NOW))
    assert lane_of(order) is Lane.NEW
