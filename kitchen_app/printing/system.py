"""A printer that only the system's own driver knows how to talk to: office printers, odd brands.

It prints pictures. What becomes of them is the system's secret: it tells nothing afterwards.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from kitchen_app.services.errors import MaybePrinted, NoLine
from kitchen_app.services.print_ports import Health, PictureOutput, PrinterState, Pulse, Raster

_CANNOT_TELL = Health(state=PrinterState.CANNOT_TELL)


class SystemPrinter:
    """Satisfies `services.print_ports.Printer`, on a thread of its own: drivers may hang."""

    def __init__(self, name: str, output: PictureOutput, width: int) -> None:
        self._name = name
        self._output = output
        self._width = width
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"printer {name}")

    @property
    def width(self) -> int:
        return self._width

    async def look(self) -> Health:
        return _CANNOT_TELL

    async def print_picture(
        self, picture: Raster, *, title: str, begin: Callable[[], None]
    ) -> Health:
        try:
            await self._on_thread(partial(self._output.require, self._name))
        except OSError as error:
            raise NoLine(str(error)) from error
        begin()
        work = partial(self._output.print_picture, picture, printer=self._name, title=title)
        try:
            await self._on_thread(work)
        except OSError as error:
            raise MaybePrinted(Health(state=PrinterState.FAULT)) from error
        return _CANNOT_TELL

    async def pulse(self, what: Pulse) -> None:
        """Do nothing: drivers know neither buzzers nor drawers."""

    async def close(self) -> None:
        """End the thread; one that stands still in a driver ends with the process."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _on_thread(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, work)
