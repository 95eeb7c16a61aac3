"""Printers are added, changed and removed while the program runs, and tried before."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.routing import Station
from kitchen_app.domain.sample_order import sample_ticket
from kitchen_app.domain.tickets import Copy, Paper, TestPage, Ticket
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.print_ports import (
    FoundPrinter,
    Health,
    Printer,
    Raster,
    TicketPainter,
    TicketPreviewer,
)
from kitchen_app.services.printer_rules import (
    PrinterFault,
    WrongPrinter,
    are_languages,
    fault_of,
    fault_of_stations,
    with_printer,
    without_printer,
)
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings

logger = logging.getLogger(__name__)

USUAL_WIDTH = 576
"""Dots: paper of 80 mm."""


class PrintingFile(Protocol):
    """Where the printers are written down."""

    async def keep_printing(self, settings: PrintingSettings) -> None:
        """Write down all of it, or nothing.

        Raises:
            KnownError: it cannot be written; the text says why.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterTools:
    """What trying needs. `find` may take seconds; `drawing` and `finding` are threads."""

    make: Callable[[PrinterSettings], Printer]
    find: Callable[[], Sequence[FoundPrinter]]
    painter: TicketPainter
    previewer: TicketPreviewer | None
    clock: Clock
    drawing: Executor
    finding: Executor


class PrinterSetup:
    """The printers in force. Without a `file` they last as long as the program runs.

    Changing them is a setting, so it may need the manager; looking and trying does not.
    """

    def __init__(
        self,
        settings: PrintingSettings,
        *,
        use: Callable[[PrintingSettings], Awaitable[None]],
        tools: PrinterTools,
        manager: ManagerLock,
        file: PrintingFile | None = None,
    ) -> None:
        self.changed: Signal[PrintingSettings] = Signal()
        self._settings = settings
        self._use = use
        self._tools = tools
        self._manager = manager
        self._file = file
        self._one_by_one = asyncio.Lock()

    async def known(self) -> PrintingSettings:
        return self._settings

    async def found(self) -> tuple[FoundPrinter, ...]:
        """Return the printers that this computer knows of and that can be set up; takes seconds."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._tools.finding, self._tools.find)
        kinds = {connection.value for connection in Connection}
        return tuple(each for each in dict.fromkeys(found) if each.kind in kinds)

    async def keep(
        self,
        printer: PrinterSettings,
        *,
        is_new: bool,
        languages: tuple[str, ...] | None = None,
        approval: str = "",
    ) -> PrintingSettings:
        """Add a printer, or change the one of its name; return what was in force before.

        `languages` are those of all papers; None leaves them as they are.

        Raises:
            NotApproved: only the manager may change it.
            WrongPrinter: it cannot be set up like this.
            KnownError: it cannot be written down.
        """
        names = {each.name for each in self._settings.printers}
        fault = fault_of(printer, names if is_new else names - {printer.name})
        spoken = self._settings.languages if languages is None else languages
        if fault is None and spoken and not are_languages(spoken):
            fault = PrinterFault.LANGUAGES
        if fault is not None:
            raise WrongPrinter(fault)
        change = partial(_with, printer, spoken)
        return await self._change(change, approval)

    async def remove(self, name: str, *, approval: str = "") -> PrintingSettings:
        """Set a printer up no more; return what was in force before. Raises as `keep`."""
        return await self._change(lambda settings: without_printer(settings, name), approval)

    async def keep_stations(
        self, stations: tuple[Station, ...], *, approval: str = ""
    ) -> PrintingSettings:
        """Let these be all stations; return what was in force before. Raises as `keep`."""

        def change(settings: PrintingSettings) -> PrintingSettings:
            fault = fault_of_stations(stations, settings.printers)
            if fault is not None:
                raise WrongPrinter(fault)
            return replace(settings, stations=stations)

        return await self._change(change, approval)

    async def put_back(self, settings: PrintingSettings, *, approval: str = "") -> PrintingSettings:
        """Let be in force what was before; return what was until now. Raises as `keep`."""
        return await self._change(lambda _now: settings, approval)

    async def try_out(self, printer: PrinterSettings) -> Health:
        """Print a test page on a printer that need not be kept; return how it is after.

        Raises:
            WrongPrinter: it cannot be set up like this.
            PrinterError: nothing came out, or nobody knows.
            KnownError: this computer has no such connection.
        """
        fault = fault_of(replace(printer, fallback=""), ())
        if fault is not None:
            raise WrongPrinter(fault)
        page = TestPage(printer=printer.name, printed_at=self._tools.clock.now())
        made = self._tools.make(printer)
        try:
            draw = partial(self._tools.painter.paint, page, width=made.width)
            picture = await self._draw(draw)
            return await made.print_picture(picture, title="kitchen-app", begin=_nothing)
        finally:
            await made.close()

    async def preview(self, copy: Copy, *, width: int, languages: tuple[str, ...]) -> Raster:
        """Draw a paper of a made-up order as it would come out.

        Raises:
            KnownError: nothing can be drawn here.
        """
        return await self._drawn(sample_ticket(copy, self._tools.clock.now()), width, languages)

    async def ticket(self, ticket: Ticket) -> Raster:
        """Draw a ticket as it would come out now, on paper of the usual width.

        Raises:
            KnownError: nothing can be drawn here.
        """
        return await self._drawn(ticket, USUAL_WIDTH, self._settings.languages)

    async def _drawn(self, paper: Paper, width: int, languages: tuple[str, ...]) -> Raster:
        if self._tools.previewer is None:
            raise KnownError("Nothing can be drawn in this installation.")
        draw = self._tools.previewer.preview
        return await self._draw(partial(draw, paper, width=width, languages=languages))

    async def _draw(self, draw: Callable[[], Raster]) -> Raster:
        return await asyncio.get_running_loop().run_in_executor(self._tools.drawing, draw)

    async def _change(
        self, change: Callable[[PrintingSettings], PrintingSettings], approval: str
    ) -> PrintingSettings:
        self._manager.open_settings(approval)
        async with self._one_by_one:
            before = self._settings
            wanted = change(before)
            for each in wanted.printers:
                if each not in before.printers:
                    await self._tools.make(each).close()  # it cannot be: nothing is written
            if self._file is not None:
                await self._file.keep_printing(wanted)
            self._settings = wanted
            await self._use(wanted)
            logger.info("The printers were changed: %d are set up", len(wanted.printers))
        self.changed.emit(wanted)
        return before


def _with(
    printer: PrinterSettings, languages: tuple[str, ...], settings: PrintingSettings
) -> PrintingSettings:
    return replace(with_printer(settings, printer), languages=languages)


def _nothing() -> None:
    """Nothing is written down of a test page."""
