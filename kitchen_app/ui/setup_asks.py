"""What people ask while they set up printers."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.routing import Station
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.errors import PrinterError
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.services.print_ports import Raster
from kitchen_app.services.printer_rules import WrongPrinter
from kitchen_app.services.settings import PrinterSettings, PrintingSettings
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.print_asks import state_after

_WHITE, _BLACK = QColor(Qt.GlobalColor.white).rgb(), QColor(Qt.GlobalColor.black).rgb()


class SetupAsks(QObject):
    """Looks for printers, tries, keeps and removes them, and has tickets drawn.

    Signals:
        known: the `PrintingSettings` in force, for whoever asked.
        found: a tuple of `FoundPrinter`.
        kept: the name of the printer, and the `PrintingSettings` before.
        not_kept: the name, the code of a `PrinterFault` or "", and why in the words of the error.
        tried: the `PrinterState` after a test page.
        not_tried: as `not_kept`, without the name.
        drawn: the number of a preview, and its `QImage`.
        not_drawn: the number of a preview that there is none of.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
    """

    known = Signal(object)
    found = Signal(object)
    kept = Signal(str, object)
    not_kept = Signal(str, str, str)
    tried = Signal(object)
    not_tried = Signal(str, str)
    drawn = Signal(int, object)
    not_drawn = Signal(int)
    approval_wanted = Signal(object, object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier
        self._converter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ticket pictures")

    def close(self) -> None:
        """Draw nothing more."""
        self._converter.shutdown(wait=False, cancel_futures=True)

    @Slot()
    def look(self) -> None:
        """Ask what is in force."""
        self._fetch(self._kitchen.printer_setup.known(), self.known)

    @Slot()
    def find(self) -> None:
        """Look for printers; it may take seconds."""
        self._fetch(self._kitchen.printer_setup.found(), self.found)

    def keep(
        self,
        printer: PrinterSettings,
        languages: tuple[str, ...],
        is_new: bool,
        approval: str = "",
    ) -> None:
        """Set a printer up; with the approval it is asked for once more."""
        coro = self._kitchen.printer_setup.keep(
            printer, is_new=is_new, languages=languages, approval=approval
        )
        go_on = partial(self.keep, printer, languages, is_new)
        self._carrier.fetch(coro, partial(self._take_kept, printer.name, go_on))

    def remove(self, name: str, approval: str = "") -> None:
        """Set a printer up no more."""
        coro = self._kitchen.printer_setup.remove(name, approval=approval)
        self._carrier.fetch(coro, partial(self._take_kept, name, partial(self.remove, name)))

    def keep_stations(self, stations: tuple[Station, ...], approval: str = "") -> None:
        """Let these be all stations."""
        coro = self._kitchen.printer_setup.keep_stations(stations, approval=approval)
        go_on = partial(self.keep_stations, stations)
        self._carrier.fetch(coro, partial(self._take_kept, tr("stations.title"), go_on))

    def put_back(self, name: str, settings: PrintingSettings, approval: str = "") -> None:
        """Let be in force what was before a printer of this name was changed."""
        coro = self._kitchen.printer_setup.put_back(settings, approval=approval)
        go_on = partial(self.put_back, name, settings)
        self._carrier.fetch(coro, partial(self._take_kept, name, go_on))

    @Slot(object)
    def try_out(self, printer: PrinterSettings) -> None:
        """Print a test page on a printer that need not be kept."""
        self._carrier.fetch(self._kitchen.printer_setup.try_out(printer), self._take_tried)

    def draw(self, number: int, copy: Copy, look: "TicketLook") -> None:
        """Ask for the picture of a ticket."""
        self._carrier.fetch(self._drawn(copy, look), partial(self._take_drawn, number))

    async def _drawn(self, copy: Copy, look: "TicketLook") -> QImage:
        picture = await self._kitchen.printer_setup.preview(
            copy, width=look.width, languages=look.languages
        )
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._converter, to_image, picture, look.width_px)

    def _fetch(self, coro: Coroutine[Any, Any, Any], told: Any) -> None:
        self._carrier.fetch(coro, partial(self._take, told))

    def _take(self, told: Any, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            told.emit(answer.result())

    def _take_kept(self, name: str, go_on: Any, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.kept.emit(name, answer.result())
        elif isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, go_on)
            self.not_kept.emit(name, "locked", "")
        elif isinstance(error, WrongPrinter):
            self.not_kept.emit(name, error.fault.value, "")
        elif isinstance(error, KnownError):
            self.not_kept.emit(name, "", str(error))
        else:
            self._carrier.tell_fault(error)
            self.not_kept.emit(name, "bug", "")

    def _take_tried(self, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.tried.emit(answer.result().state)
        elif isinstance(error, PrinterError):
            self.tried.emit(state_after(error))
        elif isinstance(error, WrongPrinter):
            self.not_tried.emit(error.fault.value, "")
        elif isinstance(error, KnownError):
            self.not_tried.emit("", str(error))
        else:
            self._carrier.tell_fault(error)
            self.not_tried.emit("bug", "")

    def _take_drawn(self, number: int, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.drawn.emit(number, answer.result())
            return
        if not isinstance(error, KnownError):
            self._carrier.tell_fault(error)
        self.not_drawn.emit(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketLook:
    """How wide a ticket is in dots, what it speaks, and how wide its picture is to be."""

    width: int
    languages: tuple[str, ...]
    width_px: int


def to_image(picture: Raster, width_px: int) -> QImage:
    """Return a picture of a paper as wide as it is to be shown; safe on any thread."""
    image = QImage(
        picture.rows, picture.width, picture.height, picture.row_bytes, QImage.Format.Format_Mono
    )
    image.setColorTable([_WHITE, _BLACK])
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return grey.scaledToWidth(max(1, width_px), Qt.TransformationMode.SmoothTransformation)
