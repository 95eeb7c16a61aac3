"""What is told of printers, and when it is a trouble."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.print_jobs import PrintJob, PrintState
from kitchen_app.services.print_ports import Health, PrinterState
from kitchen_app.services.print_view import ASKED_AFTER, Told, asks, trouble_of, view_of
from tests.fakes import NOON, an_order
from tests.store.test_print_jobs import a_job

READY = Told(name="Bar", health=Health(state=PrinterState.READY), since=NOON, moved_at=NOON)
JUST_NOW = NOON + timedelta(seconds=1)
LATER = NOON + timedelta(seconds=4)


def wanted_at_noon(number: int = 1, state: PrintState = PrintState.QUEUED) -> PrintJob:
    return replace(a_job(number, state), wanted_at=NOON)


def test_a_view_counts_what_waits_and_what_is_asked() -> None:
    old = replace(wanted_at_noon(2), wanted_at=NOON - ASKED_AFTER)
    failed = wanted_at_noon(3, PrintState.FAILED)
    view = view_of(READY, (old, wanted_at_noon(), failed), JUST_NOW)
    assert (view.waiting, view.oldest_since) == (1, NOON)
    assert view.old == (an_order(2).order_id, an_order(3).order_id)
    assert len(view.unprinted) == 3


def test_only_what_does_not_print_may_ask() -> None:
    late = NOON + ASKED_AFTER + timedelta(seconds=1)
    assert asks(wanted_at_noon(), late)
    assert asks(wanted_at_noon(state=PrintState.UNKNOWN), late)
    assert not asks(wanted_at_noon(state=PrintState.PRINTING), late)
    assert not asks(wanted_at_noon(), JUST_NOW)


def test_a_printer_that_was_well_for_hours_is_in_trouble_only_since_a_paper_waits() -> None:
    told = replace(READY, since=NOON - timedelta(hours=3), moved_at=NOON - timedelta(hours=1))
    trouble = trouble_of(told, view_of(told, (wanted_at_noon(),), LATER), LATER)
    assert trouble is not None
    assert trouble.since == NOON
    gone = replace(told, health=Health(state=PrinterState.OFFLINE))
    trouble = trouble_of(gone, view_of(gone, (wanted_at_noon(),), LATER), LATER)
    assert trouble is not None
    assert trouble.since == told.since


@pytest.mark.parametrize(
    ("told", "jobs", "is_told"),
    [
        (READY, (), False),
        (READY, (wanted_at_noon(),), True),  # nothing comes out for four seconds
        (replace(READY, moved_at=JUST_NOW), (wanted_at_noon(),), False),  # it is at work
        (replace(READY, has_failed=True), (), True),
        (replace(READY, health=Health(state=PrinterState.PAPER_OUT)), (), True),
        (replace(READY, health=Health(state=PrinterState.CANNOT_TELL)), (), False),
        (READY, (wanted_at_noon(state=PrintState.FAILED),), True),
    ],
)
def test_troubles(told: Told, jobs: tuple[PrintJob, ...], is_told: bool) -> None:
    trouble = trouble_of(told, view_of(told, jobs, LATER), LATER)
    assert (trouble is not None) == is_told
    if trouble is not None:
        assert trouble.orders == tuple(job.order_id for job in jobs)
        assert trouble.since == NOON
