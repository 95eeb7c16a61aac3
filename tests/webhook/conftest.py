"""A listener on a real loopback socket, a sink behind it, and raw connections to it."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest

from kitchen_app.base.callback import SUCCESS, Answer, RawCallback
from kitchen_app.webhook.server import WebhookServer
from tests.builders import HandClock

PATH = "/keeta/3f9c2b"
WITHIN_S = 10.0


@dataclass
class Sink:
    """Keeps what came and answers what it was told to."""

    answer: Answer = SUCCESS
    received: list[RawCallback] = field(default_factory=list)
    error: Exception | None = None
    let_go: asyncio.Event | None = None
    """If set, answers wait for it."""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    was_cancelled: bool = False

    async def __call__(self, raw: RawCallback) -> Answer:
        self.received.append(raw)
        self.arrived.set()
        if self.error is not None:
            raise self.error
        try:
            if self.let_go is not None:
                await self.let_go.wait()
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise
        self.finished.set()
        return self.answer


@dataclass
class Response:
    """One HTTP answer, read byte by byte."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Wire:
    """One raw connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def response(self) -> Response:
        async with asyncio.timeout(WITHIN_S):
            head = await self._reader.readuntil(b"\r\n\r\n")
            first, *rest = head.decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip()
                for name, _, value in (line.partition(":") for line in rest if line)
            }
            body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        return Response(int(first.split(" ")[1]), headers, body)

    async def head(self) -> bytes:
        """Return the lines before the body, of an answer that may have none."""
        async with asyncio.timeout(WITHIN_S):
            return await self._reader.readuntil(b"\r\n\r\n")

    async def closed(self) -> bytes:
        """Wait until the other end has closed; return what it said before."""
        async with asyncio.timeout(WITHIN_S):
            try:
                return await self._reader.read()
            except ConnectionError:
                return b""

    async def close(self) -> None:
        self._writer.close()
        try:
            await self._writer.wait_closed()
        except ConnectionError:
            return

    def abort(self) -> None:
        self._writer.transport.abort()


def post(
    body: bytes = b"{}",
    *,
    path: str = PATH,
    method: str = "POST",
    host: str | None = "127.0.0.1",
    content_type: str | None = "application/json",
    length: int | None = None,
    **headers: str,
) -> bytes:
    """Return the bytes of a request; `headers` are written with `-` for `_`."""
    named = {
        "Host": host,
        "Content-Type": content_type,
        "Content-Length": str(len(body) if length is None else length),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in named.items() if value is not None]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


class House:
    """A listening server with its sink."""

    def __init__(self, server: WebhookServer, sink: Sink, clock: HandClock) -> None:
        self.server = server
        self.sink = sink
        self.clock = clock
        self._stack = AsyncExitStack()

    async def connect(self) -> Wire:
        return await connect("127.0.0.1", self.server.port, self._stack)

    async def ask(self, request: bytes) -> Response:
        """Send one request over a connection of its own."""
        wire = await self.connect()
        await wire.send(request)
        response = await wire.response()
        await wire.close()
        return response

    async def close(self) -> None:
        await self._stack.aclose()


async def connect(host: str, port: int, stack: AsyncExitStack) -> Wire:
    reader, writer = await asyncio.open_connection(host, port)
    wire = Wire(reader, writer)
    stack.push_async_callback(wire.close)
    return wire


def make_server(
    clock: HandClock | None = None, *, host: str = "127.0.0.1", port: int = 0
) -> WebhookServer:
    hosts = {"127.0.0.1", "localhost", "::1", "kitchen.example.net"}
    return WebhookServer(host=host, port=port, path=PATH, hosts=hosts, clock=clock or HandClock())


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
async def house(sink: Sink) -> AsyncIterator[House]:
    clock = HandClock()
    server = make_server(clock)
    await server.bind()
    server.serve(sink)
    running = House(server, sink, clock)
    yield running
    if sink.let_go is not None:
        sink.let_go.set()
    await running.close()
    await server.stop()


@pytest.fixture
def free_port() -> Callable[[], int]:
    def find() -> int:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
            return port

    return find
