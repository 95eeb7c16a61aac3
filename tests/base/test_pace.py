"""Calls keep their distance, and one alone waits for nothing."""

import asyncio

import pytest

from kitchen_app.base.pace import Pace
from tests.builders import LeapingLoop


async def _walk() -> list[float]:
    now = asyncio.get_running_loop().time
    began, pace, moments = now(), Pace(0.25), list[float]()

    async def call() -> None:
        await pace.turn()
        moments.append(now() - began)

    await asyncio.gather(*[call() for _ in range(5)])
    await asyncio.sleep(10)
    await call()
    return moments


def test_calls_follow_each_other_at_a_distance() -> None:
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        moments = runner.run(_walk())
    assert moments[:5] == pytest.approx([0, 0.25, 0.5, 0.75, 1.0], abs=0.02)
    assert moments[5] == pytest.approx(11.0, abs=0.05)
