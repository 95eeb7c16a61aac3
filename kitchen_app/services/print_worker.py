"""One printer's own queue: the oldest paper first, and no word of it that is not written down.

PRINTING is committed before the first byte leaves, as SENDING is for calls: found at a start, or
after a lost line, it means that the paper may be there. It is then printed again, marked so.
"""

import asyncio
import logging
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.order import Line
from kitchen_app.domain.print_jobs import PRINTABLE, PrintJob, PrintState
from kitchen_app.domain.print_marks import changed_lines, gone_lines, is_outdated, marked
from kitchen_app.domain.routing import PrintPlan, lines_of
from kitchen_app.domain.tickets import Copy, Paper, Ticket
from kitchen_app.services.errors import MaybePrinted, NoLine, NotPrinted
from kitchen_app.services.ports import Store
from kitchen_app.services.print_ports import (
    Health,
    Printer,
    PrinterState,
    Raster,
    TicketPainter,
)
from kitchen_app.services.print_view import Told, asks

logger = logging.getLogger(__name__)

MOST_TRIES = 3
"""So often a paper leaves by itself; then a person looks: a printer that lies would never stop."""

_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 5.0
_LOOK_EVERY_S = 20.0
"""How often a printer is asked while nothing is to be printed: an empty roll is told before the
next order needs it."""

_STORE_AGAIN_S = 0.5
_LAST_PAPER_WITHIN_S = 5.0
_OFFLINE = Health(state=PrinterState.OFFLINE)


class _NotWanted(Exception):
    """The paper was given up while it was drawn."""


@dataclass(slots=True, kw_only=True)
class PrintShop:
    """What all workers share; the `plan` may be another one later.

    `drawing` is a thread for the painter alone.
    """

    store: Store
    painter: TicketPainter
    plan: PrintPlan
    clock: Clock
    drawing: Executor


class PrintWorker:
    """Prints what is written down for one printer, and knows how that printer is.

    Signals:
        changed: the name of the printer, whenever it or a job at it is in a new state.
    """

    def __init__(self, name: str, printer: Printer, shop: PrintShop) -> None:
        self.name = name
        self.printer = printer
        self._shop = shop
        self.changed: Signal[str] = Signal()
        self._wake = asyncio.Event()
        self._line = asyncio.Lock()
        self._pauses = Backoff(first_s=_FIRST_PAUSE_S, limit_s=_LONGEST_PAUSE_S)
        now = shop.clock.now()
        self.told = Told(
            name=name, health=Health(state=PrinterState.UNKNOWN), since=now, moved_at=now
        )

    def wake(self) -> None:
        """Look at once for something to print."""
        self._wake.set()

    async def run(self) -> None:
        """Service: print what waits, for ever; with nothing to do, ask the printer how it is.

        What is said to be printing at its start was cut off: by a death, or by a bug of ours.
        """
        for cut in self._shop.store.print_jobs.all_open():
            if cut.at == self.name and cut.state is PrintState.PRINTING:
                await self._keep(replace(cut, state=PrintState.UNKNOWN))
        await self.look()
        while True:
            self._wake.clear()
            job = self._next()
            if job is None:
                await self._sleep(_LOOK_EVERY_S)
                if not self._wake.is_set():
                    await self.look()
            elif await self._print(job):
                self._pauses.reset()
            else:
                await self._sleep(self._pauses.next())

    async def end(self, running: asyncio.Task[None] | None) -> None:
        """End the service after the paper that is just leaving, and let go of the printer.

        A paper that does not come to its end is called a possible copy when it is printed again.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_PAPER_WITHIN_S):
                await self._line.acquire()
        if running is not None:
            running.cancel()
            await asyncio.wait({running})
        await self.printer.close()

    async def look(self) -> Health:
        """Ask the printer how it is."""
        async with self._line:
            health = await self.printer.look()
        self._heed(health, has_failed=self.told.has_failed and not health.can_print)
        return health

    async def print_now(self, paper: Paper, title: str) -> Health:
        """Print a paper that is no order's, such as a test page; nobody prints it again.

        Raises:
            PrinterError: it did not come out, or nobody knows.
        """
        picture = await self._draw(paper)
        async with self._line:
            return await self.printer.print_picture(picture, title=title, begin=_nothing)

    def _next(self) -> PrintJob | None:
        now = self._shop.clock.now()
        for job in self._shop.store.print_jobs.all_open():
            if job.at == self.name and job.state in PRINTABLE and not asks(job, now):
                return job
        return None

    async def _print(self, job: PrintJob) -> bool:
        """Try one job; tell whether the next may follow at once."""
        job = marked(job)
        paper = self._paper(job)
        if paper is None or is_outdated(job, self._shop.store.print_jobs.of_order(job.order_id)):
            await self._keep(replace(job, state=PrintState.DROPPED))
            return True
        try:
            picture = await self._draw(paper)
        except Exception:
            logger.exception("Print job %s cannot be drawn", job.job_id)
            await self._keep(replace(job, state=PrintState.FAILED))
            return True
        async with self._line:
            return await self._send(job, picture)

    async def _send(self, job: PrintJob, picture: Raster) -> bool:
        sent = replace(job, state=PrintState.PRINTING, tries=job.tries + 1)
        title = f"{job.copy} {job.job_id[:8]}"
        try:
            begin = partial(self._begin, sent)
            health = await self.printer.print_picture(picture, title=title, begin=begin)
        except _NotWanted:
            return True
        except NoLine:
            return self._failed(_OFFLINE)
        except NotPrinted as told:
            return self._failed(told.health)
        except MaybePrinted as told:
            is_enough = sent.tries >= MOST_TRIES
            state = PrintState.FAILED if is_enough else PrintState.UNKNOWN
            await self._keep(replace(sent, state=state))
            return self._failed(told.health)
        except KnownError as error:  # the disk: nothing has left
            logger.warning("Print job %s must wait: %s", job.job_id, error)
            return False
        await self._keep(replace(sent, state=PrintState.PRINTED))
        self._heed(health)
        return True

    def _begin(self, sent: PrintJob) -> None:
        """Write down that the first byte is about to leave.

        Raises:
            _NotWanted: nobody needs the paper any more, or a person must say so.
            NotStored: the disk did not take it.
        """
        jobs = self._shop.store.print_jobs
        with self._shop.store.transaction():
            stored = jobs.get(sent.job_id)
            if stored is None or stored.state not in PRINTABLE or stored.at != self.name:
                raise _NotWanted
            if asks(stored, self._shop.clock.now()):
                raise _NotWanted
            jobs.save(sent)
        self._heed(Health(state=PrinterState.PRINTING))

    async def _keep(self, job: PrintJob) -> None:
        """Write down what became of a job, as soon as the disk takes it."""
        while True:
            try:
                with self._shop.store.transaction():
                    self._shop.store.print_jobs.save(job)
            except KnownError as error:
                logger.warning("Print job %s is not kept yet: %s", job.job_id, error)
                await asyncio.sleep(_STORE_AGAIN_S)
            else:
                self.changed.emit(self.name)
                return

    async def _draw(self, paper: Paper) -> Raster:
        draw = partial(self._shop.painter.paint, paper, width=self.printer.width)
        return await asyncio.get_running_loop().run_in_executor(self._shop.drawing, draw)

    def _paper(self, job: PrintJob) -> Ticket | None:
        """Return the paper of a job, from what is stored and nothing else."""
        stored = self._shop.store.orders.get(job.order_id)
        if stored is None:
            return None
        order, case = stored.order, None
        if job.case_id is not None:
            case = self._shop.store.refunds.get(job.case_id)
        only: tuple[Line, ...] | None = None
        if job.was and not job.lines:
            only = ()  # the station has nothing to make of it any more
        elif job.copy is Copy.KITCHEN:
            only = lines_of(order, job.station, self._shop.plan, job.printer)
        return Ticket(
            copy=job.copy,
            order=order,
            printed_at=self._shop.clock.now(),
            mark=job.mark,
            station=job.station,
            only=only,
            case=case,
            changed=changed_lines(job, order.lines if only is None else only),
            gone=gone_lines(job, order.lines),
        )

    def _failed(self, health: Health) -> bool:
        self._heed(health, has_failed=True)
        return False

    def _heed(self, health: Health, *, has_failed: bool = False) -> None:
        now, told = self._shop.clock.now(), self.told
        is_same = health.state is told.health.state
        self.told = Told(
            name=self.name,
            health=health,
            since=told.since if is_same else now,
            moved_at=told.moved_at if has_failed or not health.can_print else now,
            has_failed=has_failed,
        )
        self.changed.emit(self.name)

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()


def _nothing() -> None:
    """Nothing is written down of a paper that is no order's."""
