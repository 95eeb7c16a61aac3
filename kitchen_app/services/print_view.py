"""What the screen shows of printing: frozen, made anew whenever something of it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintJob, PrintState
from kitchen_app.services.print_ports import Health, PrinterState

ASKED_AFTER = timedelta(minutes=10)
"""A paper that waits longer is not printed without a person's word: nobody wants last night's."""

PATIENCE = timedelta(seconds=4)
"""So long a paper may wait at a printer that prints nothing before somebody is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterView:
    """One printer. Times are in our clock.

    `state` is since `since`. `waiting` papers are to come out by themselves, the first of them
    wanted at `oldest_since`. `unprinted` are the orders of all that is not on paper yet, the first
    of it wanted at `unprinted_since`; `old` are the orders of those that wait for a person: too
    old, or tried in vain too often (`print_old`, `drop_old`). `near_end`: the roll is almost used
    up.
    """

    name: str
    state: PrinterState
    since: datetime
    near_end: bool = False
    waiting: int = 0
    oldest_since: datetime | None = None
    unprinted: tuple[OrderId, ...] = ()
    unprinted_since: datetime | None = None
    old: tuple[OrderId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTrouble:
    """A printer for which somebody must do something, and the orders that are on no paper."""

    printer: str
    state: PrinterState
    since: datetime
    orders: tuple[OrderId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintView:
    """All printers as they are set up, and what is wrong, the longest first."""

    printers: tuple[PrinterView, ...] = ()
    troubles: tuple[PrintTrouble, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the worker of a printer knows: `moved_at` is when it last got anything done."""

    name: str
    health: Health
    since: datetime
    moved_at: datetime
    has_failed: bool = False


def asks(job: PrintJob, now: datetime) -> bool:
    """Tell whether a job waits for a person's word."""
    if job.state is PrintState.FAILED:
        return True
    return job.state is not PrintState.PRINTING and now - job.wanted_at > ASKED_AFTER


def view_of(told: Told, jobs: Iterable[PrintJob], now: datetime) -> PrinterView:
    """Return the view of one printer; `jobs` are those open at it, the oldest first."""
    open_jobs = tuple(jobs)
    waiting = [job for job in open_jobs if not asks(job, now)]
    return PrinterView(
        name=told.name,
        state=told.health.state,
        since=told.since,
        near_end=told.health.near_end,
        waiting=len(waiting),
        oldest_since=min((job.wanted_at for job in waiting), default=None),
        unprinted=_orders(open_jobs),
        unprinted_since=min((job.wanted_at for job in open_jobs), default=None),
        old=_orders(job for job in open_jobs if asks(job, now)),
    )


def trouble_of(told: Told, view: PrinterView, now: datetime) -> PrintTrouble | None:
    """Return what is wrong with a printer, if anything.

    One that is at work on a long queue is well; one that does nothing while a paper waits is not,
    whatever it says.
    """
    waits_since = view.oldest_since
    stands = waits_since is not None and now - max(waits_since, told.moved_at) >= PATIENCE
    if told.health.can_print and not (told.has_failed or stands or view.old):
        return None
    since = told.since
    if told.health.can_print and view.unprinted_since is not None:
        since = view.unprinted_since  # it has said that it is well for hours perhaps
    return PrintTrouble(
        printer=told.name, state=told.health.state, since=since, orders=view.unprinted
    )


def _orders(jobs: Iterable[PrintJob]) -> tuple[OrderId, ...]:
    return tuple(dict.fromkeys(job.order_id for job in jobs))
