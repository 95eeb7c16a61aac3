"""Printing, put together: the printers of the settings, their queues, and who finds printers."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.system_printers import SystemFinder, SystemOutput
from kitchen_app.domain.tickets import Paper
from kitchen_app.printing.com_port import ComLink
from kitchen_app.printing.device import DeviceLink
from kitchen_app.printing.escpos_printer import EscposPrinter
from kitchen_app.printing.finders import CupsFinder, DeviceFinder, SpoolerFinder
from kitchen_app.printing.folder import FolderPrinter
from kitchen_app.printing.kernel32 import Kernel32Ports
from kitchen_app.printing.network import PORT, NetworkLink
from kitchen_app.printing.spooler import SpoolerLink
from kitchen_app.printing.system import SystemPrinter
from kitchen_app.printing.winspool import WinspoolLibrary
from kitchen_app.services.alarm import SecondOutput
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import Store
from kitchen_app.services.print_desk import PrintDesk
from kitchen_app.services.print_ports import (
    FoundPrinter,
    Health,
    PictureWriter,
    Printer,
    PrinterFinder,
    PrinterLink,
    Raster,
    TicketPainter,
)
from kitchen_app.services.print_profiles import Buzzer
from kitchen_app.services.print_worker import PrintShop
from kitchen_app.services.printing import Printing
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings

_PICTURE_SUFFIX = ".png"


class PrintingSide:
    """The desk that writes jobs down, and the queues that print them.

    Without a painter nothing is printed, and nothing is written down to be. `second` is what calls
    for an order that waits, if any printer has a buzzer.
    """

    def __init__(
        self,
        settings: PrintingSettings,
        *,
        painter: TicketPainter | None,
        writer: PictureWriter | None,
        store: Store,
        hub: Hub,
        clock: Clock,
        supervisor: Supervisor,
        has_rescued: Callable[[], bool],
        on_trouble: Callable[[], None],
    ) -> None:
        used = settings if painter is not None else PrintingSettings()
        self._drawing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ticket painter")
        self.desk = PrintDesk(store, clock, used.plan, has_rescued=has_rescued)
        self.printing = Printing(
            {each.name: make_printer(each, writer) for each in used.printers},
            shop=PrintShop(
                store=store,
                painter=painter or _NoPainter(),
                plan=used.plan,
                clock=clock,
                drawing=self._drawing,
            ),
            desk=self.desk,
            hub=hub,
            supervisor=supervisor,
            fallbacks={each.name: each.fallback for each in used.printers if each.fallback},
            fallback_after=timedelta(seconds=used.fallback_after_s),
            on_trouble=on_trouble,
        )

        buzzes = any(each.profile.buzzer is not Buzzer.NONE for each in used.printers)
        self.second: SecondOutput | None = self.printing if buzzes else None

    async def close(self) -> None:
        await self.printing.close()
        self._drawing.shutdown(cancel_futures=True)


def make_printer(settings: PrinterSettings, writer: PictureWriter | None = None) -> Printer:
    """Return a printer as it is set up; nothing is connected to yet.

    Raises:
        KnownError: this computer, or this program, has no such connection.
    """
    if settings.connection is Connection.FOLDER:
        if writer is None:
            raise KnownError(f"The printer {settings.name!r} is a folder: nothing writes pictures.")
        folder = Path(settings.address)
        return FolderPrinter(folder, writer, settings.profile.width, _PICTURE_SUFFIX)
    if settings.connection is Connection.SYSTEM:
        return SystemPrinter(settings.address, SystemOutput(), settings.profile.width)
    return EscposPrinter(_link(settings), settings.profile)


async def look_at(settings: PrintingSettings) -> dict[str, Health]:
    """Ask every printer that is set up how it is, all at once; by their names."""
    printers = {each.name: make_printer(each, _NoWriter()) for each in settings.printers}
    try:
        healths = await asyncio.gather(*(printer.look() for printer in printers.values()))
    finally:
        for printer in printers.values():
            await printer.close()
    return dict(zip(printers, healths, strict=True))


def finders() -> Sequence[PrinterFinder]:
    """Return who knows of printers on this computer."""
    if sys.platform == "win32":
        return (SpoolerFinder(WinspoolLibrary()), SystemFinder())
    return (DeviceFinder(), CupsFinder())


def find_printers(found_by: Sequence[PrinterFinder] | None = None) -> list[FoundPrinter]:
    """Return every printer that somebody knows of; it may take seconds."""
    return [found for finder in found_by or finders() for found in finder.find()]


def _link(settings: PrinterSettings) -> PrinterLink:
    match settings.connection:
        case Connection.DEVICE if sys.platform == "win32":
            return ComLink(settings.address, Kernel32Ports())
        case Connection.DEVICE:
            return DeviceLink(Path(settings.address))
        case Connection.SPOOLER if sys.platform == "win32":
            return SpoolerLink(settings.address, WinspoolLibrary())
        case Connection.NETWORK:
            place = urlsplit(f"//{settings.address}")
            return NetworkLink(place.hostname or settings.address, place.port or PORT)
    raise KnownError(f"The printer {settings.name!r}: there is a spooler on Windows only.")


class _NoPainter:
    """Stands where nothing can be drawn; no printer is set up then."""

    def paint(self, paper: Paper, *, width: int) -> Raster:
        raise KnownError("Nothing can be drawn in this installation.")


class _NoWriter:
    """Stands where folders are only looked at."""

    def write(self, picture: Raster, file: Path) -> None:
        raise OSError("nothing is written here")
