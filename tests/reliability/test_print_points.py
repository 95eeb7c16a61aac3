"""A1: the program dies at each step of printing; each ticket comes out, each further one marked."""

import asyncio
import random
import signal
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from kitchen_app.domain.tickets import Mark
from tests.printing.fake_printer import FakePrinter, read
from tests.reliability import print_points
from tests.reliability.print_points import PrintPoint

CI_TIMES = 1
LONG_TIMES = 10
A_LIFE = 3
POINTS = [point for point in PrintPoint if point is not PrintPoint.NONE]
MAY_COME_TWICE = frozenset(
    {PrintPoint.PRINTING_WRITTEN, PrintPoint.HALF_THE_BYTES, PrintPoint.ALL_BYTES}
)


async def life(folder: Path, printer: FakePrinter, point: PrintPoint, *numbers: int) -> int:
    """Run one life; return how it ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        print_points.__file__,
        point.value,
        *map(str, (numbers[0], folder, printer.port, *numbers[1:])),
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaints = await process.communicate()
    if process.returncode == 1:
        pytest.fail(complaints.decode())
    assert process.returncode is not None
    return process.returncode


@pytest.mark.parametrize(
    "times",
    [CI_TIMES, pytest.param(LONG_TIMES, marks=[pytest.mark.long, pytest.mark.timeout(1800)])],
)
async def test_every_ticket_survives_a_death_at_each_step(tmp_path: Path, times: int) -> None:
    chance, first = random.Random(times), 0
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    async with FakePrinter.listening() as printer:
        for point in POINTS * times:
            visits = chance.randint(1, A_LIFE)
            died = await life(tmp_path, printer, point, visits, first, A_LIFE)
            assert died == -signal.SIGKILL, point
            first += A_LIFE
        assert await life(tmp_path, printer, PrintPoint.NONE, 1, 0, first) == 0
        for sheet in printer.sheets:
            order_id, _copy, mark = read(sheet)
            marks[order_id].append(mark)
    assert len(marks) == first
    assert all(mark is Mark.POSSIBLE_COPY for told in marks.values() for mark in told[1:])
    more = sum(len(told) - 1 for told in marks.values())
    assert more <= times * len(MAY_COME_TWICE)
