"""How a tunnel program is asked, and what counts as an answer."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from kitchen_app.tunnels.health import Judge, Readiness, judge_cloudflared, judge_ngrok


@asynccontextmanager
async def answering(answer: bytes) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def asked(answer: bytes, judge: Judge) -> bool | None:
    async with answering(answer) as port:
        return await Readiness(port=port, path="/ready", judge=judge).ask()


@pytest.mark.parametrize(
    ("answer", "is_connected"),
    [
        (b'HTTP/1.0 200 OK\r\n\r\n{"status":200,"readyConnections":4}', True),
        (b'HTTP/1.1 503 Service Unavailable\r\n\r\n{"status":503}', False),
        (b"HTTP/1.0 404 Not Found\r\n\r\n", False),
        (b"rubbish", False),
        (b"HTTP/1.0 many\r\n\r\n", False),
        (b"", False),
    ],
)
async def test_cloudflared_is_connected_when_it_says_200(answer: bytes, is_connected: bool) -> None:
    assert await asked(answer, judge_cloudflared) is is_connected


async def test_one_that_does_not_answer_is_not_connected() -> None:
    async with answering(b"") as port:
        pass
    assert await Readiness(port=port, path="/ready", judge=judge_cloudflared).ask() is False
    assert await Readiness(port=port, path="/", judge=judge_ngrok("a.example")).ask() is None


@pytest.mark.parametrize(
    ("body", "is_connected"),
    [
        ({"tunnels": [{"public_url": "https://shop.ngrok.app"}]}, True),
        ({"tunnels": [{"public_url": "https://other.ngrok.app"}]}, None),
        ({"tunnels": []}, None),
        ({"tunnels": None}, None),
        ([], None),
        ("rubbish", None),
    ],
)
async def test_ngrok_is_connected_when_it_has_our_address(
    body: object, is_connected: bool | None
) -> None:
    answer = b"HTTP/1.0 200 OK\r\n\r\n" + json.dumps(body).encode()
    assert await asked(answer, judge_ngrok("shop.ngrok.app")) is is_connected
