"""One paper that is to come out of one printer, and how far that is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.order import Line, Order, OrderId
from kitchen_app.domain.refunds import CaseId
from kitchen_app.domain.tickets import Copy, Mark


class PrintState(StrEnum):
    """What has become of a print job."""

    QUEUED = "queued"  # nothing of it has left for a printer
    PRINTING = "printing"  # committed before the first byte leaves
    PRINTED = "printed"
    UNKNOWN = "unknown"  # cut off in the middle: the paper may be there, or a part of it
    FAILED = "failed"  # it does not come out by itself any more: a person must decide
    DROPPED = "dropped"  # nobody needs it


OPEN_PRINTS = frozenset(
    {PrintState.QUEUED, PrintState.PRINTING, PrintState.UNKNOWN, PrintState.FAILED}
)
"""The states of a paper that somebody may still wait for."""

PRINTABLE = frozenset({PrintState.QUEUED, PrintState.UNKNOWN})
"""The states in which a printer that is well takes a job by itself."""

Place = tuple[Copy, str, str]
"""Where versions of one paper follow each other: copy, printer, station."""

MAY_BE_ON_PAPER = frozenset({PrintState.PRINTING, PrintState.PRINTED, PrintState.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedPrint:
    """A paper that an order asks for: of `copy`, at a printer, with the lines of one station.

    `version` is a digest of what the paper shows; `nth` counts papers that are alike, from 1.
    `case_id` is the refund of which a stop slip tells, `lines` a digest of each line it shows and
    `shown` those lines, without what the customer wrote.
    """

    order_id: OrderId
    copy: Copy
    printer: str
    version: str
    station: str = ""
    nth: int = 1
    case_id: CaseId | None = None
    lines: tuple[str, ...] = ()
    shown: tuple[Line, ...] = ()

    @property
    def job_id(self) -> str:
        """The name of the job: the same paper asked for again is the same job."""
        parts = (self.order_id, self.copy.value, self.printer, self.version, self.station, self.nth)
        return _digest(parts, 32)

    @property
    def place(self) -> Place:
        """What a newer version takes the place of: copy, printer, station."""
        return (self.copy, self.printer, self.station)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A wanted paper as it is kept. Times are in our clock.

    `printer` is the one that it is for, `at` the one that prints it: another if that one is dead.
    `wanted_at` is when somebody last asked for it: an old job waits for a person's word. `tries`
    counts how often its bytes have left. `revision` counts the versions that its place has seen,
    from 0; `before` are the `lines` of the earlier paper that it replaces, and `was` its `shown`.
    """

    job_id: str
    order_id: OrderId
    copy: Copy
    printer: str
    at: str
    version: str
    state: PrintState
    wanted_at: datetime
    station: str = ""
    nth: int = 1
    case_id: CaseId | None = None
    mark: Mark = Mark.FIRST
    tries: int = 0
    revision: int = 0
    lines: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    shown: tuple[Line, ...] = ()
    was: tuple[Line, ...] = ()

    @property
    def place(self) -> Place:
        return (self.copy, self.printer, self.station)


def new_job(wanted: WantedPrint, now: datetime, mark: Mark = Mark.FIRST) -> PrintJob:
    """Return the job of a wanted paper, as nothing of it has left."""
    return PrintJob(
        job_id=wanted.job_id,
        order_id=wanted.order_id,
        copy=wanted.copy,
        printer=wanted.printer,
        at=wanted.printer,
        version=wanted.version,
        state=PrintState.QUEUED,
        wanted_at=now,
        station=wanted.station,
        nth=wanted.nth,
        case_id=wanted.case_id,
        mark=mark,
        lines=wanted.lines,
        shown=wanted.shown,
    )


def ticket_version(order: Order, lines: Iterable[Line]) -> str:
    """Return a digest of what a ticket with these lines shows.

    A status is no part of it, nor how many pieces a refund has left (a stop slip tells that), nor
    the rider, nor the arrival that Keeta estimates anew again and again.
    """
    made_of = [_shown(line) for line in lines]
    due = order.ready_by.replace(second=0, microsecond=0) if order.ready_by else None
    return _digest((order.number, order.fulfilment.value, due, order.note, made_of), 16)


def line_version(line: Line) -> str:
    """Return a digest of what a ticket shows of a line."""
    return _digest(_shown(line), 8)


def stop_version(order: Order) -> str:
    """Return a digest of what a stop slip shows: the end of the order, or what is left of it."""
    left = [] if order.cancellation else [(line.name, line.to_make) for line in order.lines]
    return _digest((order.cancellation is not None, left), 16)


def _shown(line: Line) -> object:
    options = [(option.name, option.quantity, option.depth) for option in line.options]
    return (line.name, line.spec, line.quantity, line.note, options)


def _digest(told: object, length: int) -> str:
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()[:length]
