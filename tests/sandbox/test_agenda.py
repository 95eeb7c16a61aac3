"""Appointments and pauses in sandbox time."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from kitchen_app.base.clock import ScaledClock, SystemClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.sandbox.agenda import Agenda, pause
from tests.sandbox.fakes import WITHIN_S, HandClock


@pytest_asyncio.fixture
async def agenda(clock: HandClock) -> AsyncIterator[Agenda]:
    supervisor = Supervisor()
    running = Agenda(clock)
    supervisor.serve(running.run, name="agenda")
    yield running
    await supervisor.stop()


async def test_appointments_are_kept_in_order(agenda: Agenda, clock: HandClock) -> None:
    kept: list[str] = []
    done = asyncio.Event()
    agenda.after(20, lambda: kept.append("second"))
    agenda.after(10, lambda: kept.append("first"))
    agenda.after(20, done.set)
    agenda.after(21, lambda: kept.append("not yet"))
    clock.advance(20)
    async with asyncio.timeout(WITHIN_S):
        await done.wait()
    assert kept == ["first", "second"]


async def test_appointment_may_make_another(agenda: Agenda, clock: HandClock) -> None:
    done = asyncio.Event()
    agenda.after(0, lambda: agenda.after(0, done.set))
    async with asyncio.timeout(WITHIN_S):
        await done.wait()


@pytest.mark.parametrize("clock_under_test", [ScaledClock(1000), SystemClock()])
async def test_pause_lasts_as_long_as_asked(clock_under_test: ScaledClock | SystemClock) -> None:
    began = clock_under_test.monotonic()
    await pause(clock_under_test, 0.02)
    assert clock_under_test.monotonic() - began >= 0.02


async def test_pause_follows_a_clock_moved_by_hand(clock: HandClock) -> None:
    async with asyncio.timeout(WITHIN_S), asyncio.TaskGroup() as group:
        waiting = group.create_task(pause(clock, 60))
        await asyncio.sleep(0)  # one turn of the loop: the pause begins
        clock.advance(59)
        await asyncio.sleep(0)
        assert not waiting.done()
        clock.advance(1)
