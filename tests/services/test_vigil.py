"""Lost time and a clock that is set are noticed within a second."""

from datetime import timedelta

import pytest

from kitchen_app.base.clock import SteadyClock
from kitchen_app.services.vigil import Vigil
from tests.fakes import NOON, FakeClock
from tests.services.harness import Process, pass_time

SECOND = timedelta(seconds=1)


class Told:
    """What a vigil has told."""

    def __init__(self, vigil: Vigil) -> None:
        self.set_by: list[timedelta] = []
        self.lost_s: list[float] = []
        vigil.clock_set.connect(self.set_by.append)
        vigil.time_lost.connect(self.lost_s.append)


@pytest.fixture
async def told(process: Process) -> Told:
    process.supervisor.serve(process.vigil.run, name="vigil")
    await pass_time(0.1)
    return Told(process.vigil)


async def test_a_quiet_hour_is_no_news(told: Told) -> None:
    await pass_time(3600)
    assert (told.set_by, told.lost_s) == ([], [])


@pytest.mark.parametrize("minutes", [0.1, 1, 20, 600])
async def test_time_asleep_is_noticed_within_a_second(
    told: Told, clock: FakeClock, minutes: float
) -> None:
    clock.advance(timedelta(minutes=minutes))
    await pass_time(1)
    assert told.lost_s == [pytest.approx(60 * minutes, abs=0.1)]
    assert told.set_by == [], "the wall clock went on as it should"
    await pass_time(60)
    assert len(told.lost_s) == 1


@pytest.mark.parametrize("seconds", [1, 4.9])
async def test_a_moment_of_stillness_is_no_sleep(
    told: Told, clock: FakeClock, seconds: float
) -> None:
    clock.advance(seconds * SECOND)
    await pass_time(2)
    assert told.lost_s == []


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("seconds", [1, 59, 3600, 400 * 86400])
async def test_a_clock_that_is_set_is_followed_within_a_second(
    told: Told, process: Process, clock: FakeClock, seconds: int, sign: int
) -> None:
    by = sign * seconds * SECOND
    before = process.steady.now()
    clock.set(by)
    assert process.steady.now() == before, "not behind our back"
    await pass_time(1)
    assert told.set_by == [by]
    assert process.steady.now() == clock.now()
    assert told.lost_s == []


async def test_both_at_once_are_told_apart(told: Told, clock: FakeClock) -> None:
    clock.advance(600 * SECOND)
    clock.set(-90 * SECOND)
    await pass_time(1)
    assert told.set_by == [-90 * SECOND]
    assert told.lost_s == [pytest.approx(600, abs=0.1)]


def test_a_small_correction_is_left_alone(clock: FakeClock) -> None:
    steady = SteadyClock(clock)
    told = Told(vigil := Vigil(steady))
    clock.set(timedelta(milliseconds=400))
    vigil.look()
    assert told.set_by == []
    assert steady.now() == NOON
