"""A bare connection tells whether there is a network, in bounded time."""

import asyncio
import time

import pytest

from kitchen_app.keeta import feeler
from kitchen_app.keeta.feeler import TcpFeeler
from tests.tunnel import open_tunnel

NOBODY = "http://127.0.0.1:9/x"


async def test_one_that_answers_is_enough() -> None:
    async with open_tunnel() as tunnel:
        there = f"http://127.0.0.1:{tunnel.port}/keeta"
        assert await TcpFeeler([there]).reaches_anyone()
        assert await TcpFeeler([NOBODY, there]).reaches_anyone()
        assert tunnel.carried == [], "nothing is sent"


@pytest.mark.parametrize("urls", [[NOBODY], [NOBODY, NOBODY], ["nonsense"], ["http://:1"]])
async def test_nobody_there_is_told_and_never_raised(urls: list[str]) -> None:
    assert not await TcpFeeler(urls).reaches_anyone()


async def test_addresses_that_swallow_everything_are_given_up_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def swallow(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "open_connection", swallow)
    began = time.monotonic()
    assert not await TcpFeeler([NOBODY, NOBODY]).reaches_anyone()
    assert time.monotonic() - began < sum(feeler._WITHIN_S) + 0.5
