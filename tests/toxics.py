"""A TCP proxy with a bad line: what a network can do to bytes, one toxic at a time.

The names are Toxiproxy's where it has them.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from kitchen_app.base.listening import close_listener

_CHUNK = 4096
_STUFFING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Toxic:
    """How a line is bad. `after` counts bytes; None is never."""

    name: str
    latency_s: float = 0.0
    bytes_per_s: float | None = None
    slice: int | None = None
    """So many bytes at a time, a moment apart."""
    silent_up: bool = False
    """What we send gets lost, the connection stays open."""
    silent_down: bool = False
    cut_up_after: int | None = None
    """The connection is closed after so many bytes that we sent; likewise down."""
    cut_down_after: int | None = None
    resets: bool = False
    """A cut is a reset, not an orderly end."""
    refuses: bool = False
    swallows: bool = False
    """Not even a connection comes about, and nobody says so."""


HEALTHY = Toxic(name="healthy")
TOXICS = (
    Toxic(name="latency", latency_s=0.4),
    Toxic(name="three_seconds_there_and_back", latency_s=1.5),
    Toxic(name="bandwidth", bytes_per_s=7000),
    Toxic(name="slicer", slice=7),
    Toxic(name="timeout", silent_up=True, silent_down=True),
    Toxic(name="answers_get_lost", silent_down=True),
    Toxic(name="limit_data_up", cut_up_after=150),
    Toxic(name="limit_data_down", cut_down_after=40),
    Toxic(name="reset_at_once", cut_up_after=0, resets=True),
    Toxic(name="reset_before_the_answer", cut_down_after=0, resets=True),
    Toxic(name="refused", refuses=True),
    Toxic(name="swallowed", swallows=True),
)


class Line:
    """Leads from a port of its own to `target_port`; `toxic` may change at any time."""

    def __init__(self, target_port: int = 0) -> None:
        self.target_port = target_port
        self.port = 0
        self._toxic = HEALTHY
        self._server: asyncio.Server | None = None
        self._wall: list[socket.socket] = []
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        await self._end_listening()
        while self._tasks:  # a connection that comes about just now is cut as well
            self._cut_open()
            await asyncio.wait(self._tasks, timeout=0.1)

    async def become(self, toxic: Toxic) -> None:
        """Be bad in another way, or well again; a line that is cut loses what is open."""
        self._toxic = toxic
        await self._end_listening()
        if toxic.swallows:
            self._build_wall()
        elif not toxic.refuses:
            await self.open()
        if toxic.swallows or toxic.refuses:
            self._cut_open()

    def _cut_open(self) -> None:
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _end_listening(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            await close_listener(server)
        for each in self._wall:
            each.close()
        self._wall = []

    def _build_wall(self) -> None:
        """Listen with a full queue: the system then drops every new connection unanswered."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(0)
        self._wall = [listener]
        for _ in range(_STUFFING):
            stuffing = socket.socket()
            stuffing.setblocking(False)
            with suppress(BlockingIOError):
                stuffing.connect(("127.0.0.1", self.port))
            self._wall.append(stuffing)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        self._open.add(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
            self._open.add(far_writer)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pump(reader, far_writer, (writer, far_writer), up=True))
                group.create_task(self._pump(far_reader, writer, (writer, far_writer), up=False))
        except (OSError, ExceptionGroup):
            pass  # either side hung up, or a toxic did
        finally:
            for each in (writer, *([far_writer] if "far_writer" in locals() else [])):
                each.close()
                self._open.discard(each)

    async def _pump(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        both: tuple[asyncio.StreamWriter, ...],
        *,
        up: bool,
    ) -> None:
        passed = 0
        while data := await reader.read(_CHUNK):
            toxic = self._toxic
            limit = toxic.cut_up_after if up else toxic.cut_down_after
            if toxic.silent_up if up else toxic.silent_down:
                continue
            if limit is not None and passed + len(data) > limit:
                writer.write(data[: max(0, limit - passed)])
                self._cut(toxic, both)
                return
            passed += len(data)
            await self._pass_on(data, writer, toxic)
        writer.close()

    @staticmethod
    def _cut(toxic: Toxic, both: tuple[asyncio.StreamWriter, ...]) -> None:
        for each in both:
            if toxic.resets:
                each.transport.abort()
            else:
                each.close()

    @staticmethod
    async def _pass_on(data: bytes, writer: asyncio.StreamWriter, toxic: Toxic) -> None:
        await asyncio.sleep(toxic.latency_s)
        size = toxic.slice or len(data)
        for start in range(0, len(data), size):
            part = data[start : start + size]
            writer.write(part)
            await writer.drain()
            if toxic.bytes_per_s:
                await asyncio.sleep(len(part) / toxic.bytes_per_s)
            elif toxic.slice:
                await asyncio.sleep(0.002)


@asynccontextmanager
async def open_line(target_port: int) -> AsyncIterator[Line]:
    line = Line(target_port)
    await line.open()
    try:
        yield line
    finally:
        await line.close()
