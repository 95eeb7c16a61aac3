"""Printing, put together: the printers of the settings, their queues, and who finds printers."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.system_printers import SystemFinder, SystemOutput
from kitchen_app.domain.order import OrderId
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
from kitchen_app.services.alarm import NoSecondOutput, SecondOutput
from kitchen_app.services.hub import Hub
from kitchen_app.services.manager_lock import ManagerLock
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
    TicketPreviewer,
)
from kitchen_app.services.print_profiles import Buzzer
from kitchen_app.services.print_worker import PrintShop
from kitchen_app.services.printer_setup import PrinterSetup, PrinterTools, PrintingFile
from kitchen_app.services.printing import Printing
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings

_PICTURE_SUFFIX = ".png"


class PrintingSide:
    """The desk that writes jobs down, and the queues that print them.

    Without a painter nothing is printed, and nothing is written down to be. `second` is what calls
    for an order that waits, by every buzzer that is set up then.
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
        previewer: TicketPreviewer | None = None,
    ) -> None:
        self._settings = used = settings if painter is not None else PrintingSettings()
        self._told = settings
        self._has_painter = painter is not None
        self._writer = writer
        self._previewer = previewer
        self._clock = clock
        self._painter = painter or _NoPainter()
        self._drawing = _thread("ticket painter")
        self._trying = _thread("ticket preview")
        self._finding = _thread("printer finder")
        self._printers = {each.name: make_printer(each, writer) for each in used.printers}
        self.desk = PrintDesk(store, clock, used.plan, has_rescued=has_rescued)
        shop = PrintShop(
            store=store, painter=self._painter, plan=used.plan, clock=clock, drawing=self._drawing
        )
        self.printing = Printing(
            self._printers,
            shop=shop,
            desk=self.desk,
            hub=hub,
            supervisor=supervisor,
            fallbacks=_fallbacks(used),
            fallback_after=timedelta(seconds=used.fallback_after_s),
            on_trouble=on_trouble,
        )
        self.second: SecondOutput = _Buzzers(self)

    @property
    def has_buzzer(self) -> bool:
        return any(each.profile.buzzer is not Buzzer.NONE for each in self._settings.printers)

    def make_setup(self, manager: ManagerLock, file: PrintingFile | None) -> PrinterSetup:
        """Return what lets people change the printers."""
        return PrinterSetup(
            self._told,
            use=self.use,
            tools=PrinterTools(
                make=partial(make_printer, writer=self._writer),
                find=find_printers,
                painter=self._painter,
                previewer=self._previewer,
                clock=self._clock,
                drawing=self._trying,
                finding=self._finding,
            ),
            manager=manager,
            file=file,
        )

    async def use(self, settings: PrintingSettings) -> None:
        """Print by other settings from now on.

        Raises:
            KnownError: there can be no such printer here; the old settings are in force.
        """
        if not self._has_painter:
            return
        before = {each.name: each for each in self._settings.printers}
        printers = {}
        for each in settings.printers:
            known = before.get(each.name)
            is_same = known is not None and _place(known) == _place(each)
            printers[each.name] = (
                self._printers[each.name] if is_same else make_printer(each, self._writer)
            )
        self._settings, self._printers = settings, printers
        if self._previewer is not None:
            self._previewer.speak(settings.languages)
        await self.printing.use(
            printers,
            settings.plan,
            fallbacks=_fallbacks(settings),
            fallback_after=timedelta(seconds=settings.fallback_after_s),
        )

    async def close(self) -> None:
        await self.printing.close()
        for threads in (self._drawing, self._trying, self._finding):
            threads.shutdown(wait=False, cancel_futures=True)


def _thread(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)


def _fallbacks(settings: PrintingSettings) -> dict[str, str]:
    return {each.name: each.fallback for each in settings.printers if each.fallback}


def _place(printer: PrinterSettings) -> tuple[object, ...]:
    """Return what makes a printer another one: not what is printed there, or when."""
    return printer.connection, printer.address, printer.profile


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


class _Buzzers:
    """Satisfies `services.alarm.SecondOutput`."""

    def __init__(self, side: PrintingSide) -> None:
        self._side = side
        self._none = NoSecondOutput()

    def call(self, order_id: OrderId) -> None:
        (self._side.printing if self._side.has_buzzer else self._none).call(order_id)


class _NoPainter:
    """Stands where nothing can be drawn; no printer is set up then."""

    def paint(self, paper: Paper, *, width: int) -> Raster:
        raise KnownError("Nothing can be drawn in this installation.")


class _NoWriter:
    """Stands where folders are only looked at."""

    def write(self, picture: Raster, file: Path) -> None:
        raise OSError("nothing is written here")
