"""What happened to an order, step by step, and what that says about a refund request."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.actions import RejectReason
from kitchen_app.domain.order import Order, RiderState, Status
from kitchen_app.domain.outlook import has_left


class Step(StrEnum):
    """A thing that happened to an order and that a person asks about later."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    READY = "ready"
    RIDER_HERE = "rider_here"
    LEFT = "left"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One step and its moment, in the clock of the order it was read from."""

    step: Step
    at: datetime


_STEP_OF_RIDER = {
    RiderState.ARRIVED: Step.RIDER_HERE,
    RiderState.COLLECTED: Step.LEFT,
    RiderState.DELIVERED: Step.DELIVERED,
}


def milestones(order: Order) -> tuple[Milestone, ...]:
    """Return what is known to have happened, the earliest first."""
    return tuple(sorted(_found(order), key=_by_time))


def proposed_reason(order: Order) -> RejectReason | None:
    """Return Keeta's reason for a refusal that the timeline bears out; None if it bears out none.

    Food on its way was prepared too: the later step is the stronger reason.
    """
    if has_left(order):
        return RejectReason.ON_ITS_WAY
    is_prepared = order.ready_at is not None or order.status is Status.READY
    return RejectReason.PREPARED if is_prepared else None


def _found(order: Order) -> Iterator[Milestone]:
    moments = (
        (Step.PLACED, order.placed_at),
        (Step.ACCEPTED, order.accepted_at),
        (Step.READY, order.ready_at),
        (Step.LEFT, order.dispatched_at),
        (Step.COMPLETED, order.completed_at),
        (Step.CANCELLED, order.cancellation.at if order.cancellation else None),
    )
    for step, at in moments:
        if at is not None:
            yield Milestone(step=step, at=at)
    step_of_rider = _STEP_OF_RIDER.get(order.rider.state) if order.rider else None
    if order.rider is not None and step_of_rider is not None:
        yield Milestone(step=step_of_rider, at=order.rider.at)


_PLACES = {step: place for place, step in enumerate(Step)}


def _by_time(milestone: Milestone) -> tuple[datetime, int]:
    return milestone.at, _PLACES[milestone.step]
