"""Ledger, desk, queues and real sockets together: a kitchen with printers, without a screen."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from kitchen_app.base.clock import Clock, SystemClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import Order, Status
from kitchen_app.domain.routing import PrinterPlan, PrintPlan
from kitchen_app.printing.escpos_printer import EscposPrinter
from kitchen_app.printing.network import NetworkLink, Patience
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.print_desk import PrintDesk
from kitchen_app.services.print_ports import Printer, TicketPainter
from kitchen_app.services.print_profiles import PROFILES
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.print_worker import PrintShop
from kitchen_app.services.printing import Printing
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import FaultyStore, an_order, reached
from tests.printing.fake_printer import FakePrinter, PatternPainter

IMPATIENT = Patience(connect_s=0.3, progress_s=0.3, answer_s=0.15, end_s=0.05)
KITCHEN = PrinterPlan(name="Kitchen")


def printer_at(fake: FakePrinter) -> EscposPrinter:
    return EscposPrinter(NetworkLink("127.0.0.1", fake.port, IMPATIENT), PROFILES["80mm"])


def accepted(number: int = 1, **changes: Any) -> Order:
    return replace(reached(an_order(number), Status.ACCEPTED), **changes)


class PrintStage:
    """One run; `close` ends it, and another over the same folder goes on from there."""

    def __init__(
        self,
        folder: Path,
        printers: Mapping[str, Printer],
        *,
        plan: PrintPlan | None = None,
        clock: Clock | None = None,
        painter: TicketPainter | None = None,
        fallbacks: Mapping[str, str] | None = None,
        fallback_after_s: float = 30,
        has_rescued: Callable[[], bool] = bool,
    ) -> None:
        self.clock = clock or SystemClock()
        self._database = open_database(folder)
        self.store = FaultyStore(SqliteStore(self._database))
        self.hub = Hub()
        self.supervisor = Supervisor()
        self.painter = PatternPainter()
        plan = plan or PrintPlan(
            printers=tuple(replace(KITCHEN, name=name) for name in printers),
            default=next(iter(printers), ""),
        )
        self.desk = PrintDesk(self.store, self.clock, plan, has_rescued=has_rescued)
        self.ledger = Ledger(self.store, self.hub, self.clock, desk=self.desk)
        self._drawing = ThreadPoolExecutor(max_workers=1)
        self.rang = 0
        self.views: list[PrintView] = []
        self.hub.printing_changed.connect(self.views.append)
        self.printing = Printing(
            printers,
            shop=PrintShop(
                store=self.store,
                painter=painter or self.painter,
                plan=plan,
                clock=self.clock,
                drawing=self._drawing,
            ),
            desk=self.desk,
            hub=self.hub,
            supervisor=self.supervisor,
            fallbacks=fallbacks or {},
            fallback_after=timedelta(seconds=fallback_after_s),
            on_trouble=self._ring,
        )

    def _ring(self) -> None:
        self.rang += 1

    def knows(self, *orders: Order) -> None:
        """Let Keeta show orders as they are now."""
        self.ledger.record(tuple(ReadBack(order=order) for order in orders))

    async def until(self, holds: Callable[[], bool], *, within_s: float = 10) -> None:
        """Let time pass until something holds; printers are tried without their pauses."""
        async with asyncio.timeout(within_s):
            while not holds():
                self.printing.wake()
                await asyncio.sleep(0.01)

    def is_all_printed(self) -> bool:
        return not self.store.print_jobs.all_open()

    async def close(self) -> None:
        await self.supervisor.stop(jobs_within_s=1)
        await self.printing.close()
        self._drawing.shutdown()
        self._database.close()


@asynccontextmanager
async def printing(folder: Path, *fakes: FakePrinter) -> AsyncIterator[PrintStage]:
    """Run with real printers, by the names Kitchen, Counter."""
    names = ("Kitchen", "Counter")
    stage = PrintStage(folder, dict(zip(names, map(printer_at, fakes), strict=False)))
    stage.printing.start()
    try:
        yield stage
    finally:
        await stage.close()
