"""Calls to an end that answers as told, in a time whose pauses pass at once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import pytest

from kitchen_app.keeta.transport import SignedCalls
from tests.builders import HandClock, LeapingLoop
from tests.keeta.far_end import FarEnd, calls_to


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"leaping": LeapingLoop}


@pytest.fixture
def end() -> FarEnd:
    return FarEnd()


@pytest.fixture
def hand_clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def calls(end: FarEnd, hand_clock: HandClock) -> AsyncIterator[SignedCalls]:
    made = calls_to(end, clock=hand_clock)
    yield made
    await made.close()
