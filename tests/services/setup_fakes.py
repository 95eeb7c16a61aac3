"""A setup of printers whose printers are in memory."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.domain.tickets import Paper
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.print_ports import FoundPrinter, Printer, Raster
from kitchen_app.services.printer_setup import PrinterSetup, PrinterTools
from kitchen_app.services.settings import PrinterSettings, PrintingSettings
from tests.printing.fake_printer import PatternPainter
from tests.services.print_fakes import FakePort

NOTHING_SET = PrintingSettings()


class Previewer:
    """Satisfies `services.print_ports.TicketPreviewer`; remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Paper, int, tuple[str, ...]]] = []
        self.spoken: tuple[str, ...] | None = None
        self.trouble = ""

    def preview(self, paper: Paper, *, width: int, languages: tuple[str, ...]) -> Raster:
        self.asked.append((paper, width, languages))
        if self.trouble:
            raise KnownError(self.trouble)
        row = b"\xf0" * ((width + 7) // 8)
        return Raster(width=width, height=500, rows=row * 500)

    def speak(self, languages: tuple[str, ...]) -> None:
        self.spoken = languages


class PrintingPaper:
    """A file that can refuse."""

    def __init__(self) -> None:
        self.written: list[PrintingSettings] = []
        self.trouble = ""

    async def keep_printing(self, settings: PrintingSettings) -> None:
        await asyncio.sleep(0)
        if self.trouble:
            raise KnownError(self.trouble)
        self.written.append(settings)


class SetupBench:
    """A setup, and what lies behind it: `used` are the settings that were put in force."""

    def __init__(
        self, manager: ManagerLock, clock: Clock, settings: PrintingSettings = NOTHING_SET
    ) -> None:
        self.used: list[PrintingSettings] = []
        self.port = FakePort()
        self.made: list[PrinterSettings] = []
        self.no_such: Exception | None = None
        self.on_the_way: Sequence[FoundPrinter] = ()
        self.previewer = Previewer()
        self.file = PrintingPaper()
        thread = ThreadPoolExecutor(max_workers=1)
        tools = PrinterTools(
            make=self._make,
            find=lambda: self.on_the_way,
            painter=PatternPainter(),
            previewer=self.previewer,
            clock=clock,
            drawing=thread,
            finding=thread,
        )
        self.setup = PrinterSetup(
            settings, use=self._use, tools=tools, manager=manager, file=self.file
        )

    async def _use(self, settings: PrintingSettings) -> None:
        self.used.append(settings)

    def _make(self, printer: PrinterSettings) -> Printer:
        if self.no_such is not None:
            raise self.no_such
        self.made.append(printer)
        return self.port


def no_setup(manager: ManagerLock, clock: Clock) -> PrinterSetup:
    return SetupBench(manager, clock).setup
