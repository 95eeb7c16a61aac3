"""Printing as people meet it: every printer's queue, what is wrong, and what may be asked."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PRINTABLE, PrintJob, PrintState
from kitchen_app.domain.routing import PrintPlan
from kitchen_app.domain.tickets import Copy, Paper, TestPage
from kitchen_app.services.errors import PrinterError
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import Store
from kitchen_app.services.print_desk import PrintDesk
from kitchen_app.services.print_ports import Health, Printer, Pulse
from kitchen_app.services.print_view import PrintView, asks, trouble_of, view_of
from kitchen_app.services.print_worker import PrintShop, PrintWorker

logger = logging.getLogger(__name__)

_TICK_S = 0.5
"""How late it may be told that a paper waits, or be given to another printer."""


class Printing:
    """One queue for each printer, which waits for no other, and the screen's facade to them.

    `fallbacks` name for a printer the one that prints its papers once it has been in trouble for
    `fallback_after`. `on_trouble` is called once for each trouble with orders on no paper.
    """

    def __init__(
        self,
        printers: Mapping[str, Printer],
        *,
        shop: PrintShop,
        desk: PrintDesk,
        hub: Hub,
        supervisor: Supervisor,
        fallbacks: Mapping[str, str],
        fallback_after: timedelta,
        on_trouble: Callable[[], None],
    ) -> None:
        self._store: Store = shop.store
        self._clock: Clock = shop.clock
        self._desk = desk
        self._hub = hub
        self._supervisor = supervisor
        self._fallbacks = fallbacks
        self._fallback_after = fallback_after
        self._on_trouble = on_trouble
        self._shop = shop
        self._running: dict[str, asyncio.Task[None]] = {}
        self._is_started = False
        self._noticing: asyncio.Task[None] | None = None
        self._workers = {
            name: _worker(name, printer, self._shop, self.refresh)
            for name, printer in printers.items()
        }
        self._view = PrintView()
        hub.prints_added.connect(self.wake)

    @property
    def view(self) -> PrintView:
        return self._view

    def start(self) -> None:
        """Take up what an earlier run left, and begin to print."""
        self._is_started = True
        self._start_new()

    async def use(
        self,
        printers: Mapping[str, Printer],
        plan: PrintPlan,
        *,
        fallbacks: Mapping[str, str],
        fallback_after: timedelta,
    ) -> None:
        """Print on these printers by this plan from now on; not two callers at a time.

        One that is the same object as before goes on as if nothing were. Of every other the paper
        that is just leaving comes to its end; what waits for one that is gone is taken over.
        """
        gone = [each for name, each in self._workers.items() if printers.get(name) != each.printer]
        await asyncio.gather(*(each.end(self._running.pop(each.name, None)) for each in gone))
        kept = {name: each for name, each in self._workers.items() if each not in gone}
        self._shop.plan = plan
        self._desk.use(plan)
        self._fallbacks, self._fallback_after = fallbacks, fallback_after
        self._workers = {
            name: kept.get(name) or _worker(name, printer, self._shop, self.refresh)
            for name, printer in printers.items()
        }
        if self._is_started:
            self._start_new()
        self.wake()

    def _start_new(self) -> None:
        """Let every queue run that does not yet."""
        for name, worker in self._workers.items():
            if name not in self._running:
                task = self._supervisor.serve(worker.run, name=f"printer {name}")
                self._running[name] = task
        if self._workers and self._noticing is None:
            self._noticing = self._supervisor.serve(self.run, name="printing")

    async def run(self) -> None:
        """Service: notice what time alone makes wrong, for ever."""
        while True:
            try:
                self._adopt()
                self._help_out()
            except KnownError:
                pass  # the papers stay where they are until the disk takes it
            self.refresh()
            await asyncio.sleep(_TICK_S)

    async def close(self) -> None:
        """Let go of every printer."""
        for worker in self._workers.values():
            await worker.printer.close()

    def wake(self, _order_id: OrderId | None = None) -> None:
        """Have every printer look for something to print."""
        for worker in self._workers.values():
            worker.wake()
        self.refresh()

    def refresh(self, _printer: str = "") -> None:
        """Make the view anew, and tell it if it is another."""
        now = self._clock.now()
        open_jobs = self._store.print_jobs.all_open()
        printers, troubles = [], []
        for name, worker in self._workers.items():
            printer = view_of(worker.told, (job for job in open_jobs if job.at == name), now)
            printers.append(printer)
            trouble = trouble_of(worker.told, printer, now)
            if trouble is not None:
                troubles.append(trouble)
        view = PrintView(
            printers=tuple(printers),
            troubles=tuple(sorted(troubles, key=lambda trouble: trouble.since)),
        )
        if view == self._view:
            return
        rang_for = {each.printer for each in self._view.troubles if each.orders}
        self._view = view
        self._hub.printing_changed.emit(view)
        if any(each.orders and each.printer not in rang_for for each in view.troubles):
            self._on_trouble()

    async def reprint(
        self, order_id: OrderId, copy: Copy, *, printer: str = ""
    ) -> tuple[PrintJob, ...]:
        """Print a paper of an order again, marked as a copy.

        It comes out where such papers are printed by themselves, or at one printer. Returns the
        jobs; none if there is no such order or printer.

        Raises:
            NotStored: the disk did not take it.
        """
        stored = self._store.orders.get(order_id)
        if stored is None:
            return ()
        with self._store.transaction():
            jobs = self._desk.write_again(stored.order, copy, printer)
        self.wake()
        return jobs

    async def print_test(self, printer: str) -> Health:
        """Print a page that shows what a printer can do; return how it is after.

        Raises:
            LookupError: there is no such printer.
            PrinterError: nothing came out, or nobody knows.
        """
        page = TestPage(printer=printer, printed_at=self._clock.now())
        return await self.print_paper(printer, page)

    async def print_paper(self, printer: str, paper: Paper) -> Health:
        """Print a paper that is kept nowhere; as `print_test`."""
        return await self._workers[printer].print_now(paper, "kitchen-app")

    async def look(self, printer: str) -> Health:
        """Ask a printer how it is; raises LookupError."""
        return await self._workers[printer].look()

    async def print_old(self, printer: str) -> int:
        """Print what waited for a person's word at a printer; return how many papers."""
        now = self._clock.now()
        return self._settle(
            printer,
            lambda job: replace(
                job,
                wanted_at=now,
                state=PrintState.UNKNOWN if job.tries else PrintState.QUEUED,
            ),
        )

    async def drop_old(self, printer: str) -> int:
        """Never print what waited for a person's word at a printer; return how many papers."""
        return self._settle(printer, lambda job: replace(job, state=PrintState.DROPPED))

    async def open_drawer(self, printer: str) -> None:
        """Open the cash drawer at a printer; raises LookupError, PrinterError."""
        await self._workers[printer].printer.pulse(Pulse.DRAWER)

    def call(self, order_id: OrderId) -> None:
        """Call somebody to an order by every buzzer; satisfies `services.alarm.SecondOutput`."""
        for worker in self._workers.values():
            self._supervisor.spawn(_buzz(worker, order_id), name="buzzer")

    def _settle(self, printer: str, settled: Callable[[PrintJob], PrintJob]) -> int:
        now = self._clock.now()
        old = [job for job in _open_at(self._store, printer) if asks(job, now)]
        with self._store.transaction():
            for job in old:
                self._store.print_jobs.save(settled(job))
        self.wake()
        return len(old)

    def _adopt(self) -> None:
        """Print what is for a printer that is not set up any more at the default one."""
        for job in self._store.print_jobs.all_open():
            if job.at in self._workers:
                continue
            is_cut_off = job.state is PrintState.PRINTING
            state = PrintState.UNKNOWN if is_cut_off else job.state
            at = job.printer if job.printer in self._workers else self._shop.plan.default
            if at in self._workers:
                with self._store.transaction():
                    self._store.print_jobs.save(replace(job, at=at, state=state))
                self._workers[at].wake()

    def _help_out(self) -> None:
        """Give what waits at a printer in trouble to the one that stands in for it."""
        now = self._clock.now()
        stuck = {each.printer: each for each in self._view.troubles}
        for name, other in self._fallbacks.items():
            trouble = stuck.get(name)
            if trouble is None or other in stuck or now - trouble.since < self._fallback_after:
                continue
            waiting = [job for job in _open_at(self._store, name) if job.state in PRINTABLE]
            given = [job for job in waiting if job.printer == job.at and not asks(job, now)]
            if not given:
                continue
            with self._store.transaction():
                for job in given:
                    self._store.print_jobs.save(replace(job, at=other))
            logger.warning("%d papers are printed elsewhere: a printer is in trouble", len(given))
            self._workers[other].wake()


def _worker(
    name: str, printer: Printer, shop: PrintShop, refresh: Callable[[str], None]
) -> PrintWorker:
    worker = PrintWorker(name, printer, shop)
    worker.changed.connect(refresh)
    return worker


async def _buzz(worker: PrintWorker, order_id: OrderId) -> None:
    try:
        await worker.printer.pulse(Pulse.BUZZER)
    except PrinterError as error:
        logger.info("No buzzer called to order %s: %s", order_id, error)


def _open_at(store: Store, printer: str) -> list[PrintJob]:
    return [job for job in store.print_jobs.all_open() if job.at == printer]
