"""A receipt printer on a real socket: it reads ESC/POS back into pictures, and can fail.

It shares no code with `kitchen_app.printing`: the bytes are parsed as the makers' manuals say.
"""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from kitchen_app.base.listening import close_listener
from kitchen_app.domain.tickets import Copy, Mark, Paper, Ticket
from kitchen_app.services.print_ports import Raster

HALF = 3000
"""So many bytes of a paper are taken before a fault in the middle."""


class Fault(StrEnum):
    """What is wrong with it, until it is mended."""

    NONE = "none"
    REFUSES = "refuses"  # switched off: nobody listens
    HANGS = "hangs"  # takes the connection and reads nothing at all
    PAPER_OUT = "paper_out"
    PAPER_OUT_IN_THE_MIDDLE = "paper_out_in_the_middle"
    COVER_OPEN = "cover_open"
    SLOW = "slow"
    CUT_IN_THE_MIDDLE = "cut_in_the_middle"  # the line breaks
    GARBAGE = "garbage"  # answers that make no sense
    HALF_CLOSED = "half_closed"  # says goodbye at once, and prints all the same
    RESET_AT_THE_END = "reset_at_the_end"  # all is on paper, and the line breaks
    MUTE = "mute"  # never answers
    NEAR_END = "near_end"


PRINTS_AT_ONCE = frozenset(
    {Fault.SLOW, Fault.GARBAGE, Fault.HALF_CLOSED, Fault.MUTE, Fault.NEAR_END, Fault.NONE}
)


@dataclass(slots=True)
class Sheet:
    """What has come out: the rows of the picture, and whether it was cut off."""

    width: int = 0
    rows: bytes = b""
    is_cut: bool = False

    @property
    def height(self) -> int:
        return len(self.rows) // ((self.width + 7) // 8) if self.width else 0


class Parser:
    """Turns bytes into sheets; DLE EOT is answered, everything else is taken down."""

    def __init__(self, printer: "FakePrinter") -> None:
        self._printer = printer
        self._left = b""
        self._sheet = Sheet()

    def feed(self, data: bytes) -> bytes:
        """Take bytes; return what the printer answers."""
        self._left += data
        answers = b""
        while (taken := self._command()) is not None:
            size, answer = taken
            self._left = self._left[size:]
            answers += answer
        return answers

    def end(self) -> None:
        """Leave what was not cut off as the part of a paper that it is."""
        if self._sheet.width:
            self._printer.torn.append(self._sheet)
            self._sheet = Sheet()

    def _command(self) -> tuple[int, bytes] | None:
        left = self._left
        if len(left) < 2:
            return None
        match left[:2]:
            case b"\x1b@":
                self.end()
                return 2, b""
            case b"\x10\x04" if len(left) >= 3:
                return 3, self._printer.answer(left[2])
            case b"\x1dv" if len(left) >= 8:
                return self._band(left)
            case b"\x1bd" if len(left) >= 3:
                return 3, b""
            case b"\x1dV" if len(left) >= 4:
                self._sheet.is_cut = True
                self._printer.sheets.append(self._sheet)
                self._sheet = Sheet()
                return 4, b""
            case b"\x1bB" if len(left) >= 4:
                self._printer.buzzed += 1
                return 4, b""
            case b"\x1bp" if len(left) >= 5:
                self._printer.pulsed += 1
                return 5, b""
            case b"\x10\x04" | b"\x1dv" | b"\x1bd" | b"\x1dV" | b"\x1bB" | b"\x1bp":
                return None
        raise AssertionError(f"no command: {left[:8]!r}")

    def _band(self, left: bytes) -> tuple[int, bytes] | None:
        row_bytes, rows = struct.unpack("<HH", left[4:8])
        assert rows <= 256, "a cheap printer keeps no larger band"
        size = 8 + row_bytes * rows
        if len(left) < size:
            return None
        self._sheet.width = row_bytes * 8
        self._sheet.rows += left[8:size]
        return size, b""


class FakePrinter:
    """Listens on a port of its own; `sheets` came out whole, `torn` only in part."""

    def __init__(self) -> None:
        self.fault = Fault.NONE
        self.sheets: list[Sheet] = []
        self.torn: list[Sheet] = []
        self.buzzed = 0
        self.pulsed = 0
        self.last_byte_at = 0.0
        self.printed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._is_empty = False
        self._handlers: set[asyncio.Task[None]] = set()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    @classmethod
    @asynccontextmanager
    async def listening(cls) -> AsyncIterator[Self]:
        printer = cls()
        await printer.have(Fault.NONE)
        try:
            yield printer
        finally:
            await printer.have(Fault.REFUSES)

    async def have(self, fault: Fault) -> None:
        """Fail so from now on; connections that are open end."""
        for handler in tuple(self._handlers):
            handler.cancel()
        await asyncio.gather(*self._handlers, return_exceptions=True)
        self.fault = fault
        self._is_empty = fault is Fault.PAPER_OUT
        if fault is Fault.REFUSES and self._server is not None:
            await close_listener(self._server)
            await self._server.wait_closed()
            self._server = None
        elif fault is not Fault.REFUSES and self._server is None:
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)  # as printers have
            listener.bind(("127.0.0.1", self.port))
            self._server = await asyncio.start_server(self._serve, sock=listener)

    def answer(self, number: int) -> bytes:
        """Return the answer to DLE EOT."""
        if self.fault is Fault.MUTE:
            return b""
        if self.fault is Fault.GARBAGE:
            return b"\xff"
        is_open = self.fault is Fault.COVER_OPEN
        near = 0x0C if self.fault is Fault.NEAR_END or self._is_empty else 0
        return bytes(
            (
                0x12
                | {
                    1: 0x08 * (is_open or self._is_empty),
                    2: 0x04 * is_open | 0x20 * self._is_empty,
                    4: near | 0x60 * self._is_empty,
                }[number],
            )
        )

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._handlers.add(task)
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._handlers.discard(task)
            writer.transport.abort() if task.cancelling() else writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        parser, taken, before = Parser(self), 0, len(self.sheets)
        if self.fault is Fault.HALF_CLOSED:
            writer.write_eof()
        if self.fault is Fault.HANGS:
            await asyncio.Event().wait()
        while data := await reader.read(512 if self.fault is Fault.SLOW else 65536):
            self.last_byte_at = asyncio.get_running_loop().time()
            taken += len(data)
            if taken > HALF and self.fault is Fault.CUT_IN_THE_MIDDLE:
                parser.feed(data[:HALF])
                break
            if taken > HALF and self.fault is Fault.PAPER_OUT_IN_THE_MIDDLE and not self._is_empty:
                parser.feed(data[:HALF])
                parser.end()
                self._is_empty = True
                data = data[-9:]  # it reads on, prints nothing, and is asked at the end
            answer = self._fed(parser, data)
            if len(self.sheets) > before:
                self.printed.set()
                if self.fault is Fault.RESET_AT_THE_END:
                    break
            await self._tell(writer, answer)
        parser.end()
        if self.fault in (Fault.CUT_IN_THE_MIDDLE, Fault.RESET_AT_THE_END):
            writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            writer.transport.abort()

    async def _tell(self, writer: asyncio.StreamWriter, answer: bytes) -> None:
        if answer and self.fault is not Fault.HALF_CLOSED:
            writer.write(answer)
            await writer.drain()

    def _fed(self, parser: Parser, data: bytes) -> bytes:
        """Return the answers; without paper only questions are understood."""
        if not self._is_empty:
            return parser.feed(data)
        count = data.count(b"\x10\x04")
        return b"".join(map(self.answer, (1, 2, 4))) if count == 3 else b""


class PatternPainter:
    """Draws a pattern that tells order, copy, mark and station, and can be known again."""

    def __init__(self, height: int = 300) -> None:
        self._height = height
        self.drawn: dict[bytes, Ticket] = {}

    def paint(self, paper: Paper, *, width: int) -> Raster:
        told = type(paper).__name__
        if isinstance(paper, Ticket):
            told = f"{paper.order.order_id}/{paper.copy}/{paper.mark}/{paper.station}"
        first = told.encode()[: width // 8].ljust(width // 8)
        rows = b"".join(_row(first, row) for row in range(self._height))
        if isinstance(paper, Ticket):
            self.drawn[rows] = paper
        return Raster(width=width, height=self._height, rows=rows)


def read(sheet: Sheet) -> tuple[str, Copy, Mark]:
    """Return what a sheet tells; every dot of it must be as it was drawn."""
    row_bytes = sheet.width // 8
    first = sheet.rows[:row_bytes]
    assert sheet.rows == b"".join(_row(first, row) for row in range(sheet.height))
    order_id, copy, mark, _station = first.decode().strip().split("/")
    return order_id, Copy(copy), Mark(mark)


def _row(first: bytes, row: int) -> bytes:
    return bytes(byte ^ (row & 0xFF) for byte in first)
