"""Wall time, measured time, and Keeta's milliseconds."""

import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.base.clock import (
    Clock,
    ScaledClock,
    SteadyClock,
    SystemClock,
    from_epoch_ms,
    to_epoch_ms,
)
from tests.builders import STEADY


@pytest.mark.parametrize("clock", [SystemClock(), ScaledClock(60)], ids=["system", "scaled"])
def test_every_clock_tells_aware_utc(clock: Clock) -> None:
    assert clock.now().utcoffset() == timedelta()


@pytest.mark.parametrize("clock", [SystemClock(), ScaledClock(60)], ids=["system", "scaled"])
def test_measured_time_never_runs_back(clock: Clock) -> None:
    readings = [clock.monotonic() for _ in range(1000)]
    assert readings == sorted(readings)


def test_a_scaled_clock_runs_as_many_times_faster() -> None:
    real, scaled = SystemClock(), ScaledClock(1000)
    outer_start = real.monotonic()
    first = scaled.monotonic()
    inner_start = real.monotonic()
    while real.monotonic() - inner_start < 0.002:
        pass
    inner = real.monotonic() - inner_start
    passed = scaled.monotonic() - first
    outer = real.monotonic() - outer_start
    assert inner * 1000 <= passed <= outer * 1000


def test_a_scaled_clock_starts_at_the_real_time() -> None:
    before = datetime.now(UTC)
    scaled = ScaledClock(1)
    assert before <= scaled.now() <= datetime.now(UTC) + timedelta(seconds=1)


def test_wall_and_measured_time_of_a_scaled_clock_agree() -> None:
    clock = ScaledClock(3600)
    before, wall, after = clock.monotonic(), clock.now(), clock.monotonic()
    start = wall - timedelta(seconds=after)
    assert start <= wall - timedelta(seconds=before)


@pytest.mark.parametrize("speed", [0, -1, -0.5])
def test_time_neither_stands_nor_runs_back(speed: float) -> None:
    with pytest.raises(ValueError, match="speed must be positive"):
        ScaledClock(speed)


def test_keetas_milliseconds_are_utc() -> None:
    assert from_epoch_ms(1782907200123) == datetime(2026, 7, 1, 12, 0, 0, 123000, tzinfo=UTC)


@STEADY
@given(st.integers(0, 4 * 10**12))
def test_milliseconds_survive_the_way_there_and_back(milliseconds: int) -> None:
    assert to_epoch_ms(from_epoch_ms(milliseconds)) == milliseconds


class WallClock:
    """A clock that can be set."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.set_by = timedelta()

    def now(self) -> datetime:
        return datetime(2026, 7, 1, tzinfo=UTC) + timedelta(seconds=self.seconds) + self.set_by

    def monotonic(self) -> float:
        return self.seconds


@pytest.mark.skipif(sys.platform != "linux", reason="a clock that only Linux has")
def test_measured_time_counts_time_asleep_on_linux() -> None:
    boot = time.CLOCK_BOOTTIME
    before = time.clock_gettime(boot)
    assert before <= SystemClock().monotonic() <= time.clock_gettime(boot)


@pytest.mark.parametrize("days", [400, -400, 1 / 86400])
def test_a_steady_clock_is_not_set_behind_our_back(days: float) -> None:
    wall = WallClock()
    steady = SteadyClock(wall)
    wall.seconds = 5
    wall.set_by = timedelta(days=days)
    assert steady.now() == datetime(2026, 7, 1, 0, 0, 5, tzinfo=UTC)
    assert steady.was_set_by() == timedelta(days=days)
    assert steady.catch_up() == timedelta(days=days)
    assert (steady.now(), steady.was_set_by()) == (wall.now(), timedelta())
    wall.seconds = 6
    assert steady.now() == wall.now()
    assert steady.monotonic() == 6
