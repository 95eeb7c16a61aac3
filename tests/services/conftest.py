"""Services run here in virtual time: when nothing can go on, the clock jumps to the next timer."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.base.callback import RawCallback
from tests.fakes import FakeClock, FakePlatform, FakeReader
from tests.services.harness import Process
from tests.services.shop_stage import ShopStage
from tests.virtual_time import VirtualTimeLoop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"virtual": VirtualTimeLoop}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def platform(clock: FakeClock) -> FakePlatform:
    return FakePlatform(clock)


@pytest.fixture
def reader(clock: FakeClock) -> FakeReader:
    return FakeReader(clock)


@pytest.fixture
def teach(reader: FakeReader) -> Callable[..., RawCallback]:
    """Give a body its meaning and return it as a message."""

    def give(body: bytes, *events: Any, **how: Any) -> RawCallback:
        return reader.teach(body, *events, **how)

    return give


@pytest.fixture
async def process(
    tmp_path: Path, clock: FakeClock, platform: FakePlatform, reader: FakeReader
) -> AsyncIterator[Process]:
    """One run of the services, built but not started; its clock moves with the loop."""
    clock.follow(asyncio.get_running_loop().time)
    built = Process(tmp_path, platform=platform, reader=reader, clock=clock)
    yield built
    await built.kill()


@pytest.fixture
def again(
    process: Process,
    tmp_path: Path,
    platform: FakePlatform,
    reader: FakeReader,
    clock: FakeClock,
) -> Iterator[Callable[[], Process]]:
    """Build the services once more over the same file."""
    runs: list[Process] = []

    def build() -> Process:
        runs.append(Process(tmp_path, platform=platform, reader=reader, clock=clock))
        return runs[-1]

    yield build
    for run in runs:
        run.close()


@pytest.fixture
async def shop_stage(clock: FakeClock) -> AsyncIterator[ShopStage]:
    """The shop's services in a zone, not started; their clock moves with the loop."""
    clock.follow(asyncio.get_running_loop().time)
    stage = ShopStage(clock)
    yield stage
    await stage.supervisor.stop(jobs_within_s=0)
