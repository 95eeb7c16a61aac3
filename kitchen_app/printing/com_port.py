"""Printers at a serial port of Windows, such as COM3: its files know neither `select` nor raw mode.

The calls block for some seconds at most, so each printer has a thread of its own.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from kitchen_app.services.errors import LineLost, NoLine

T = TypeVar("T")

_CHUNK = 512  # half a second at 9,600 baud: a port that is slow still moves in time
_PROGRESS_S = 3.0
_ANSWER_S = 1.0


class ComPorts(Protocol):
    """What we use of the serial ports of Windows; every method raises OSError."""

    def open(self, port: str, *, write_within_s: float, read_within_s: float) -> int:
        """Return a handle of a port, whose speed stays as Windows has it."""
        ...

    def write(self, handle: int, data: bytes) -> int:
        """Return how many bytes were taken in time."""
        ...

    def read(self, handle: int, most_bytes: int) -> bytes:
        """Return what is there, or comes in time; perhaps nothing."""
        ...

    def drop_unread(self, handle: int) -> None:
        """Throw away what came unasked."""
        ...

    def close(self, handle: int) -> None: ...


class ComLink:
    """A printer by its port; satisfies `services.print_ports.PrinterLink`."""

    can_answer = True

    def __init__(
        self,
        port: str,
        ports: ComPorts,
        *,
        progress_s: float = _PROGRESS_S,
        answer_s: float = _ANSWER_S,
    ) -> None:
        self._port = port
        self._ports = ports
        self._progress_s = progress_s
        self._answer_s = answer_s
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"printer {port}")

    async def open(self, title: str) -> "ComLine":
        """Open the port; the title is not told to anybody.

        Raises:
            NoLine: it is not there, or another program has it.
        """
        work = partial(
            self._ports.open,
            self._port,
            write_within_s=self._progress_s,
            read_within_s=self._answer_s,
        )
        try:
            handle = await _on(self._thread, work)
        except OSError as error:
            raise NoLine(
                f"The port {self._port} cannot be opened: check the cable, its number under Ports "
                "in the Device Manager, and that no other program uses it."
            ) from error
        return ComLine(handle, self._ports, self._thread)

    async def close(self) -> None:
        """End the thread; one that stands still in a driver ends with the process."""
        self._thread.shutdown(wait=False, cancel_futures=True)


class ComLine:
    """An open port; satisfies `services.print_ports.PrinterLine`."""

    def __init__(self, handle: int, ports: ComPorts, thread: ThreadPoolExecutor) -> None:
        self._handle = handle
        self._ports = ports
        self._thread = thread

    async def write(self, data: bytes) -> None:
        """Write all of it; raises LineLost if it breaks, or stands still for some seconds."""
        await self._do(partial(self._write, data))

    async def ask(self, question: bytes, answer_bytes: int) -> bytes:
        return await self._do(partial(self._ask, question, answer_bytes))

    async def finish(self) -> None:
        """Do nothing: waiting for the last byte would wait for a printer without paper."""

    async def close(self) -> None:
        await _on(self._thread, partial(self._ports.close, self._handle))

    async def _do(self, work: Callable[[], T]) -> T:
        try:
            return await _on(self._thread, work)
        except OSError as error:
            raise LineLost("The printer is not there any more.") from error

    def _write(self, data: bytes) -> None:
        left = data
        while left:
            taken = self._ports.write(self._handle, left[:_CHUNK])
            if taken <= 0:
                raise LineLost("The printer takes nothing more.")
            left = left[taken:]

    def _ask(self, question: bytes, answer_bytes: int) -> bytes:
        self._ports.drop_unread(self._handle)
        self._write(question)
        answer = b""
        while len(answer) < answer_bytes:
            told = self._ports.read(self._handle, answer_bytes - len(answer))
            if not told:
                break
            answer += told
        return answer


async def _on(thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(thread, work)
