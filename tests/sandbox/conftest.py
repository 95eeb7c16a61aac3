"""A running sandbox, a receiver of its webhooks and a client, on real loopback sockets."""

import logging
from collections.abc import AsyncIterator, Iterator

import aiohttp
import pytest
import pytest_asyncio

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Client, HandClock, Receiver


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log is a failure nobody looked at."""
    yield
    loud = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert loud == []


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with Receiver() as running:
        yield running


@pytest_asyncio.fixture
async def clock() -> HandClock:
    return HandClock()


@pytest_asyncio.fixture
async def sandbox(receiver: Receiver, clock: HandClock) -> AsyncIterator[Sandbox]:
    """A sandbox whose time only the test moves."""
    async with Sandbox(SandboxConfig(callback_url=receiver.url), clock) as running:
        yield running


@pytest_asyncio.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as open_session:
        yield open_session


@pytest_asyncio.fixture
async def client(sandbox: Sandbox, session: aiohttp.ClientSession) -> Client:
    return Client(sandbox, session)
