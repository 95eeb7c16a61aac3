"""A finished order that customer service takes back is found, also if nobody tells us."""

from datetime import timedelta

import pytest

from kitchen_app.domain.order import Order, Status
from tests.fakes import FakePlatform, Fate, an_order, reached
from tests.services.harness import Process, pass_time

ORDER: Order = reached(an_order(), Status.COMPLETED)
HOUR_S = 3600.0
DAY_S = 24 * HOUR_S


async def reads_after(platform: FakePlatform, seconds: float) -> int:
    before = platform.count("read")
    await pass_time(seconds)
    return platform.count("read") - before


def begin(process: Process) -> None:
    """Serve what reads finished orders, and nothing that ticks each second of a month."""
    process.board.load()
    process.supervisor.serve(process.sync.run, name="sync")
    process.supervisor.serve(process.reversals.run, name="reversals")


async def test_a_lost_cancel_after_the_meal_is_found_within_minutes_of_an_hour(
    process: Process, platform: FakePlatform
) -> None:
    process.knows(ORDER)
    begin(process)
    await pass_time(600)
    platform.move(ORDER.order_id, Status.CANCELLED)
    await pass_time(HOUR_S)
    assert process.order(ORDER.order_id).status is Status.CANCELLED
    assert process.order(ORDER.order_id).completed_at is not None


async def test_a_completed_order_is_read_four_times_in_a_month_and_then_no_more(
    process: Process, platform: FakePlatform
) -> None:
    process.knows(ORDER)
    begin(process)
    assert await reads_after(platform, HOUR_S - 700) == 0
    assert await reads_after(platform, HOUR_S) == 1
    assert await reads_after(platform, DAY_S) == 1
    assert await reads_after(platform, 7 * DAY_S) == 1
    assert await reads_after(platform, 40 * DAY_S) == 1


async def test_a_cancelled_order_is_not_read_again(
    process: Process, platform: FakePlatform
) -> None:
    process.knows(reached(ORDER, Status.CANCELLED))
    begin(process)
    assert await reads_after(platform, 2 * DAY_S) == 0


async def test_after_a_month_off_each_is_read_once(
    process: Process, platform: FakePlatform
) -> None:
    for number in range(20):
        process.knows(reached(an_order(number), Status.COMPLETED))
    process.clock.advance(timedelta(days=8))
    process.start()
    assert await reads_after(platform, HOUR_S) == 20


async def test_what_keeta_will_not_show_any_more_is_let_be(
    process: Process, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    process.knows(ORDER)
    process.start()
    del platform.orders[ORDER.order_id]
    assert await reads_after(platform, 2 * HOUR_S) == 4
    assert await reads_after(platform, 10 * HOUR_S) == 0
    assert "refuses to show order" in caplog.text
    caplog.clear()


async def test_a_failed_read_is_tried_again(process: Process, platform: FakePlatform) -> None:
    process.knows(ORDER)
    process.start()
    platform.next("read", *[Fate.LOST_BEFORE] * 3)
    assert await reads_after(platform, 2 * HOUR_S) == 4
