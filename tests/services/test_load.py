"""What is being cooked, and when one more would be ready: reckoned from what was made."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.services.load import Load, load_of
from tests.fakes import NOON, an_order, reached

MINUTE = timedelta(minutes=1)
_LANES = {Status.NEW: Lane.NEW, Status.ACCEPTED: Lane.PREPARING, Status.READY: Lane.READY}


def a_card(number: int, status: Status, **members: object) -> CardView:
    order = replace(reached(an_order(number), status), **members)  # type: ignore[arg-type]  # names of the dataclass
    return CardView(
        order=order,
        lane=_LANES.get(status, Lane.PREPARING),
        accept_by=None,
        quiet_until=None,
        actions=frozenset(),
        pending=None,
        failure=None,
    )


def made(number: int, minutes: float, *, at: datetime = NOON) -> CardView:
    return a_card(number, Status.READY, accepted_at=at - minutes * MINUTE, ready_at=at)


def test_an_idle_kitchen_has_no_load() -> None:
    assert load_of((), NOON) == Load(cooking=0)
    assert load_of((a_card(1, Status.NEW),), NOON) == Load(cooking=0)


def test_what_is_in_preparation_is_counted_with_its_oldest() -> None:
    cards = (
        a_card(1, Status.ACCEPTED, accepted_at=NOON - 14 * MINUTE),
        a_card(2, Status.ACCEPTED, accepted_at=NOON - 2 * MINUTE),
        a_card(3, Status.CANCELLED, accepted_at=NOON - 40 * MINUTE),
        a_card(4, Status.NEW),
    )
    assert load_of(cards, NOON) == Load(cooking=2, oldest_since=NOON - 14 * MINUTE)


@pytest.mark.parametrize(
    ("minutes", "about"),
    [
        ((10, 20), None),
        ((10, 20, 31), 20),
        ((10, 21, 31), 25),
        ((10, 20, 20, 300), 20),
        ((0, -3, 10, 20), None),
    ],
)
def test_the_time_is_the_median_of_the_last_ones_upward_to_five_minutes(
    minutes: tuple[float, ...], about: int | None
) -> None:
    cards = [made(number, each) for number, each in enumerate(minutes, 1)]
    wanted = None if about is None else NOON + about * MINUTE
    assert load_of(cards, NOON).ready_about == wanted


def test_only_the_last_five_count() -> None:
    slow = [made(number, 90, at=NOON - 60 * MINUTE) for number in range(1, 9)]
    quick = [made(number, 10) for number in range(10, 15)]
    assert load_of(quick + slow, NOON).ready_about == NOON + 10 * MINUTE


def test_orders_for_later_are_no_load_yet() -> None:
    later = a_card(9, Status.ACCEPTED, accepted_at=NOON - 50 * MINUTE)
    evening = replace(later, order=replace(later.order, expected_at=NOON + 300 * MINUTE))
    now = a_card(2, Status.ACCEPTED, accepted_at=NOON - 2 * MINUTE)
    assert load_of((evening, now), NOON) == Load(cooking=1, oldest_since=NOON - 2 * MINUTE)
    near = NOON + 265 * MINUTE
    assert load_of((evening,), near) == Load(cooking=1, oldest_since=NOON + 255 * MINUTE)
