"""A greeting tells whether there is a network, in bounded time, and what only looks like one."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kitchen_app.keeta import feeler
from kitchen_app.keeta.feeler import LineFeeler
from tests.certificates import tls_pair
from tests.tunnel import open_tunnel

NOBODY = "http://127.0.0.1:9/x"


@asynccontextmanager
async def listening(tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """Listen, and say nothing that TLS does not say by itself."""

    async def hold(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)

    held: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(hold, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in held:
            writer.transport.abort()


async def test_one_that_answers_is_enough() -> None:
    async with open_tunnel() as tunnel:
        there = f"http://127.0.0.1:{tunnel.port}/keeta"
        assert await LineFeeler([there]).reaches_anyone()
        assert await LineFeeler([NOBODY, there]).reaches_anyone()
        assert tunnel.carried == [], "nothing is sent"


@pytest.mark.parametrize("urls", [[NOBODY], [NOBODY, NOBODY], ["nonsense"], ["http://:1"]])
async def test_nobody_there_is_told_and_never_raised(urls: list[str]) -> None:
    began = time.monotonic()
    assert not await LineFeeler(urls).reaches_anyone()
    assert time.monotonic() - began < feeler._HEAD_START_S, "a refusal is known at once"


async def test_where_tls_is_due_the_right_name_must_be_shown(tmp_path: Path) -> None:
    server, client = tls_pair(tmp_path)
    async with listening(server) as port:
        there = f"https://127.0.0.1:{port}/x"
        assert await LineFeeler([there], tls=client).reaches_anyone()
        assert not await LineFeeler([there]).reaches_anyone(), "nobody we know has signed that"
        other = f"https://localhost:{port}/x"
        assert not await LineFeeler([other], tls=client).reaches_anyone(), "another's certificate"


async def test_a_line_that_takes_connections_and_says_nothing_is_dead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeler, "_HEAD_START_S", 0.1)
    monkeypatch.setattr(feeler, "_WITHIN_S", 0.5)
    server, client = tls_pair(tmp_path)
    async with listening() as silent, listening(server) as port:
        dead, there = f"https://127.0.0.1:{silent}/", f"https://127.0.0.1:{port}/"
        assert not await LineFeeler([dead], tls=client).reaches_anyone()
        assert not await LineFeeler([dead, dead], tls=client).reaches_anyone()
        assert await LineFeeler([dead, there], tls=client).reaches_anyone()


async def test_addresses_that_swallow_everything_are_given_up_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def swallow(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(asyncio, "open_connection", swallow)
    began = time.monotonic()
    assert not await LineFeeler([NOBODY, NOBODY]).reaches_anyone()
    assert time.monotonic() - began < feeler._WITHIN_S + 0.5
