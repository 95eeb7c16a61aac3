"""Printing as people meet it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.domain.routing import PrintPlan
from kitchen_app.domain.tickets import Copy, Mark
from kitchen_app.services.alarm import SecondOutput
from kitchen_app.services.errors import NoLine
from kitchen_app.services.print_ports import PrinterState, Pulse
from kitchen_app.services.print_view import PrintView
from tests.fakes import FakeClock, an_order
from tests.printing.stage import KITCHEN, PrintStage, accepted
from tests.services.harness import pass_time, until
from tests.services.print_fakes import FakePort

ORDER = accepted(1)
DEAD = NoLine("planted")


class Two:
    """A kitchen's printer that the counter's stands in for."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        clock.follow(asyncio.get_running_loop().time)
        self.kitchen, self.counter = FakePort(), FakePort()
        self.clock = clock
        self.stage = PrintStage(
            folder,
            {"Kitchen": self.kitchen, "Counter": self.counter},
            plan=PrintPlan(printers=(KITCHEN,), default="Kitchen"),
            clock=clock,
            fallbacks={"Kitchen": "Counter"},
        )
        self.printing = self.stage.printing

    def jobs(self) -> list[PrintState]:
        return [job.state for job in self.stage.store.print_jobs.of_order(ORDER.order_id)]


@pytest.fixture
async def two(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Two]:
    made = Two(tmp_path, clock)
    made.printing.start()
    yield made
    await made.stage.close()
    assert made.kitchen.is_closed


async def paper(two: Two, port: FakePort, count: int = 1) -> None:
    await two.stage.until(lambda: len(port.printed) == count, within_s=1000)


async def test_an_unprinted_ticket_is_told_and_heard_once(two: Two) -> None:
    two.kitchen.standing = DEAD
    two.stage.knows(ORDER)
    began = two.clock.now()
    await until(lambda: two.stage.rang == 1, within_s=5)
    (trouble,) = two.printing.view.troubles
    assert trouble.orders == (ORDER.order_id,)
    assert trouble.since - began < timedelta(seconds=5)
    two.stage.knows(accepted(2))
    await pass_time(3)
    assert two.stage.rang == 1
    two.kitchen.standing = None
    await paper(two, two.kitchen, 2)
    assert two.printing.view.troubles == ()


async def test_another_printer_stands_in_and_nothing_comes_twice(
    two: Two, caplog: pytest.LogCaptureFixture
) -> None:
    two.kitchen.standing = DEAD
    two.stage.knows(ORDER)
    await pass_time(20)
    assert two.counter.printed == []
    await paper(two, two.counter)
    two.kitchen.standing = None
    await pass_time(60)
    assert two.kitchen.printed == []
    assert two.jobs() == [PrintState.PRINTED]
    assert "printed elsewhere" in caplog.text
    caplog.clear()


@pytest.mark.parametrize("wanted", [True, False])
async def test_what_is_old_asks_before_it_is_printed(two: Two, wanted: bool) -> None:
    two.kitchen.standing = two.counter.standing = DEAD
    two.printing._fallbacks = {}
    two.stage.knows(ORDER, accepted(2))
    await pass_time(601)
    two.kitchen.standing = None
    two.stage.knows(accepted(3))
    await paper(two, two.kitchen)
    await pass_time(60)
    assert len(two.kitchen.printed) == 1
    view = two.printing.view.printers[0]
    assert view.old == (ORDER.order_id, an_order(2).order_id)
    if wanted:
        assert await two.printing.print_old("Kitchen") == 2
        await paper(two, two.kitchen, 3)
    else:
        assert await two.printing.drop_old("Kitchen") == 2
        assert two.jobs() == [PrintState.DROPPED]
    await pass_time(1)
    assert two.printing.view.troubles == ()


async def test_a_paper_is_printed_again_marked(two: Two) -> None:
    two.stage.knows(ORDER)
    await paper(two, two.kitchen)
    (job,) = await two.printing.reprint(ORDER.order_id, Copy.KITCHEN)
    assert (job.mark, job.nth) == (Mark.COPY, 2)
    await paper(two, two.kitchen, 2)
    drawn = two.stage.painter.drawn[two.kitchen.printed[1].picture.rows]
    assert drawn.mark is Mark.COPY
    assert await two.printing.reprint(an_order(9).order_id, Copy.KITCHEN) == ()


async def test_a_test_page_comes_out_and_is_kept_nowhere(two: Two) -> None:
    health = await two.printing.print_test("Counter")
    assert health.state is PrinterState.READY
    assert len(two.counter.printed) == 1
    with pytest.raises(LookupError):
        await two.printing.print_test("Nowhere")
    two.counter.standing = DEAD
    with pytest.raises(NoLine):
        await two.printing.print_test("Counter")
    assert (await two.printing.look("Kitchen")).state is PrinterState.READY


async def test_buzzers_are_a_second_alarm_and_drawers_open(two: Two) -> None:
    second: SecondOutput = two.printing
    two.counter.standing = DEAD
    second.call(ORDER.order_id)
    await until(lambda: two.kitchen.pulses == [Pulse.BUZZER])
    await two.printing.open_drawer("Kitchen")
    assert two.kitchen.pulses == [Pulse.BUZZER, Pulse.DRAWER]


async def test_the_board_is_not_held_up_by_paper(two: Two) -> None:
    two.kitchen.gate.clear()
    two.stage.knows(*map(accepted, range(1, 9)))
    assert two.stage.store.orders.get(an_order(8).order_id) is not None
    await paper(two, two.counter, 0)
    two.kitchen.gate.set()
    await paper(two, two.kitchen, 8)


async def test_what_a_printer_that_is_gone_was_for_comes_out_at_the_default(
    two: Two, tmp_path: Path, clock: FakeClock
) -> None:
    two.kitchen.standing = DEAD
    two.stage.knows(ORDER)
    await pass_time(2)
    await two.stage.supervisor.stop()
    plan = PrintPlan(printers=(KITCHEN,), default="Bar")
    stage = PrintStage(tmp_path, {"Bar": (bar := FakePort())}, plan=plan, clock=clock)
    stage.store.fail_next(True)
    stage.printing.start()
    await stage.until(lambda: len(bar.printed) == 1, within_s=1000)
    assert stage.is_all_printed()
    await stage.close()


async def test_without_printers_there_is_nothing_to_tell(tmp_path: Path, clock: FakeClock) -> None:
    stage = PrintStage(tmp_path, {}, clock=clock)
    stage.printing.start()
    stage.knows(ORDER)
    await pass_time(60)
    assert stage.printing.view == PrintView()
    assert stage.store.print_jobs.all_open() == []
    await stage.close()


async def test_other_printers_are_in_force_at_once(two: Two) -> None:
    two.kitchen.standing = DEAD
    two.stage.knows(ORDER)
    await pass_time(1)
    bar = FakePort()
    plan = PrintPlan(printers=(replace(KITCHEN, name="Bar"),), default="Bar")
    await two.printing.use(
        {"Bar": bar, "Counter": two.counter}, plan, fallbacks={}, fallback_after=timedelta(30)
    )
    assert two.kitchen.is_closed
    assert not two.counter.is_closed
    assert [each.name for each in two.printing.view.printers] == ["Bar", "Counter"]
    await paper(two, bar)
    two.stage.knows(accepted(2))
    await paper(two, bar, 2)
    assert two.kitchen.printed == two.counter.printed == []


async def test_the_paper_that_leaves_comes_to_its_end(two: Two) -> None:
    two.kitchen.gate.clear()
    two.stage.knows(ORDER)
    await until(lambda: two.jobs() == [PrintState.PRINTING], within_s=5)
    again = FakePort()
    plan = PrintPlan(printers=(KITCHEN,), default="Kitchen")
    using = asyncio.ensure_future(  # noqa: TID251 - a person, who is no part of the program
        two.printing.use({"Kitchen": again}, plan, fallbacks={}, fallback_after=timedelta(30))
    )
    await pass_time(1)
    two.kitchen.gate.set()
    await using
    assert two.jobs() == [PrintState.PRINTED]
    assert len(two.kitchen.printed) == 1
    await pass_time(30)
    assert again.printed == []


async def test_a_paper_that_hangs_is_cut_off_and_comes_again_marked(two: Two) -> None:
    two.kitchen.gate.clear()
    two.stage.knows(ORDER)
    await until(lambda: two.jobs() == [PrintState.PRINTING], within_s=5)
    again = FakePort()
    plan = PrintPlan(printers=(KITCHEN,), default="Kitchen")
    await two.printing.use({"Kitchen": again}, plan, fallbacks={}, fallback_after=timedelta(30))
    await paper(two, again)
    drawn = two.stage.painter.drawn[again.printed[0].picture.rows]
    assert drawn.mark is Mark.POSSIBLE_COPY


async def test_without_any_printer_nothing_is_wanted(two: Two) -> None:
    await two.printing.use({}, PrintPlan(), fallbacks={}, fallback_after=timedelta(30))
    two.stage.knows(ORDER)
    assert two.jobs() == []
    assert two.printing.view == PrintView()
    assert two.counter.is_closed
