"""The platform's limits."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain import deadlines
from tests.builders import NOW, STEADY


def test_keeta_waits_five_minutes_for_the_shop() -> None:
    assert deadlines.accept_by(NOW) - NOW == timedelta(minutes=5)


_LAST = datetime(9000, 1, 1)  # noqa: DTZ001 - Hypothesis adds the zone


@STEADY
@given(st.datetimes(max_value=_LAST, timezones=st.just(UTC)))
def test_the_limit_counts_from_the_order_and_nothing_else(placed_at: datetime) -> None:
    assert deadlines.accept_by(placed_at) == placed_at + deadlines.ACCEPT_WITHIN


def test_a_touch_is_quiet_for_much_less_than_keeta_waits() -> None:
    assert deadlines.ANSWER_TO_TOUCH * 10 < deadlines.ACCEPT_WITHIN


def test_a_late_accept_is_tried_for_less_than_an_action_lives() -> None:
    assert timedelta() < deadlines.UNSTORED_SHOWN_FOR < deadlines.ACCEPT_WITHIN
    assert timedelta() < deadlines.LATE_ACCEPT_GRACE < deadlines.ACTION_LIFE


def test_the_stop_sign_goes_before_the_card_does() -> None:
    assert deadlines.ACTION_LIFE < deadlines.STOP_ASKED_FOR < deadlines.BOARD_MEMORY


@pytest.mark.parametrize(
    ("hours", "looked", "due"),
    [
        (0.9, None, False),
        (1, None, True),
        (1, 0.5, True),
        (2, 1, False),
        (24, 1, True),
        (100, 24, False),
        (168, 100, True),
        (720, 168, True),
        (9000, 720, False),
        (9000, None, True),
    ],
)
def test_a_finished_order_is_read_after_an_hour_a_day_a_week_and_a_month(
    hours: float, looked: float | None, due: bool
) -> None:
    looked_at = None if looked is None else NOW + timedelta(hours=looked)
    assert deadlines.is_look_due(NOW, looked_at, NOW + timedelta(hours=hours)) is due


def test_the_last_look_comes_after_the_last_day_of_a_reversal() -> None:
    month = timedelta(days=30)
    assert deadlines.is_look_due(NOW, NOW + timedelta(days=29), NOW + month)
    assert month < deadlines.REVERSAL_WITHIN
