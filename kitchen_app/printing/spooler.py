"""Printers that Windows has installed, by name: bytes go through its spooler as they are (RAW).

No driver is changed and no helper program runs; the spooler gives no answers of the printer.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from kitchen_app.services.errors import LineLost, NoLine

T = TypeVar("T")


class Winspool(Protocol):
    """What we use of winspool.drv; every method raises OSError."""

    def open(self, printer: str) -> int:
        """Return a handle of a printer."""
        ...

    def start(self, handle: int, title: str) -> None:
        """Begin a raw document."""
        ...

    def write(self, handle: int, data: bytes) -> int:
        """Return how many bytes the spooler has taken."""
        ...

    def end(self, handle: int) -> None:
        """End the document: now it is printed."""
        ...

    def abort(self, handle: int) -> None:
        """Throw the document away, as far as it is not printed."""
        ...

    def close(self, handle: int) -> None: ...

    def names(self) -> Sequence[str]:
        """Return the printers that are installed here."""
        ...


class SpoolerLink:
    """A printer by the name that Windows has for it; satisfies `print_ports.PrinterLink`."""

    can_answer = False

    def __init__(self, name: str, winspool: Winspool) -> None:
        self._name = name
        self._winspool = winspool
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"printer {name}")

    async def open(self, title: str) -> "SpoolerLine":
        """Begin a document.

        Raises:
            NoLine: Windows has no such printer, or its spooler does not run.
        """
        try:
            handle = await _on(self._thread, partial(self._begin, title))
        except OSError as error:
            raise NoLine(
                f"Windows has no printer {self._name!r}, or cannot reach it: its name must be "
                "as under Printers."
            ) from error
        return SpoolerLine(handle, self._winspool, self._thread)

    async def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _begin(self, title: str) -> int:
        handle = self._winspool.open(self._name)
        try:
            self._winspool.start(handle, title)
        except OSError:
            self._winspool.close(handle)
            raise
        return handle


class SpoolerLine:
    """An open document of the spooler; satisfies `services.print_ports.PrinterLine`."""

    def __init__(self, handle: int, winspool: Winspool, thread: ThreadPoolExecutor) -> None:
        self._handle = handle
        self._winspool = winspool
        self._thread = thread
        self._is_whole = False

    async def write(self, data: bytes) -> None:
        """Give the spooler all of it; raises LineLost if it does not take it."""
        try:
            await _on(self._thread, partial(self._write, data))
        except OSError as error:
            raise LineLost("The spooler took only a part.") from error

    async def ask(self, question: bytes, answer_bytes: int) -> bytes:
        """Return nothing: there is no way back."""
        return b""

    async def finish(self) -> None:
        """Let the document be printed; raises LineLost."""
        try:
            await _on(self._thread, partial(self._winspool.end, self._handle))
        except OSError as error:
            raise LineLost("The spooler did not take the end.") from error
        self._is_whole = True

    async def close(self) -> None:
        await _on(self._thread, self._close)

    def _write(self, data: bytes) -> None:
        left = data
        while left:
            taken = self._winspool.write(self._handle, left)
            if taken <= 0:
                raise OSError("the spooler takes nothing")
            left = left[taken:]

    def _close(self) -> None:
        try:
            if not self._is_whole:
                self._winspool.abort(self._handle)
        except OSError:
            pass  # it is lost already, and that has been told
        finally:
            self._winspool.close(self._handle)


async def _on(thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(thread, work)
