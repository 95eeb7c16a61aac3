"""Reports over a real database: what they are compared with, who may see them, what is given up."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from kitchen_app.domain.order import Status
from kitchen_app.domain.report import Period, Report, Span, period_of
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.domain.tickets import DaySummary, Paper
from kitchen_app.services.errors import NotStored
from kitchen_app.services.history import History
from kitchen_app.services.history_ports import Superseded
from kitchen_app.services.manager_lock import Deed, Matter, NotApproved
from kitchen_app.services.print_ports import Raster
from kitchen_app.services.report_ports import Kept, KeptOrder
from kitchen_app.services.reports import OPEN_FOR_S, Reports
from tests.fakes import NOON, an_order, reached
from tests.printing.fake_printer import PatternPainter
from tests.printing.stage import PrintStage
from tests.services.harness import Process
from tests.services.print_fakes import FakePort

TODAY = period_of(Span.DAY, kitchen_day(NOON))
WEEK = timedelta(days=7)
HOUR = timedelta(hours=1)
PIN = "2580"


def placed(process: Process, *moments: datetime) -> None:
    for number, moment in enumerate(moments):
        order = replace(an_order(number), placed_at=moment, ready_at=moment + HOUR / 4)
        process.store.orders.save(reached(order, Status.COMPLETED, moment), NOON)


async def report(process: Process) -> Report:
    made = await process.kitchen.reports.of(TODAY)
    assert made is not None
    return made


async def test_a_day_that_goes_on_is_compared_with_the_same_part_of_another(
    process: Process,
) -> None:
    placed(process, NOON - HOUR, NOON - WEEK - HOUR, NOON - 2 * HOUR - WEEK, NOON - WEEK + HOUR)
    made = await report(process)
    assert (made.whole.orders, made.earlier.orders, made.until) == (1, 2, NOON)
    assert made.whole.late == 1, "fifteen minutes, as the kitchen has it"
    process.clock.advance(timedelta(days=1))
    made = await report(process)
    assert (made.earlier.orders, made.until) == (3, None)


async def test_the_pin_is_asked_for_once_while_somebody_looks(process: Process) -> None:
    reports, manager = process.kitchen.reports, process.kitchen.manager
    await manager.change(old="", new=PIN)
    with pytest.raises(NotApproved) as refusal:
        await reports.of(TODAY)
    assert refusal.value.matter == Matter(deed=Deed.REPORTS)
    for end in (reports.leave, process.clock.advance):
        approval = (await manager.approve(refusal.value.matter, PIN)).approval
        assert await reports.of(TODAY, approval=approval)
        process.clock.advance(timedelta(seconds=OPEN_FOR_S - 1))
        assert await reports.of(TODAY)
        if end is reports.leave:
            await reports.leave()
        else:
            process.clock.advance(timedelta(seconds=OPEN_FOR_S))
        with pytest.raises(NotApproved):
            await reports.of(TODAY)


class HeldReader:
    """Its first read goes on until it is given up for the second time."""

    def __init__(self) -> None:
        self.reads = self.given_up = 0
        self.began, self.may_end = threading.Event(), threading.Event()
        self.error: Exception | None = None

    def kept(self, since: datetime, until: datetime) -> Kept:
        self.reads += 1
        if self.error is not None:
            raise self.error
        if self.reads == 1:
            self.began.set()
            self.may_end.wait(10)
            raise Superseded
        return Kept(damaged=1, left=2)

    def whole(self, since: datetime, until: datetime) -> tuple[KeptOrder, ...]:
        self.reads += 1
        if self.reads == 1:
            raise Superseded
        order = reached(an_order(), Status.COMPLETED)
        return (KeptOrder(order=order), KeptOrder(order=an_order(2)))

    def give_up(self) -> None:
        self.given_up += self.began.is_set()
        if self.given_up == 2:
            self.may_end.set()


@pytest.fixture
def held(process: Process) -> tuple[Reports, HeldReader]:
    reader = HeldReader()
    kitchen = process.kitchen
    reports = Reports(
        reader=reader,
        history=kitchen.history,
        clock=process.clock,
        manager=kitchen.manager,
        printing=kitchen.printing,
        late_after_min=lambda: 15,
    )
    return reports, reader


async def test_of_several_only_the_last_is_answered(held: tuple[Reports, HeldReader]) -> None:
    reports, reader = held

    async def once_begun(period: Period) -> Report | None:
        await asyncio.to_thread(reader.began.wait, 10)
        return await reports.of(period)

    asked = (TODAY.before(), TODAY.after())
    first, *others = await asyncio.gather(reports.of(TODAY), *map(once_begun, asked))
    (told,) = filter(None, others)
    assert first is None
    assert (told.damaged, told.left) == (1, 2)
    assert reader.reads == 3, "what is wanted no more is not begun"


async def test_what_cannot_be_read_is_told(held: tuple[Reports, HeldReader]) -> None:
    reports, reader = held
    reader.error = NotStored("not now")
    with pytest.raises(NotStored):
        await reports.of(TODAY)
    reader.error = Superseded()
    assert await reports.of(TODAY) is None


class _Beside:
    """Works at once, in the place of the history's thread."""

    async def beside(self, work: Callable[[], object]) -> object:
        return work()


class _NotingPainter(PatternPainter):
    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Paper] = []

    def paint(self, paper: Paper, *, width: int) -> Raster:
        self.papers.append(paper)
        return super().paint(paper, width=width)


async def test_the_paper_of_a_day_is_printed_whatever_is_looked_at_meanwhile(
    tmp_path: Path, process: Process
) -> None:
    painter, port = _NotingPainter(), FakePort()
    stage = PrintStage(tmp_path, {"Kitchen": port}, painter=painter)
    reader = HeldReader()
    manager = process.kitchen.manager
    reports = Reports(
        reader=reader,
        history=cast("History", _Beside()),
        clock=process.clock,
        manager=manager,
        printing=stage.printing,
        late_after_min=lambda: 15,
    )
    await reports.print_day("Kitchen", TODAY.first)
    assert (len(port.printed), reader.reads) == (1, 2)
    (paper,) = painter.papers
    assert isinstance(paper, DaySummary)
    assert (paper.day, paper.completed) == (TODAY.first, 1)
    with pytest.raises(LookupError):
        await reports.print_day("Nowhere", TODAY.first)
    await manager.change(old="", new=PIN)
    await reports.leave()
    with pytest.raises(NotApproved):
        await reports.print_day("Kitchen", TODAY.first)
    await stage.close()
