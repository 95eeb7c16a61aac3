"""B10: printers that fail in every way: each ticket comes out whole, each further one is marked."""

import asyncio
from collections import defaultdict
from pathlib import Path

import pytest

from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.domain.tickets import Mark
from kitchen_app.services.print_ports import PrinterState
from kitchen_app.services.print_view import PrintView
from tests.printing.fake_printer import PRINTS_AT_ONCE, FakePrinter, Fault, read
from tests.printing.stage import PrintStage, accepted, printing

JOBS = 50
TOLD_WITHIN_S = 5.0
FAULTS = [fault for fault in Fault if fault is not Fault.NONE]


def require_marked(printer: FakePrinter, jobs: int) -> int:
    """Each order is on one whole paper at least, and on one without a mark at most, the first.

    Return how many papers came out besides.
    """
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for sheet in printer.sheets:
        order_id, _copy, mark = read(sheet)
        marks[order_id].append(mark)
    assert len(marks) == jobs
    for told in marks.values():
        assert all(mark is Mark.POSSIBLE_COPY for mark in told[1:]), told
    return len(printer.sheets) - jobs


async def told(stage: PrintStage) -> None:
    """Wait for the banner, without hurrying anybody."""
    heard = asyncio.Event()

    def note(view: PrintView) -> None:
        if any(trouble.orders for trouble in view.troubles):
            heard.set()

    stage.hub.printing_changed.connect(note)
    note(stage.printing.view)
    async with asyncio.timeout(TOLD_WITHIN_S):
        await heard.wait()


@pytest.mark.parametrize("fault", FAULTS)
async def test_every_ticket_comes_out_and_every_further_one_is_marked(
    tmp_path: Path, fault: Fault
) -> None:
    async with FakePrinter.listening() as printer, printing(tmp_path, printer) as stage:
        stage.knows(accepted(0))
        await stage.until(stage.is_all_printed)
        await printer.have(fault)
        stage.knows(*map(accepted, range(1, JOBS)))
        if fault not in PRINTS_AT_ONCE:
            await told(stage)
            assert stage.rang == 1
        await printer.have(Fault.NONE)
        await stage.until(
            lambda: all(
                job.state is PrintState.FAILED for job in stage.store.print_jobs.all_open()
            ),
            within_s=60,
        )
        await stage.printing.print_old("Kitchen")
        await stage.until(stage.is_all_printed, within_s=60)
        more = require_marked(printer, JOBS)
        assert more <= JOBS * 3
        assert stage.printing.view.troubles == ()


async def test_a_dead_printer_holds_up_no_other(tmp_path: Path) -> None:
    async with FakePrinter.listening() as dead, FakePrinter.listening() as other:
        await dead.have(Fault.HANGS)
        async with printing(tmp_path, dead, other) as stage:
            stage.knows(*map(accepted, range(20)))
            await stage.until(lambda: len(other.sheets) == 20, within_s=3)
            assert dead.sheets == []


@pytest.mark.parametrize("fault", [Fault.MUTE, Fault.GARBAGE, Fault.HALF_CLOSED, Fault.SLOW])
async def test_one_that_never_answers_is_printed_on_all_the_same(
    tmp_path: Path, fault: Fault
) -> None:
    async with FakePrinter.listening() as printer:
        await printer.have(fault)
        async with printing(tmp_path, printer) as stage:
            stage.knows(accepted(1))
            await stage.until(stage.is_all_printed)
            await stage.until(lambda: bool(printer.sheets))  # it may still read what was sent
            assert require_marked(printer, 1) == 0
            state = stage.printing.view.printers[0].state
            assert (state is PrinterState.UNKNOWN) == (fault is not Fault.SLOW)
