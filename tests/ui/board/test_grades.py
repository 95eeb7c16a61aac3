"""How urgent, and what comes first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.ui.board.grades import (
    Grade,
    age_grade,
    grade,
    in_sequence,
    is_later,
    left_at,
    remaining_s,
    since,
)
from tests.ui import canned

STATES = canned.states()


@pytest.mark.parametrize(
    ("left_s", "expected"),
    [
        (300, Grade.IN_TIME),
        (121, Grade.IN_TIME),
        (120, Grade.SOON),
        (61, Grade.SOON),
        (60, Grade.LATE),
        (1, Grade.LATE),
        (0, Grade.OVER),
    ],
)
def test_grades(left_s: int, expected: Grade) -> None:
    assert grade(left_s) is expected


def test_zero_means_that_the_limit_has_passed() -> None:
    limit = canned.NOW + timedelta(milliseconds=1)
    assert remaining_s(limit, canned.NOW) == 1
    assert remaining_s(limit, limit) == 0
    assert remaining_s(limit, limit + timedelta(hours=1)) == 0


def test_the_least_time_left_comes_first() -> None:
    cards = [STATES["in_time"], STATES["late"], STATES["over"], STATES["soon"]]
    numbers = [card.order.number for card in in_sequence(Lane.NEW, cards)]
    assert numbers == ["1040", "1041", "1042", "1043"]


def test_what_asks_for_an_answer_comes_first_even_when_it_has_left() -> None:
    money = canned.money_states()
    asking = [money["question"], money["refund"]]
    cards = [STATES["completed"], *asking, STATES["collected"]]
    assert in_sequence(Lane.GONE, cards)[:2] == [money["refund"], money["question"]]


def test_a_stop_comes_first_where_it_was_cooked() -> None:
    cards = [STATES["behind"], STATES["stopped"]]
    assert in_sequence(Lane.PREPARING, cards)[0] is STATES["stopped"]


@pytest.mark.parametrize("state", STATES)
def test_every_card_has_an_age(state: str) -> None:
    assert since(STATES[state]) <= canned.NOW


def test_when_it_left() -> None:
    order = STATES["collected"].order
    assert order.rider is not None
    assert left_at(order) == order.rider.at


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, Grade.IN_TIME),
        (9, Grade.IN_TIME),
        (10, Grade.SOON),
        (14, Grade.SOON),
        (15, Grade.LATE),
        (500, Grade.LATE),
    ],
)
def test_the_age_of_what_is_cooked_has_three_grades(minutes: int, expected: Grade) -> None:
    assert age_grade(minutes, soon_after_min=10, late_after_min=15) is expected


def test_orders_for_later_come_after_those_of_now() -> None:
    tomorrow, tonight = canned.later_orders()
    now = canned.card(canned.order("1050", status=Status.ACCEPTED, age_s=20))
    late = STATES["behind"]
    in_order = in_sequence(Lane.PREPARING, [tomorrow, now, tonight, late])
    assert in_order == [late, now, tonight, tomorrow]
    assert [is_later(card, canned.NOW) for card in in_order] == [False, False, True, True]


def test_what_was_cancelled_or_is_over_is_for_no_later_hour() -> None:
    stopped = STATES["stopped"]
    hour = canned.NOW + timedelta(hours=20)
    assert not is_later(replace(stopped, order=replace(stopped.order, ready_by=hour)), canned.NOW)
    gone = canned.card(canned.order("1", status=Status.COMPLETED, ready_by=hour))
    assert not is_later(gone, canned.NOW)
