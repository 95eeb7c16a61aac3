"""The words of an order."""

from dataclasses import FrozenInstanceError

import pytest

from kitchen_app.domain.order import Cancellation, Line, Order, Party, Rider, RiderState, Status
from tests.builders import NOW, an_order


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


def of_a_person() -> Order:
    return an_order(
        note="for Sara",
        lines=(Line(line_id="1", name="Soup", note="for Sara too"),),
        rider=Rider(state=RiderState.DELIVERED, at=NOW, name="Omar"),
        cancellation=Cancellation(by=Party.SUPPORT, reason="Sara rang", at=NOW, seen_at=NOW),
    )


def test_a_masked_order_says_nothing_of_people() -> None:
    masked = of_a_person().without_person()
    assert masked.is_masked
    assert not any(name in repr(masked) for name in ("Sara", "Omar"))


def test_a_masked_order_still_says_what_was_cooked_and_how_it_ended() -> None:
    order, masked = of_a_person(), of_a_person().without_person()
    assert [line.name for line in masked.lines] == ["Soup"]
    assert masked.rider is not None
    assert masked.rider.state is RiderState.DELIVERED
    assert masked.cancellation is not None
    assert masked.cancellation.by is Party.SUPPORT
    assert (masked.order_id, masked.number, masked.paid) == (
        order.order_id,
        order.number,
        order.paid,
    )


def test_masking_twice_is_masking_once() -> None:
    masked = of_a_person().without_person()
    assert masked.without_person() == masked
    assert an_order().without_person().without_person() == an_order().without_person()
