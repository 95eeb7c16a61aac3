"""What people ask of the record of an order: to read it, and to have it as a sheet."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.order import OrderId
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.documents import open_folder
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.sheet_files import save_sheet


class RecordAsks(QObject):
    """Reads records on the core thread and writes sheets on one of its own.

    `folder` is where sheets go; without one none is written. `opener` shows the folder of a file.

    Signals:
        told: order id and its `BlackBox`.
        saved: order id and the path of the PDF; the JSON lies beside it.
        not_saved: order id, and why not, with the cure, in words.
    """

    told = Signal(str, object)
    saved = Signal(str, str)
    not_saved = Signal(str, str)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier
        self.folder: Path | None = None
        self.opener: Callable[[str], bool] = open_folder
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="order sheets")

    def close(self) -> None:
        """Write nothing more."""
        self._writer.shutdown(wait=False, cancel_futures=True)

    @Slot(str)
    def look(self, order_id: str) -> None:
        """Ask for all that was noted of an order."""
        coro = self._kitchen.witness.record_of(OrderId(order_id))
        self._carrier.fetch(coro, partial(self._take, order_id))

    @Slot(str)
    def save(self, order_id: str) -> None:
        """Have the sheet of an order written."""
        if self.folder is None:
            self.not_saved.emit(order_id, tr("sheet.no_folder"))
            return
        made = self._made(OrderId(order_id), self.folder)
        self._carrier.fetch(made, partial(self._take_saved, order_id, self.folder))

    @Slot(str, str)
    def show_folder(self, order_id: str, file: str) -> None:
        """Show where a sheet lies."""
        if not self.opener(file):
            self.not_saved.emit(order_id, tr("sheet.not_shown", path=isolate(file)))

    async def _made(self, order_id: OrderId, folder: Path) -> Path | None:
        record = await self._kitchen.disputes.of(order_id)
        if record is None:
            return None
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, save_sheet, record, folder)

    def _take(self, order_id: str, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.told.emit(order_id, answer.result())

    def _take_saved(self, order_id: str, folder: Path, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self.not_saved.emit(order_id, self._why(error, folder))
        elif answer.result() is None:
            self.not_saved.emit(order_id, tr("sheet.gone"))
        else:
            self.saved.emit(order_id, str(answer.result()))

    def _why(self, error: BaseException, folder: Path) -> str:
        if isinstance(error, OSError):
            why = isolate(error.strerror or str(error))
            return tr("sheet.not_written", path=isolate(str(folder)), why=why)
        if isinstance(error, KnownError):
            return isolate(str(error))
        self._carrier.tell_fault(error)
        return tr("sheet.bug")
