"""Calls to an end that answers as told, and tokens, in a time whose pauses pass at once."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta

import pytest

from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.transport import SignedCalls
from tests.builders import HandClock, LeapingLoop
from tests.keeta.far_end import FarEnd, calls_to
from tests.keeta.token_bench import Bench


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
def offsets() -> list[timedelta]:
    """What is told of Keeta's clock."""
    return []


@pytest.fixture
async def calls(
    end: FarEnd, hand_clock: HandClock, offsets: list[timedelta]
) -> AsyncIterator[SignedCalls]:
    made = calls_to(end, clock=hand_clock, on_clock=offsets.append)
    yield made
    await made.close()


@pytest.fixture
def orders(calls: SignedCalls) -> OrderApi:
    return OrderApi(calls)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench(clock=HandClock())
    await made.keeper.start()
    yield made
    await made.close()
