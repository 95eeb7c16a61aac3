"""Pauses grow, stay within their limit, and are never quite the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.base.backoff import Backoff
from tests.builders import STEADY


@STEADY
@given(first_s=st.floats(0.01, 10), factor=st.floats(1, 1000), attempts=st.integers(1, 40))
def test_every_pause_is_between_three_quarters_and_the_whole_of_its_step(
    first_s: float, factor: float, attempts: int
) -> None:
    limit_s = first_s * factor
    backoff = Backoff(first_s=first_s, limit_s=limit_s)
    for attempt in range(attempts):
        step = min(first_s * 2**attempt, limit_s)
        assert step * 0.75 <= backoff.next() <= step


def test_after_a_reset_it_starts_small_again() -> None:
    backoff = Backoff(first_s=1, limit_s=64)
    for _ in range(7):
        last = backoff.next()
    assert last >= 48
    backoff.reset()
    assert backoff.next() <= 1


def test_attempts_that_failed_together_do_not_come_back_together() -> None:
    assert len({Backoff(first_s=1, limit_s=64).next() for _ in range(20)}) > 1


@pytest.mark.parametrize("first_s", [0.2, 1, 30])
def test_it_never_grows_when_it_starts_at_its_limit(first_s: float) -> None:
    backoff = Backoff(first_s=first_s, limit_s=first_s)
    assert max(backoff.next() for _ in range(5)) <= first_s
