"""One printer's queue: what is written down, when, and what a restart makes of it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from kitchen_app.domain.print_jobs import PrintJob, PrintState
from kitchen_app.domain.tickets import Mark, Paper
from kitchen_app.services.errors import MaybePrinted, NoLine, NotPrinted
from kitchen_app.services.print_ports import Health, PrinterState, Raster
from kitchen_app.services.print_worker import MOST_TRIES
from tests.fakes import FakeClock
from tests.printing.fake_printer import PatternPainter
from tests.printing.stage import PrintStage, accepted
from tests.services.harness import until
from tests.services.print_fakes import FakePort

UNKNOWN = Health(state=PrinterState.UNKNOWN)
ORDER = accepted(1)


class Bungler(PatternPainter):
    """Cannot draw the orders that it is told."""

    def paint(self, paper: Paper, *, width: int) -> Raster:
        if ORDER.number in repr(paper):
            raise ZeroDivisionError
        return super().paint(paper, width=width)


@pytest.fixture
def port() -> FakePort:
    return FakePort()


@pytest.fixture
async def stage(tmp_path: Path, port: FakePort, clock: FakeClock) -> AsyncIterator[PrintStage]:
    made = PrintStage(tmp_path, {"Kitchen": port}, clock=clock)
    yield made
    await made.close()


def job_of(stage: PrintStage) -> PrintJob:
    (job,) = stage.store.print_jobs.of_order(ORDER.order_id)
    return job


def mark_of(stage: PrintStage, port: FakePort, place: int = -1) -> Mark:
    return stage.painter.drawn[port.printed[place].picture.rows].mark


async def printed(stage: PrintStage) -> None:
    """Let it print; the painter's thread knows nothing of virtual time."""
    await stage.until(lambda: job_of(stage).state is PrintState.PRINTED, within_s=1000)


async def test_printing_is_written_down_before_the_first_byte(
    stage: PrintStage, port: FakePort
) -> None:
    port.gate.clear()
    stage.printing.start()
    stage.knows(ORDER)
    await stage.until(lambda: job_of(stage).state is PrintState.PRINTING, within_s=1000)
    assert port.printed == []
    assert stage.printing.view.printers[0].state is PrinterState.PRINTING
    port.gate.set()
    await printed(stage)
    assert (job_of(stage).tries, mark_of(stage, port)) == (1, Mark.FIRST)


async def test_a_printer_that_was_not_reached_leaves_the_job_as_it_was(
    stage: PrintStage, port: FakePort
) -> None:
    port.fails.append(NoLine("planted"))
    port.fails.append(NotPrinted(Health(state=PrinterState.COVER_OPEN)))
    stage.printing.start()
    stage.knows(ORDER)
    await printed(stage)
    states = [view.printers[0].state for view in stage.views]
    assert states.index(PrinterState.OFFLINE) < states.index(PrinterState.COVER_OPEN)
    assert (job_of(stage).tries, mark_of(stage, port)) == (1, Mark.FIRST)


async def test_a_lost_line_makes_a_possible_copy(stage: PrintStage, port: FakePort) -> None:
    port.late_fails.append(MaybePrinted(UNKNOWN))
    stage.printing.start()
    stage.knows(ORDER)
    await printed(stage)
    assert (job_of(stage).tries, mark_of(stage, port)) == (2, Mark.POSSIBLE_COPY)


async def test_an_order_that_changes_in_the_middle_of_its_paper_comes_once_more(
    stage: PrintStage, port: FakePort
) -> None:
    port.gate.clear()
    port.late_fails.append(MaybePrinted(UNKNOWN))
    stage.printing.start()
    stage.knows(ORDER)
    await stage.until(lambda: job_of(stage).state is PrintState.PRINTING, within_s=1000)
    stage.knows(replace(ORDER, note="no salt"))
    port.gate.set()
    await stage.until(stage.is_all_printed, within_s=1000)
    jobs = stage.store.print_jobs.of_order(ORDER.order_id)
    assert {job.state: job.revision for job in jobs} == {
        PrintState.DROPPED: 0,
        PrintState.PRINTED: 1,
    }
    assert [job.mark for job in jobs if job.revision] == [Mark.CHANGED]


async def test_a_printer_that_never_ends_well_waits_for_a_person(
    stage: PrintStage, port: FakePort
) -> None:
    port.late_fails.extend(MaybePrinted(UNKNOWN) for _ in range(MOST_TRIES))
    stage.printing.start()
    stage.knows(ORDER)
    await stage.until(lambda: job_of(stage).state is PrintState.FAILED, within_s=1000)
    assert stage.printing.view.printers[0].old == (ORDER.order_id,)
    assert await stage.printing.print_old("Kitchen") == 1
    await printed(stage)
    assert mark_of(stage, port) is Mark.POSSIBLE_COPY


async def test_what_cannot_be_drawn_holds_up_nothing(
    tmp_path: Path, port: FakePort, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    stage = PrintStage(tmp_path, {"Kitchen": port}, clock=clock, painter=Bungler())
    stage.printing.start()
    stage.knows(ORDER, accepted(2))
    await stage.until(lambda: len(port.printed) == 1, within_s=1000)
    assert job_of(stage).state is PrintState.FAILED
    assert "cannot be drawn" in caplog.text
    caplog.clear()
    await stage.close()


async def test_a_disk_that_fails_prints_nothing_twice(
    stage: PrintStage, port: FakePort, caplog: pytest.LogCaptureFixture
) -> None:
    stage.knows(ORDER)
    stage.store.fail_next(True, False, True, True)
    stage.printing.start()
    await printed(stage)
    assert len(port.printed) == 1
    assert "must wait" in caplog.text
    assert "is not kept yet" in caplog.text
    caplog.clear()


async def test_what_was_cut_off_by_a_death_is_marked(
    tmp_path: Path, stage: PrintStage, port: FakePort, clock: FakeClock
) -> None:
    port.gate.clear()
    stage.printing.start()
    stage.knows(ORDER)
    await stage.until(lambda: job_of(stage).state is PrintState.PRINTING, within_s=1000)
    await stage.supervisor.stop()
    again = PrintStage(tmp_path, {"Kitchen": (fresh := FakePort())}, clock=clock)
    again.printing.start()
    await printed(again)
    assert mark_of(again, fresh) is Mark.POSSIBLE_COPY
    await again.close()


async def test_an_idle_printer_is_asked_how_it_is(
    stage: PrintStage, port: FakePort, clock: FakeClock
) -> None:
    stage.printing.start()
    await until(lambda: port.looked == 1)
    port.health = Health(state=PrinterState.PAPER_OUT)
    await until(lambda: bool(stage.printing.view.troubles), within_s=25)
    (trouble,) = stage.printing.view.troubles
    assert (trouble.state, trouble.orders) == (PrinterState.PAPER_OUT, ())
    assert stage.rang == 0, "nobody waits for paper yet"
