"""The steps of an order, and the reason for a refusal that they bear out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.actions import RejectReason
from kitchen_app.domain.order import Cancellation, Order, Party, Rider, RiderState, Status
from kitchen_app.domain.timeline import Milestone, Step, milestones, proposed_reason
from tests.builders import NOW, an_order


def at(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)


def rider(state: RiderState) -> Rider:
    return Rider(state=state, at=NOW + at(20))


def test_the_steps_are_told_in_the_order_of_time() -> None:
    order = replace(
        an_order(Status.CANCELLED),
        placed_at=NOW,
        accepted_at=NOW + at(1),
        ready_at=NOW + at(10),
        rider=rider(RiderState.COLLECTED),
        completed_at=NOW + at(30),
        cancellation=Cancellation(
            by=Party.SUPPORT, reason="", at=NOW + at(40), seen_at=NOW + at(41)
        ),
    )
    assert milestones(order) == (
        Milestone(step=Step.PLACED, at=NOW),
        Milestone(step=Step.ACCEPTED, at=NOW + at(1)),
        Milestone(step=Step.READY, at=NOW + at(10)),
        Milestone(step=Step.LEFT, at=NOW + at(20)),
        Milestone(step=Step.COMPLETED, at=NOW + at(30)),
        Milestone(step=Step.CANCELLED, at=NOW + at(40)),
    )


def test_a_rider_who_only_looks_for_the_shop_is_no_step() -> None:
    plain = replace(an_order(), accepted_at=None)
    searching = replace(plain, rider=rider(RiderState.SEARCHING))
    assert milestones(searching) == milestones(plain)
    assert [each.step for each in milestones(plain)] == [Step.PLACED]


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (an_order(Status.ACCEPTED), None),
        (an_order(Status.READY), RejectReason.PREPARED),
        (replace(an_order(Status.ACCEPTED), ready_at=NOW), RejectReason.PREPARED),
        (replace(an_order(Status.READY), rider=rider(RiderState.ARRIVED)), RejectReason.PREPARED),
        (
            replace(an_order(Status.READY), rider=rider(RiderState.COLLECTED)),
            RejectReason.ON_ITS_WAY,
        ),
        (replace(an_order(Status.READY), dispatched_at=NOW), RejectReason.ON_ITS_WAY),
        (an_order(Status.COMPLETED), RejectReason.ON_ITS_WAY),
    ],
)
def test_the_proposed_reason_is_what_the_timeline_knows(
    order: Order, reason: RejectReason | None
) -> None:
    assert proposed_reason(order) is reason
