"""A clock that is set and a process that stands still, with the real core over real sockets."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.order import OrderId
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.board import CardView
from tests.e2e.installation import APP_ID, SECRET, SHOP_ID, Installation
from tests.e2e.stage import config_for

pytestmark = pytest.mark.alone

JUMPS_S = [
    sign * seconds
    for seconds in (
        *(1, 2, 5, 10, 30, 59, 60, 61, 299, 300, 301, 3600, 7200, 10800, 43200, 86400),
        *(7 * 86400, 30 * 86400, 365 * 86400, 400 * 86400),
    )
    for sign in (1, -1)
]
STILL_S = 6.5
STOPS_AN_ORDER = 20
"""An order that nobody accepts waits five minutes."""

FIRST_READ_WITHIN_S = 2.0


class Wall(SystemClock):
    """The machine's clock, and somebody who sets it."""

    def __init__(self) -> None:
        self.set_by = timedelta()

    def now(self) -> datetime:
        return super().now() + self.set_by


@asynccontextmanager
async def shop(data_dir: Path, wall: Wall) -> AsyncIterator[tuple[Core, Sandbox]]:
    async with Sandbox(SandboxConfig(seed=5)) as sandbox:
        core = Core(replace(config_for(sandbox, data_dir), clock=wall))
        await core.start()
        sandbox.set_callback_url(core.callback_url)
        try:
            yield core, sandbox
        finally:
            await core.stop()


async def card_of(core: Core, order_id: int) -> CardView:
    board, changed = core.kitchen.board, asyncio.Event()

    def note(_: CardView) -> None:
        changed.set()

    board.card_changed.connect(note)
    async with asyncio.timeout(10):
        while (card := board.cards.get(OrderId(str(order_id)))) is None:
            await changed.wait()
            changed.clear()
    board.card_changed.disconnect(note)
    return card


async def test_forty_set_clocks_refuse_no_message_and_move_no_countdown(tmp_path: Path) -> None:
    assert len(JUMPS_S) == 40
    wall = Wall()
    worst = timedelta()
    async with shop(tmp_path, wall) as (core, sandbox):
        for seconds in JUMPS_S:
            wall.set_by += timedelta(seconds=seconds)
            before = await sandbox.place_order()
            await card_of(core, before)  # taken before anybody knows that the clock was set
            core._vigil.look()
            assert await core._pulse.beat()
            after = await sandbox.place_order()
            placed_at = datetime.now(wall.now().tzinfo)
            await card_of(core, after)
            for order_id in (before, after):
                assert [d.attempt for d in sandbox.order(order_id).deliveries if not d.ok] == []
            accept_by = (await card_of(core, after)).accept_by
            assert accept_by is not None
            true = placed_at + ACCEPT_WITHIN - datetime.now(placed_at.tzinfo)
            worst = max(worst, abs(accept_by - wall.now() - true))
    assert worst <= timedelta(seconds=2)


@pytest.mark.parametrize("seconds", [90, -400 * 86400])
async def test_the_running_program_notices_by_itself(tmp_path: Path, seconds: int) -> None:
    wall = Wall()
    async with shop(tmp_path, wall) as (core, _):
        told, noticed = [], asyncio.Event()

        def note(by: timedelta) -> None:
            told.append(by.total_seconds())
            noticed.set()

        core._vigil.clock_set.connect(note)
        wall.set_by = timedelta(seconds=seconds)
        async with asyncio.timeout(FIRST_READ_WITHIN_S):
            await noticed.wait()
        assert told == [pytest.approx(seconds, abs=0.2)]


def reads_of(sandbox: Sandbox, order_id: int) -> int:
    return sum(call.path == "/order/get" for call in sandbox.order(order_id).calls)


def has_more_reads(sandbox: Sandbox, order_id: int, before: int) -> bool:
    return reads_of(sandbox, order_id) > before


async def a_new_order(sandbox: Sandbox) -> int:
    """Place an order and wait until the program has it at the first attempt."""
    order_id = await sandbox.place_order()
    async with asyncio.timeout(10):
        await sandbox.journal.wait_until(
            lambda: any(delivery.ok for delivery in sandbox.order(order_id).deliveries)
        )
    assert [each.attempt for each in sandbox.order(order_id).deliveries if not each.ok] == []
    return order_id


@pytest.mark.parametrize(
    "stops", [1, pytest.param(60, marks=[pytest.mark.long, pytest.mark.timeout(1200)])]
)
async def test_a_process_that_was_stopped_reads_at_once(tmp_path: Path, stops: int) -> None:
    """SIGSTOP is to a process what sleep is to a machine, but for the clock that goes on."""
    config = SandboxConfig(
        seed=5, app_id=APP_ID, shop_id=SHOP_ID, secret=SECRET, access_token="e2e-token"
    )
    async with Sandbox(config) as sandbox:
        shop = Installation(tmp_path, base_url=sandbox.base_url)
        sandbox.set_callback_url(shop.url)
        running = shop.running()
        process = await asyncio.to_thread(running.__enter__)
        took: list[float] = []
        try:
            for number in range(stops):
                if number % STOPS_AN_ORDER == 0:
                    order_id = await a_new_order(sandbox)
                process.send_signal(signal.SIGSTOP)
                await asyncio.sleep(STILL_S)
                reads = reads_of(sandbox, order_id)
                began = time.monotonic()
                process.send_signal(signal.SIGCONT)
                async with asyncio.timeout(FIRST_READ_WITHIN_S):
                    await sandbox.journal.wait_until(
                        partial(has_more_reads, sandbox, order_id, reads)
                    )
                took.append(time.monotonic() - began)
                assert took[-1] <= FIRST_READ_WITHIN_S
        finally:
            told = f"{len(took)} stops, first reads after {max(took, default=0):.2f} s at most"
            print(told)  # noqa: T201 - the figures are the point
            await asyncio.to_thread(running.__exit__, None, None, None)
