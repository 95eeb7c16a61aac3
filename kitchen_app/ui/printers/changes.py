"""Which printer was changed last, for as long as that can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate
from kitchen_app.ui.settings.changes import UNDO_FOR, Stage
from kitchen_app.ui.setup_asks import SetupAsks


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterChange:
    """The printer, and all settings of printing before; `why` is of a failure."""

    stage: Stage
    printer: str
    before: PrintingSettings | None = None
    until: datetime | None = None
    why: str = ""

    @property
    def name(self) -> str:
        return isolate(self.printer)


class PrinterChanges(QObject):
    """Remembers the last change; a change that is taken back cannot be taken back itself.

    Signals:
        last_changed: there is another last change, or none.
    """

    last_changed = Signal()
    left_s = 0

    def __init__(self, asks: SetupAsks, clock: UiClock, parent: QObject) -> None:
        super().__init__(parent)
        self._asks = asks
        self._clock = clock
        self._taking_back = ""
        self.last: PrinterChange | None = None
        asks.kept.connect(self._take_kept)
        asks.not_kept.connect(self._take_failure)
        clock.ticked.connect(self._tick)

    @Slot()
    def keep(self) -> None:
        """Nothing is only tried here."""

    @Slot()
    def take_back(self) -> None:
        """Let be in force what was before the last change, or close the note of a failure."""
        last = self.last
        self._show(None)
        if last is not None and last.before is not None:
            self._taking_back = last.printer
            self._asks.put_back(last.printer, last.before)

    def _show(self, last: PrinterChange | None) -> None:
        self.last = last
        self.last_changed.emit()

    @Slot(str, object)
    def _take_kept(self, name: str, before: PrintingSettings) -> None:
        was_taken_back, self._taking_back = self._taking_back == name, ""
        until = self._clock.now() + UNDO_FOR
        change = PrinterChange(stage=Stage.KEPT, printer=name, before=before, until=until)
        self._show(None if was_taken_back else change)

    @Slot(str, str, str)
    def _take_failure(self, name: str, fault: str, why: str) -> None:
        """Tell why a change was not taken back; of every other the page tells."""
        if self._taking_back == name and fault != "locked":
            self._taking_back = ""
            self._show(PrinterChange(stage=Stage.FAILED, printer=name, why=why))

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        if self.last is not None and self.last.until is not None and now >= self.last.until:
            self._show(None)
