"""Writes down what is to be printed, in the transaction that changes the order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kitchen_app.base.clock import Clock
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.print_jobs import (
    MAY_BE_ON_PAPER,
    OPEN_PRINTS,
    PrintJob,
    PrintState,
    WantedPrint,
    new_job,
)
from kitchen_app.domain.routing import PrintPlan, any_prints, wanted_prints
from kitchen_app.domain.tickets import Copy, Mark
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
        known = {job.job_id: job for job in self._store.print_jobs.of_order(order_id)}
        if order.status.is_final:
            self._drop(known.values(), (Copy.KITCHEN, Copy.BAG))
        wanted = wanted_prints(order, self._store.refunds.of_order(order_id), self._plan)
        new = [each for each in wanted if each.job_id not in known]
        for each in new:
            self._add(each, order, known.values())
        return bool(new)

    def write_again(self, order: Order, copy: Copy, printer: str = "") -> tuple[PrintJob, ...]:
        """Write down that a person wants a paper, at the printers that print such, or at one.

        What was never asked for before is what would be printed by itself later; the rest is
        marked as a copy. Returns the jobs; none if there is no printer.
        """
        jobs = []
        for wanted in any_prints(order, copy, self._plan, printer):
            known = [
                each
                for each in self._store.print_jobs.of_order(order.order_id)
                if (each.place, each.version) == (wanted.place, wanted.version)
            ]
            nth = max((each.nth for each in known), default=0) + 1
            mark = Mark.COPY if known else Mark.FIRST
            jobs.append(new_job(replace(wanted, nth=nth), self._clock.now(), mark))
        for job in jobs:
            self._store.print_jobs.save(job)
        return tuple(jobs)

    def _add(self, wanted: WantedPrint, order: Order, known: Iterable[PrintJob]) -> None:
        was_before = order.placed_at < self._started_at and self._has_rescued()
        mark = Mark.POSSIBLE_COPY if was_before else Mark.FIRST
        job = new_job(wanted, self._clock.now(), mark)
        tickets = [each for each in known if each.copy is not Copy.STOP]
        if wanted.copy is Copy.STOP and not _is_on_paper(tickets):
            job = replace(job, state=PrintState.DROPPED)  # nobody reads that he should begin
        for each in known:
            if each.place == job.place and each.state in OPEN_PRINTS - {PrintState.PRINTING}:
                self._store.print_jobs.save(replace(each, state=PrintState.DROPPED))
        self._store.print_jobs.save(job)

    def _drop(self, jobs: Iterable[PrintJob], copies: Sequence[Copy]) -> None:
        """Print nothing more of an order that has ended."""
        for job in jobs:
            if job.copy in copies and job.state in OPEN_PRINTS - {PrintState.PRINTING}:
                self._store.print_jobs.save(replace(job, state=PrintState.DROPPED))


def _is_on_paper(tickets: Iterable[PrintJob]) -> bool:
    return any(each.state in MAY_BE_ON_PAPER or each.tries for each in tickets)
