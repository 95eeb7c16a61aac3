"""Printers that are a file of the system: USB printers and serial ports on Linux.

The reads and writes block, so each printer has a thread of its own: one that stands still holds
up nobody else.
"""

import asyncio
import os
import select
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from kitchen_app.services.errors import LineLost, NoLine

T = TypeVar("T")

_CHUNK = 4096
_PROGRESS_S = 3.0
_ANSWER_S = 1.0


class DeviceLink:
    """A printer by its device file; satisfies `services.print_ports.PrinterLink`.

    `can_answer` turns False for what only takes: a regular file, a device that may not be read.
    """

    def __init__(
        self, path: Path, *, progress_s: float = _PROGRESS_S, answer_s: float = _ANSWER_S
    ) -> None:
        self._path = path
        self._progress_s = progress_s
        self._answer_s = answer_s
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"printer {path.name}")
        self.can_answer = True

    async def open(self, title: str) -> "DeviceLine":
        """Open the file; the title is not told to anybody.

        Raises:
            NoLine: it is not there, or not ours to write to.
        """
        handle = await self._on_thread(self._open)
        return DeviceLine(
            handle, self._thread, progress_s=self._progress_s, answer_s=self._answer_s
        )

    async def close(self) -> None:
        """End the thread; one that stands still in a driver ends with the process."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self) -> int:
        flags = os.O_NONBLOCK | os.O_NOCTTY
        try:
            try:
                handle = os.open(self._path, os.O_RDWR | flags)
            except PermissionError:
                self.can_answer = False
                handle = os.open(self._path, os.O_WRONLY | flags)
        except OSError as error:
            raise NoLine(
                f"The printer {self._path} cannot be opened: check its cable, and that this user "
                "may write to it (on Linux: the group lp or dialout)."
            ) from error
        if stat.S_ISREG(os.fstat(handle).st_mode):
            self.can_answer = False
        elif os.isatty(handle):
            _let_all_bytes_through(handle)
        return handle


class DeviceLine:
    """An open device; satisfies `services.print_ports.PrinterLine`."""

    def __init__(
        self, handle: int, thread: ThreadPoolExecutor, *, progress_s: float, answer_s: float
    ) -> None:
        self._handle = handle
        self._thread = thread
        self._progress_s = progress_s
        self._answer_s = answer_s

    async def write(self, data: bytes) -> None:
        """Write all of it; raises LineLost if it breaks, or stands still for some seconds."""
        await self._on_thread(partial(self._write, data))

    async def ask(self, question: bytes, answer_bytes: int) -> bytes:
        return await self._on_thread(partial(self._ask, question, answer_bytes))

    async def finish(self) -> None:
        """Do nothing: the system does not tell when the printer has it all."""

    async def close(self) -> None:
        await self._on_thread(partial(os.close, self._handle))

    async def _on_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _write(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            _, ready, _ = select.select((), (self._handle,), (), self._progress_s)
            if not ready:
                raise LineLost("The printer takes nothing more.")
            try:
                written = os.write(self._handle, left[:_CHUNK])
            except OSError as error:
                raise LineLost("The printer took only a part.") from error
            left = left[written:]

    def _ask(self, question: bytes, answer_bytes: int) -> bytes:
        while self._read(_CHUNK, within_s=0):
            continue  # what came unasked
        self._write(question)
        answer = b""
        while len(answer) < answer_bytes:
            told = self._read(answer_bytes - len(answer), within_s=self._answer_s)
            if not told:
                break
            answer += told
        return answer

    def _read(self, most_bytes: int, *, within_s: float) -> bytes:
        ready, _, _ = select.select((self._handle,), (), (), within_s)
        try:
            return os.read(self._handle, most_bytes) if ready else b""
        except OSError as error:
            raise LineLost("The printer is not there any more.") from error


def _let_all_bytes_through(handle: int) -> None:
    """Take no byte of a picture for a command to the terminal; its speed stays as it is set."""
    if sys.platform != "win32":
        import tty

        tty.setraw(handle)
