"""Writes down what is to be printed, in the transaction that changes the order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kitchen_app.base.clock import Clock
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.print_jobs import OPEN_PRINTS, PrintJob, PrintState, WantedPrint
from kitchen_app.domain.print_marks import gone_lines, is_on_paper, job_again, next_job
from kitchen_app.domain.routing import (
    PrintPlan,
    any_prints,
    emptied_prints,
    is_set_up,
    wanted_prints,
)
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.ports import Store


def _nothing_lost() -> bool:
    return False


class PrintDesk:
    """Turns orders into print jobs, each once.

    `has_rescued` tells whether stored data was lost and brought back since the start: papers of
    orders from before it may be there already, so they are marked.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        plan: PrintPlan,
        *,
        has_rescued: Callable[[], bool] = _nothing_lost,
    ) -> None:
        self._store = store
        self._clock = clock
        self._plan = plan
        self._has_rescued = has_rescued
        self._started_at = clock.now()

    def use(self, plan: PrintPlan) -> None:
        """Write down by another plan from now on."""
        self._plan = plan

    def write(self, order_id: OrderId) -> bool:
        """Write down what an order wants on paper now, inside a transaction that is open.

        Returns whether anything is new. Without printers it does nothing.
        """
        stored = self._store.orders.get(order_id) if self._plan.printers else None
        if stored is None:
            return False
        order = stored.order
        jobs = self._store.print_jobs.of_order(order_id)
        if order.status.is_final:
            self._drop(job for job in jobs if job.copy is not Copy.STOP)
        wanted = wanted_prints(order, self._store.refunds.of_order(order_id), self._plan)
        new = False
        for each in wanted:
            may_be_lost = self._may_be_lost(order, each, jobs)
            job = next_job(each, jobs, self._clock.now(), may_be_lost=may_be_lost)
            if job is not None:
                jobs.append(self._add(job, jobs))
                new = True
        return self._empty(order, jobs) or new

    def write_again(self, order: Order, copy: Copy, printer: str = "") -> tuple[PrintJob, ...]:
        """Write down that a person wants a paper, at the printers that print such, or at one.

        What was never asked for before is what would be printed by itself later; the rest is
        marked for what it is to that. Returns the jobs; none if there is no printer.
        """
        jobs = self._store.print_jobs.of_order(order.order_id)
        added = []
        for wanted in any_prints(order, copy, self._plan, printer):
            may_be_lost = self._may_be_lost(order, wanted, jobs)
            job = job_again(wanted, jobs, self._clock.now(), may_be_lost=may_be_lost)
            self._save(job, jobs)
            jobs.append(job)
            added.append(job)
        return tuple(added)

    def _may_be_lost(self, order: Order, wanted: WantedPrint, jobs: Iterable[PrintJob]) -> bool:
        """Tell whether a paper may be there that is not known of, or not at which place."""
        if order.placed_at < self._started_at and self._has_rescued():
            return True
        gone = [job for job in jobs if not is_set_up(job.place, self._plan)]
        return any(job.copy is wanted.copy and is_on_paper(job) for job in gone)

    def _empty(self, order: Order, jobs: list[PrintJob]) -> bool:
        """Tell stations whose dishes are all gone so; return whether any has something to read."""
        new = False
        for wanted in emptied_prints(order, self._plan):
            job = next_job(wanted, jobs, self._clock.now())
            if job is None or not any(each.place == wanted.place for each in jobs):
                continue
            if not gone_lines(job, order.lines):  # nothing lies there: nobody needs what waits
                job = replace(job, state=PrintState.DROPPED)
            self._save(job, jobs)
            jobs.append(job)
            new = True
        return new

    def _add(self, job: PrintJob, jobs: Sequence[PrintJob]) -> PrintJob:
        tickets = [each for each in jobs if each.copy is not Copy.STOP]
        if job.copy is Copy.STOP and not any(map(is_on_paper, tickets)):
            job = replace(job, state=PrintState.DROPPED)  # nobody reads that he should begin
        self._save(job, jobs)
        return job

    def _save(self, job: PrintJob, jobs: Iterable[PrintJob]) -> None:
        """Keep a job, in the place of older ones that have not left."""
        same = [each for each in jobs if each.place == job.place]
        self._drop(each for each in same if each.revision < job.revision)
        self._store.print_jobs.save(job)

    def _drop(self, jobs: Iterable[PrintJob]) -> None:
        """Print none of these any more, unless it is leaving already."""
        for job in jobs:
            if job.state in OPEN_PRINTS - {PrintState.PRINTING}:
                self._store.print_jobs.save(replace(job, state=PrintState.DROPPED))
