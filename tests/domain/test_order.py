"""The words of an order."""

from dataclasses import FrozenInstanceError

import pytest

from kitchen_app.domain.order import Line, Status
from tests.builders import an_order


def test_statuses_rank_in_the_order_of_life() -> None:
    assert sorted(set(Status), key=lambda status: status.rank) == [
        Status.NEW,
        Status.ACCEPTED,
        Status.READY,
        Status.COMPLETED,
        Status.CANCELLED,
    ]


@pytest.mark.parametrize("status", Status)
def test_only_completed_and_cancelled_are_final(status: Status) -> None:
    assert status.is_final is (status in {Status.COMPLETED, Status.CANCELLED})


def test_an_order_cannot_be_changed_in_place() -> None:
    order = an_order()
    with pytest.raises(FrozenInstanceError):
        order.number = "2"  # type: ignore[misc]  # what must not be possible


@pytest.mark.parametrize(("left", "to_make"), [(None, 3), (2, 2), (0, 0)])
def test_what_a_refund_left_is_to_be_made(left: int | None, to_make: int) -> None:
    assert Line(line_id="1", name="Lentil soup", quantity=3, left=left).to_make == to_make
