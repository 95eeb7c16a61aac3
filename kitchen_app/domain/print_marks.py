"""What a wanted paper is to those that an order has already: the same, a newer one, or the first.

A place (copy, printer, station) sees the versions of an order one after the other. Only the last
one counts, and whoever holds an earlier one must see that it is replaced: else both are cooked.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kitchen_app.domain.order import Line
from kitchen_app.domain.print_jobs import (
    MAY_BE_ON_PAPER,
    OPEN_PRINTS,
    PrintJob,
    PrintState,
    WantedPrint,
    line_version,
    new_job,
)
from kitchen_app.domain.tickets import Mark


def is_on_paper(job: PrintJob) -> bool:
    """Tell whether something of a job may have come out."""
    return job.state in MAY_BE_ON_PAPER or job.tries > 0


def is_outdated(job: PrintJob, jobs: Iterable[PrintJob]) -> bool:
    """Tell whether a newer version of the order has taken the place of a job."""
    return any(each.place == job.place and each.revision > job.revision for each in jobs)


def marked(job: PrintJob) -> PrintJob:
    """Return the job as it must be printed now, if it may be there already.

    What is marked as changed stays so: it says more, and is as true of the second paper.
    """
    may_be_there = job.state is PrintState.UNKNOWN or job.tries > 0
    if not may_be_there or job.mark is Mark.CHANGED:
        return job
    return replace(job, mark=Mark.POSSIBLE_COPY)


def changed_lines(job: PrintJob, lines: Iterable[Line]) -> frozenset[str]:
    """Return the ids of lines that the earlier paper does not show so; none without one."""
    if not job.before:
        return frozenset()
    shown, changed = Counter(job.before), []
    for line in lines:
        version = line_version(line)
        if shown[version]:
            shown[version] -= 1
        else:
            changed.append(line.line_id)
    return frozenset(changed)


def gone_lines(job: PrintJob, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what the earlier paper shows and the whole order, of these lines, does not any more.

    A dish with another number or another option is no other dish: its line is a changed one.
    """
    left = Counter(map(_dish, lines))
    gone = []
    for line in job.was:
        if left[_dish(line)]:
            left[_dish(line)] -= 1
        else:
            gone.append(line)
    return tuple(gone)


def _dish(line: Line) -> tuple[str, str]:
    return line.name, line.spec


@dataclass(frozen=True, slots=True)
class _Past:
    """The jobs of one place, and which version was wanted there last, and which lies there."""

    jobs: Sequence[PrintJob]

    @property
    def revision(self) -> int:
        return max((job.revision for job in self.jobs), default=0)

    @property
    def wanted_last(self) -> frozenset[str]:
        return frozenset(job.version for job in self.jobs if job.revision == self.revision)

    @property
    def on_paper(self) -> Sequence[PrintJob]:
        """Return the newest papers that may lie there."""
        out = [job for job in self.jobs if is_on_paper(job)]
        newest = max((job.revision for job in out), default=0)
        return [job for job in out if job.revision == newest]

    def alike(self, version: str) -> list[PrintJob]:
        return [job for job in self.jobs if job.version == version]


def next_job(
    wanted: WantedPrint, jobs: Iterable[PrintJob], now: datetime, *, may_be_lost: bool = False
) -> PrintJob | None:
    """Return the job of a paper that an order wants by itself; None if it has had it.

    `jobs` are all of the order. `may_be_lost`: papers may be there that nobody knows of. An order
    that is again as it was before has a new job: the last paper must be the one that holds.
    """
    past = _Past([job for job in jobs if job.place == wanted.place])
    alike = past.alike(wanted.version)
    if sum(job.revision == past.revision for job in alike) >= wanted.nth:
        return None
    job = _made(wanted, past, now, may_be_lost=may_be_lost)
    is_back = bool(alike) and job.revision > past.revision
    if is_back and wanted.version in {job.version for job in past.on_paper if _is_whole(job)}:
        return replace(job, state=PrintState.DROPPED)  # what came between has never left
    return job


def job_again(
    wanted: WantedPrint, jobs: Iterable[PrintJob], now: datetime, *, may_be_lost: bool = False
) -> PrintJob:
    """Return the job of a paper that a person asks for; as `next_job`, but always one."""
    past = _Past([job for job in jobs if job.place == wanted.place])
    return _made(wanted, past, now, may_be_lost=may_be_lost)


def _made(wanted: WantedPrint, past: _Past, now: datetime, *, may_be_lost: bool) -> PrintJob:
    nth = max((job.nth for job in past.alike(wanted.version)), default=0) + 1
    mark = _mark(wanted, past, may_be_lost=may_be_lost)
    is_newer = bool(past.jobs) and wanted.version not in past.wanted_last
    return replace(
        new_job(replace(wanted, nth=nth), now, mark),
        revision=past.revision + is_newer,
        before=past.on_paper[0].lines if mark is Mark.CHANGED else (),
        was=past.on_paper[0].shown if mark is Mark.CHANGED else (),
    )


def _mark(wanted: WantedPrint, past: _Past, *, may_be_lost: bool) -> Mark:
    lies_there = past.on_paper
    if lies_there and all(job.version != wanted.version for job in lies_there):
        return Mark.CHANGED
    if may_be_lost or not all(map(_is_whole, lies_there)):
        return Mark.POSSIBLE_COPY
    waits = any(job.state in OPEN_PRINTS for job in past.alike(wanted.version))
    return Mark.COPY if lies_there or waits else Mark.FIRST


def _is_whole(job: PrintJob) -> bool:
    return job.state is PrintState.PRINTED
