"""What people ask of reports: to see one, to have it as a file, to have a day on paper."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.base.speech import Speech
from kitchen_app.domain.report import Period, Report
from kitchen_app.services.errors import PrinterError
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.documents import open_folder
from kitchen_app.ui.i18n import isolate, speech, tr
from kitchen_app.ui.report_files import save_report


class ReportAsks(QObject):
    """Reads beside the core and writes files on a thread of its own.

    `folder` is where files go; without one none is written. `opener` shows the folder of a file.

    Signals:
        told: a `Report`.
        unreadable: the `Period` whose orders cannot be read just now.
        locked: the `Period` that waits for the PIN.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
        saved: the path of what was written.
        not_saved: why not, with the cure, in words.
        printed, not_printed: the name of a printer.
    """

    told = Signal(object)
    unreadable = Signal(object)
    locked = Signal(object)
    approval_wanted = Signal(object, object)
    saved = Signal(str)
    not_saved = Signal(str)
    printed = Signal(str)
    not_printed = Signal(str)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier
        self.folder: Path | None = None
        self.opener: Callable[[str], bool] = open_folder
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reports")

    def close(self) -> None:
        """Write nothing more."""
        self._writer.shutdown(wait=False, cancel_futures=True)

    @Slot(object)
    def look(self, period: Period, approval: str = "") -> None:
        """Ask for a report; what was asked before is not answered any more."""
        coro = self._kitchen.reports.of(period, approval=approval)
        self._carrier.fetch(coro, partial(self._take_report, period))

    @Slot()
    def leave(self) -> None:
        """Say that nobody looks at reports any more."""
        self._carrier.fetch(self._kitchen.reports.leave(), self._take_end)

    @Slot(object, str)
    def save(self, report: Report, form: str) -> None:
        """Have a report written, as "xlsx" or "csv", in the language of the screen."""
        if self.folder is None:
            self.not_saved.emit(tr("sheet.no_folder"))
            return
        written = self._written(report, form, self.folder, speech())
        self._carrier.fetch(written, partial(self._take_file, self.folder))

    @Slot(str)
    def show_folder(self, file: str) -> None:
        """Show where a file lies."""
        if not self.opener(file):
            self.not_saved.emit(tr("sheet.not_shown", path=isolate(file)))

    @Slot(str, object)
    def print_day(self, printer: str, period: Period, approval: str = "") -> None:
        """Print what a day brought."""
        coro = self._kitchen.reports.print_day(printer, period.first, approval=approval)
        go_on = partial(self.print_day, printer, period)
        self._carrier.fetch(coro, partial(self._take_print, printer, go_on))

    async def _written(self, report: Report, form: str, folder: Path, spoken: Speech) -> Path:
        loop = asyncio.get_running_loop()
        made = partial(save_report, report, form, folder, spoken)
        return await loop.run_in_executor(self._writer, made)

    def _take_report(self, period: Period, answer: Answer) -> None:
        error = answer.exception()
        if isinstance(error, NotApproved):
            self.locked.emit(period)
            self.approval_wanted.emit(error.matter, partial(self.look, period))
        elif error is not None:
            if not isinstance(error, KnownError):
                self._carrier.tell_fault(error)
            self.unreadable.emit(period)
        elif answer.result() is not None:
            self.told.emit(answer.result())

    def _take_file(self, folder: Path, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.saved.emit(str(answer.result()))
        elif isinstance(error, OSError):
            why = isolate(error.strerror or str(error))
            told = tr("report.not_written", path=isolate(str(folder)), why=why)
            self.not_saved.emit(told)
        else:
            self._carrier.tell_fault(error)
            self.not_saved.emit(tr("report.save_bug"))

    def _take_print(self, printer: str, go_on: Callable[[str], None], answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.printed.emit(printer)
        elif isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, go_on)
        else:
            if not isinstance(error, PrinterError | KnownError | LookupError):
                self._carrier.tell_fault(error)
            self.not_printed.emit(printer)

    def _take_end(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
