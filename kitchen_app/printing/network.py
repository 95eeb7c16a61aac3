"""Printers in the shop's network: raw bytes over TCP, as port 9100 takes them."""

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass

from kitchen_app.services.errors import LineLost, NoLine

PORT = 9100
_CHUNK = 4096
_KERNEL_BUFFER = 16 * 1024
"""Little is kept on this side: what the system has taken should be what the printer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long is waited, in seconds: for a connection, for a chunk to leave, for an answer."""

    connect_s: float = 2.0
    progress_s: float = 3.0
    answer_s: float = 1.0
    end_s: float = 0.5


class NetworkLink:
    """A printer by address; satisfies `services.print_ports.PrinterLink`."""

    can_answer = True

    def __init__(self, host: str, port: int = PORT, patience: Patience | None = None) -> None:
        self._host = host
        self._port = port
        self._patience = patience or Patience()

    async def open(self, title: str) -> "NetworkLine":
        """Connect; the title is not told to anybody.

        Raises:
            NoLine: nobody answers there in time.
        """
        try:
            async with asyncio.timeout(self._patience.connect_s):
                reader, writer = await asyncio.open_connection(self._host, self._port)
        except OSError as error:  # also the time-out
            raise NoLine(
                f"The printer at {self._host} does not answer: check its power and its address."
            ) from error
        return NetworkLine(reader, writer, self._patience)

    async def close(self) -> None:
        """Nothing is held between two papers."""


class NetworkLine:
    """An open connection; satisfies `services.print_ports.PrinterLine`."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, patience: Patience
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._patience = patience
        writer.transport.set_write_buffer_limits(high=0)
        writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_SNDBUF, _KERNEL_BUFFER
        )

    async def write(self, data: bytes) -> None:
        """Write all of it; what makes no progress for some seconds is lost.

        Raises:
            LineLost: the connection broke, or stands still.
        """
        try:
            for start in range(0, len(data), _CHUNK):
                async with asyncio.timeout(self._patience.progress_s):
                    self._writer.write(data[start : start + _CHUNK])
                    await self._writer.drain()
        except OSError as error:
            raise LineLost("The printer took only a part.") from error

    async def ask(self, question: bytes, answer_bytes: int) -> bytes:
        """Ask; what came unasked before is thrown away.

        Raises:
            LineLost: the connection broke.
        """
        await self._hear(_CHUNK, within_s=0)
        await self.write(question)
        return await self._hear(answer_bytes, within_s=self._patience.answer_s)

    async def finish(self) -> None:
        """Say that this is all, and give a printer that has lost it the time to say so.

        Raises:
            LineLost: it did.
        """
        try:
            self._writer.write_eof()
        except OSError as error:
            raise LineLost("The printer hung up.") from error
        await self._hear(_CHUNK, within_s=self._patience.end_s)

    async def close(self) -> None:
        """Let go; what is still under way must not hold up the next paper."""
        if self._writer.transport.get_write_buffer_size():
            self._writer.transport.abort()
        self._writer.close()
        with suppress(OSError):  # also the time-out
            async with asyncio.timeout(self._patience.end_s):
                await self._writer.wait_closed()

    async def _hear(self, most_bytes: int, *, within_s: float) -> bytes:
        """Return what comes until there is enough of it, the other side ends, or time is up."""
        heard = bytearray()
        try:
            async with asyncio.timeout(within_s):
                while len(heard) < most_bytes:
                    told = await self._reader.read(most_bytes - len(heard))
                    if not told:
                        break
                    heard += told
        except TimeoutError:
            pass
        except OSError as error:
            raise LineLost("The printer hung up.") from error
        return bytes(heard)
