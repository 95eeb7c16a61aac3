"""Calls to an end that answers as told."""

from collections.abc import AsyncIterator

import pytest

from kitchen_app.keeta.transport import SignedCalls
from tests.builders import HandClock
from tests.keeta.far_end import FarEnd, calls_to


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
