"""Reports of a day, a week or a month: read and counted beside the core, for the manager's eyes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from kitchen_app.base.clock import Clock
from kitchen_app.domain.report import Period, Report
from kitchen_app.domain.report_count import report_of
from kitchen_app.domain.sold_out import day_begins
from kitchen_app.domain.tickets import DaySummary
from kitchen_app.services.day_summary import count_day
from kitchen_app.services.history import History
from kitchen_app.services.history_ports import Superseded
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter
from kitchen_app.services.print_ports import Health
from kitchen_app.services.printing import Printing
from kitchen_app.services.report_ports import ReportReader

_ENDS_WITHIN = timedelta(days=7)
"""Orders are found by when they were placed: one for later ends days after that."""

OPEN_FOR_S = 120.0
"""So long after a look the next one needs no PIN, while the reports stay open."""


class Reports:
    """What the screen asks; behind the manager's PIN, if one is set (docs/decisions/0041)."""

    def __init__(
        self,
        *,
        reader: ReportReader,
        history: History,
        clock: Clock,
        manager: ManagerLock,
        printing: Printing,
        late_after_min: Callable[[], int],
    ) -> None:
        self._reader = reader
        self._history = history
        self._clock = clock
        self._manager = manager
        self._printing = printing
        self._late_after_min = late_after_min
        self._open_until_s = 0.0
        self._latest = 0

    async def of(self, period: Period, *, approval: str = "") -> Report | None:
        """Return a period in figures; None if another was asked for meanwhile.

        Raises:
            NotApproved: it needs the PIN; nothing was read.
            NotStored: the orders cannot be read just now.
        """
        self.let_in(approval)
        self._latest += 1
        self._reader.give_up()
        made = partial(self._made, period, self._clock.now(), self._latest)
        return await self._history.beside(made)

    async def print_day(self, printer: str, day: date, *, approval: str = "") -> Health:
        """Print what a day of the kitchen brought; return how the printer is after.

        Raises:
            NotApproved: it needs the PIN; nothing was printed.
            NotStored: the orders cannot be read just now.
            LookupError: there is no such printer.
            PrinterError: nothing came out, or nobody knows.
        """
        self.let_in(approval)
        paper = await self._history.beside(partial(self._paper, day, self._clock.now()))
        return await self._printing.print_paper(printer, paper)

    def let_in(self, approval: str = "") -> None:
        """Go on only for who may see the figures; raises NotApproved."""
        now_s = self._clock.monotonic()
        if now_s >= self._open_until_s:
            self._manager.approver(Matter(deed=Deed.REPORTS), approval)
        self._open_until_s = now_s + OPEN_FOR_S

    async def leave(self) -> None:
        """Ask for the PIN again before the next look: nobody looks at reports any more."""
        self._open_until_s = 0.0

    def _paper(self, day: date, now: datetime) -> DaySummary:
        """Count what ended on a day, on the thread for it."""
        since, until = day_begins(day) - _ENDS_WITHIN, day_begins(day + timedelta(days=1))
        while True:
            try:
                kept = self._reader.whole(since, until)
            except Superseded:  # by a newer look at the figures: the paper is wanted all the same
                continue
            cases = {each.order.order_id: each.cases for each in kept}
            return count_day(day, (each.order for each in kept), cases, now)

    def _made(self, period: Period, now: datetime, number: int) -> Report | None:
        """Read and count, on the thread for it, unless something else is wanted by now."""
        if number != self._latest:
            return None
        try:
            late_after_min = self._late_after_min()
            made = read_report(self._reader, period, now=now, late_after_min=late_after_min)
        except Superseded:
            return None
        return made if number == self._latest else None


def read_report(
    reader: ReportReader, period: Period, *, now: datetime, late_after_min: int
) -> Report:
    """Return a period in figures; while it goes on it is compared with the same part of another.

    Raises:
        Superseded: the reader was told to give up.
        NotStored: the orders cannot be read just now.
    """
    other = period.compared_with()
    ends = other.ends
    if period.begins <= now < period.ends:
        ends = min(ends, other.begins + (now - period.begins))
    kept = reader.kept(period.begins, period.ends)
    earlier = reader.kept(other.begins, ends)
    report = report_of(period, kept.rows, earlier.rows, now=now, late_after_min=late_after_min)
    return replace(report, damaged=kept.damaged, left=kept.left)
