"""What came or ended behind our back, and what did not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.absence import Absence, Meanwhile, meanwhile
from kitchen_app.domain.order import Order, Party, Rider, RiderState, Status
from tests.fakes import NOON, an_order, reached

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
AWAY = Absence(since=NOON, until=NOON + 4 * MINUTE)
AFTER = AWAY.until + 5 * SECOND


def came(*, placed_min: float = 2, **changes: object) -> Order:
    """Return an order of which we heard as soon as we were back."""
    placed_at = NOON + placed_min * MINUTE
    order = an_order(placed_at=placed_at, accept_by=placed_at + 5 * MINUTE, received_at=AFTER)
    return replace(order, **changes)  # type: ignore[arg-type]  # names of the dataclass


def ended(order: Order, *, at_min: float, seen_min: float, by: Party = Party.UNKNOWN) -> Order:
    over = reached(order, Status.CANCELLED, NOON + at_min * MINUTE)
    assert over.cancellation is not None
    told = replace(over.cancellation, seen_at=NOON + seen_min * MINUTE, by=by)
    return replace(over, cancellation=told)


def test_what_was_placed_meanwhile_and_learned_by_our_return_came() -> None:
    assert meanwhile(came(), [AWAY]) is Meanwhile.CAME
    assert meanwhile(came(placed_min=-0.1), [AWAY]) is Meanwhile.CAME, "before it was noticed"
    assert meanwhile(came(received_at=AFTER + 3 * MINUTE), [AWAY]) is Meanwhile.CAME
    assert meanwhile(reached(came(), Status.ACCEPTED), [AWAY]) is Meanwhile.CAME


@pytest.mark.parametrize(
    "order",
    [
        came(placed_min=-1),
        came(placed_min=4),
        came(received_at=NOON + 2.1 * MINUTE),
        came(received_at=NOON + 3 * MINUTE),
        came(placed_min=3.99, received_at=AWAY.until + SECOND),
        reached(came(), Status.COMPLETED),
        replace(
            reached(came(), Status.ACCEPTED), rider=Rider(state=RiderState.COLLECTED, at=AFTER)
        ),
    ],
    ids=["before", "after", "at once", "while away", "no later than ever", "done", "carried"],
)
def test_what_was_not_missed_or_is_out_of_the_kitchen_did_not_come(order: Order) -> None:
    assert meanwhile(order, [AWAY]) is None


def test_without_an_absence_nothing_happened_however_late_it_was() -> None:
    late = came(received_at=NOON + 60 * MINUTE)
    assert meanwhile(late, []) is None
    assert meanwhile(late, [Absence(since=NOON - 60 * MINUTE, until=NOON)]) is None


def test_what_ended_unaccepted_meanwhile_was_lost() -> None:
    known = an_order(received_at=NOON)
    assert meanwhile(ended(known, at_min=3, seen_min=4.1), [AWAY]) is Meanwhile.LOST
    assert meanwhile(ended(came(), at_min=3, seen_min=4.1), [AWAY]) is Meanwhile.LOST


def test_without_a_time_from_keeta_it_ended_by_its_limit() -> None:
    long = Absence(since=NOON, until=NOON + 20 * MINUTE)
    known = an_order(received_at=NOON)
    assert meanwhile(ended(known, at_min=20.1, seen_min=20.1), [long]) is Meanwhile.LOST


def test_what_ended_before_our_eyes_was_not_lost() -> None:
    """Although it came while we were away: it rang since."""
    assert meanwhile(ended(came(), at_min=7, seen_min=7.01), [AWAY]) is None


def test_what_was_accepted_or_ended_by_the_shop_was_not_lost() -> None:
    cooked = replace(ended(came(), at_min=3, seen_min=4.1), accepted_at=NOON + 2.5 * MINUTE)
    assert meanwhile(cooked, [AWAY]) is None
    rejected = ended(came(), at_min=3, seen_min=4.1, by=Party.MERCHANT)
    assert meanwhile(rejected, [AWAY]) is None
