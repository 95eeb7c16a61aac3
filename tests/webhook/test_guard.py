"""Slow and many connections: they are dropped, and Keeta still gets in."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from kitchen_app.webhook.guard import (
    HEADERS_WITHIN_S,
    MOST_CONNECTIONS,
    SPARED_S,
    Door,
    note_progress,
)
from tests.builders import skip_time
from tests.webhook.conftest import PATH, WITHIN_S, House, Sink, Wire, connect, post

_HALF = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
_REST = b"x\r\nContent-Length: 0\r\n\r\n"
_MOST = 4


class Hall:
    """A small listener behind a door for a few, who are spared for no time unless it is told."""

    def __init__(self, spared_s: float = 0) -> None:
        self.spared_s = spared_s
        self.let_go = asyncio.Event()
        self.let_go.set()
        self.began = asyncio.Semaphore(0)
        self.port = 0
        self._stack = AsyncExitStack()

    async def open(self) -> None:
        app = web.Application(middlewares=[note_progress])
        app.router.add_post("/", self._handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await runner.setup()
        assert runner.server is not None
        self.door = door = Door(runner.server, most=_MOST, spared_s=self.spared_s, access_log=None)
        server = await asyncio.get_running_loop().create_server(door, "127.0.0.1", 0, backlog=64)
        self.port = server.sockets[0].getsockname()[1]
        self._stack.push_async_callback(runner.cleanup)
        self._stack.callback(server.close)

    async def close(self) -> None:
        self.let_go.set()
        await self._stack.aclose()

    async def connect(self) -> Wire:
        return await connect("127.0.0.1", self.port, self._stack)

    async def half(self) -> Wire:
        """Open a connection that never completes its headers."""
        wire = await self.connect()
        await wire.send(_HALF)
        return wire

    async def good(self) -> Wire:
        """Open a connection and get an answer over it."""
        wire = await self.connect()
        await wire.send(_HALF + _REST)
        assert (await wire.response()).status == 200
        return wire

    async def calm(self, burst: list[socket.socket]) -> None:
        """Wait until the door has cut a burst down to the limit."""
        async with asyncio.timeout(WITHIN_S):
            while sum(_is_open(each) for each in burst) > _MOST:
                await self.good()

    async def _handle(self, _request: web.Request) -> web.Response:
        self.began.release()
        await self.let_go.wait()
        return web.Response(text="ok")


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    opened = Hall()
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def patient_hall() -> AsyncIterator[Hall]:
    """A hall whose guard spares newcomers as the real one does."""
    opened = Hall(SPARED_S)
    await opened.open()
    yield opened
    await opened.close()


# Too slow


@pytest.mark.parametrize(
    "sent",
    [b"", b"\r\n", b"P", _HALF, post(b"")[:-2], b"POST " + b"/" * 4000],
    ids=["nothing", "blank line", "one byte", "half", "all but the end", "long line"],
)
async def test_headers_that_do_not_come_in_time_end_the_connection(
    house: House, sent: bytes
) -> None:
    wire = await house.connect()
    await wire.send(sent)
    await house.ask(post())  # by now the listener has seen the other connection
    undo = skip_time(HEADERS_WITHIN_S + 0.1)
    try:
        assert await wire.closed() == b""
    finally:
        undo()


async def test_headers_that_trickle_get_no_more_time(house: House) -> None:
    wire = await house.connect()
    await wire.send(_HALF)
    await house.ask(post())
    undo = skip_time(HEADERS_WITHIN_S - 1)
    try:
        await wire.send(b"a")
        await house.ask(post())
        again = skip_time(1.5)
        try:
            assert await wire.closed() == b""
        finally:
            again()
    finally:
        undo()


async def test_the_second_request_of_a_connection_is_timed_as_well(house: House) -> None:
    wire = await house.connect()
    await wire.send(post())
    assert (await wire.response()).status == 200
    await wire.send(_HALF)
    await house.ask(post())
    undo = skip_time(HEADERS_WITHIN_S + 0.1)
    try:
        assert await wire.closed() == b""
    finally:
        undo()


async def test_an_idle_connection_between_requests_is_not_hurried(house: House) -> None:
    wire = await house.connect()
    await wire.send(post())
    await wire.response()
    undo = skip_time(HEADERS_WITHIN_S + 0.1)
    try:
        await wire.send(post())
        assert (await wire.response()).status == 200
    finally:
        undo()


async def test_a_request_that_is_worked_on_is_not_hurried(house: House, sink: Sink) -> None:
    sink.let_go = asyncio.Event()
    wire = await house.connect()
    await wire.send(post())
    async with asyncio.timeout(WITHIN_S):
        await sink.arrived.wait()
    undo = skip_time(HEADERS_WITHIN_S * 2)
    try:
        await house.ask(post(method="GET"))
        sink.let_go.set()
        assert (await wire.response()).status == 200
    finally:
        undo()


# Too many


async def test_the_oldest_incomplete_connection_makes_room(hall: Hall) -> None:
    halves = [await hall.half() for _ in range(_MOST)]
    await hall.good()
    assert await halves[0].closed() == b""
    await halves[1].send(_REST)
    assert (await halves[1].response()).status == 200


async def test_a_flood_of_slow_connections_does_not_keep_a_good_one_out(hall: Hall) -> None:
    halves = [await hall.half() for _ in range(_MOST * 5)]
    await hall.good()
    for half in halves[: -(_MOST - 1)]:
        assert await half.closed() == b""


async def test_the_real_door_holds_under_a_flood(house: House) -> None:
    flood = []
    for _ in range(MOST_CONNECTIONS + 20):
        wire = await house.connect()
        await wire.send(_HALF)
        flood.append(wire)
    assert (await house.ask(post())).status == 200
    for wire in flood[:20]:
        assert await wire.closed() == b""


async def test_half_bodies_do_not_keep_a_good_one_out(house: House, sink: Sink) -> None:
    """Headers are soon complete; what counts is whether there is anything to work on."""
    flood = []
    for _ in range(MOST_CONNECTIONS + 20):
        wire = await house.connect()
        await wire.send(post(b"{", length=100))
        flood.append(wire)
    assert (await house.ask(post(b'{"whole":1}'))).status == 200
    assert len(sink.received) == 1
    for wire in flood[:20]:
        assert await wire.closed() == b""


async def test_a_request_whose_body_is_there_is_never_dropped(house: House, sink: Sink) -> None:
    sink.let_go = asyncio.Event()
    busy = await house.connect()
    await busy.send(post(b'{"whole":1}'))
    await sink.arrived.wait()
    flood = [await house.connect() for _ in range(MOST_CONNECTIONS + 20)]
    for wire in flood:
        await wire.send(post(b"{", length=100))
    assert await flood[0].closed() == b""
    sink.let_go.set()
    assert (await busy.response()).status == 200


async def test_a_burst_that_is_accepted_at_once_is_cut_down_to_the_limit(hall: Hall) -> None:
    """Blocking connects: the listener sees all of them in the same turn of its loop."""
    burst = [
        socket.create_connection(("127.0.0.1", hall.port), timeout=WITHIN_S)
        for _ in range(_MOST * 5)
    ]
    try:
        await hall.good()
        await hall.calm(burst)
    finally:
        for each in burst:
            each.close()


@pytest.mark.parametrize("before", [0, 1, _MOST - 1])
async def test_a_burst_does_not_throw_out_whole_requests_that_nobody_has_read_yet(
    patient_hall: Hall, before: int
) -> None:
    """They come in the same turn of the loop: the guard cannot know yet who is slow."""
    burst = [socket.create_connection(("127.0.0.1", patient_hall.port)) for _ in range(before)]
    good = socket.create_connection(("127.0.0.1", patient_hall.port), timeout=WITHIN_S)
    good.sendall(_HALF + _REST)
    burst += [
        socket.create_connection(("127.0.0.1", patient_hall.port))
        for _ in range(_MOST * 2 - before)
    ]
    try:
        loop = asyncio.get_running_loop()
        good.setblocking(False)
        async with asyncio.timeout(WITHIN_S):
            assert (await loop.sock_recv(good, 100)).startswith(b"HTTP/1.1 200")
        await patient_hall.calm(burst)
    finally:
        for each in [good, *burst]:
            each.close()


async def test_no_burst_is_without_limit(patient_hall: Hall) -> None:
    """Each connection costs a file, and a process may have so many only."""
    counts: list[int] = []

    async def look() -> None:
        while True:
            counts.append(len(patient_hall.door._open))
            await asyncio.sleep(0)

    looking = asyncio.get_running_loop().create_task(look())
    burst = [socket.create_connection(("127.0.0.1", patient_hall.port)) for _ in range(60)]
    try:
        await patient_hall.good()
        assert _MOST < max(counts) <= 3 * _MOST + 1
    finally:
        looking.cancel()
        for each in burst:
            each.close()


def _is_open(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except OSError as error:
        return error.errno in {errno.EAGAIN, errno.EWOULDBLOCK}


async def test_connections_that_sit_idle_after_a_request_do_not_keep_a_good_one_out(
    hall: Hall,
) -> None:
    """One request each, then silence: that must not be a way to lock Keeta out."""
    for _ in range(_MOST):
        await hall.good()
    await hall.good()


async def test_requests_that_are_worked_on_are_never_dropped(hall: Hall) -> None:
    hall.let_go.clear()
    busy = [await hall.connect() for _ in range(_MOST)]
    for wire in busy:
        await wire.send(_HALF + _REST)
    async with asyncio.timeout(WITHIN_S):
        for _ in busy:
            await hall.began.acquire()
    late = await hall.half()
    assert await late.closed() == b""
    hall.let_go.set()
    assert [(await wire.response()).status for wire in busy] == [200] * _MOST


async def test_a_connection_that_left_makes_room(hall: Hall) -> None:
    for _ in range(_MOST * 3):
        wire = await hall.good()
        await wire.close()
    halves = [await hall.half() for _ in range(_MOST - 1)]
    await hall.good()
    for half in halves:
        await half.send(_REST)
        assert (await half.response()).status == 200


async def test_a_handler_behind_no_door_works_as_well() -> None:
    async def handle(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    response = await note_progress(make_mocked_request("POST", PATH), handle)
    assert response.status == 200
