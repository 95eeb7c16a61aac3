"""The words of an order."""

from dataclasses import FrozenInstanceError

import pytest

from kitchen_app.domain.order import Status
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
