"""Random troubles and deaths, by seed: every action ends, and is applied at most once."""

import asyncio
import random
from pathlib import Path

import pytest

from kitchen_app.domain.actions import ActionKind
from tests.fakes import FakeClock, FakePlatform, FakeReader, Fate, an_order
from tests.services.harness import Process, pass_time, until

CALM_AFTER_S = 180.0
ON_CALLS = (
    Fate.NOT_SENT,
    Fate.BUSY,
    Fate.NOT_AUTHORISED,
    Fate.REFUSED,
    Fate.LOST_BEFORE,
    Fate.LOST_AFTER,
    Fate.LATE,
    Fate.BUG,
)
ON_READS = (Fate.NOT_SENT, Fate.BUSY, Fate.LOST_BEFORE, Fate.STALE, Fate.BUG)


@pytest.mark.parametrize("seed", range(60))
async def test_a_storm_ends_with_nothing_open_nothing_doubled_and_keetas_truth(
    tmp_path: Path,
    clock: FakeClock,
    platform: FakePlatform,
    reader: FakeReader,
    caplog: pytest.LogCaptureFixture,
    seed: int,
) -> None:
    dice = random.Random(seed)
    clock.follow(asyncio.get_running_loop().time)
    run = Process(tmp_path, platform=platform, reader=reader, clock=clock)
    order_id = run.knows(an_order())
    run.start()
    for kind in dice.choice(
        [(ActionKind.ACCEPT, ActionKind.READY), (ActionKind.ACCEPT, ActionKind.CANCEL)]
    ):
        platform.next(kind, *dice.choices(ON_CALLS, k=dice.randrange(5)))
        platform.next("read", *dice.choices(ON_READS, k=dice.randrange(5)))
        await _ask_if_allowed(run, kind)
        for _ in range(dice.randrange(3)):
            await pass_time(dice.uniform(0.01, 12))
            await run.kill()
            run = Process(tmp_path, platform=platform, reader=reader, clock=clock)
            run.start()
        await pass_time(CALM_AFTER_S)
        assert run.store.actions.all_open() == []
        assert platform.applied[kind] <= 1
    run.sync.want(order_id)
    await until(lambda: run.order(order_id).status is platform.orders[order_id].status)
    await run.kill()
    caplog.clear()


async def _ask_if_allowed(run: Process, kind: ActionKind) -> None:
    (order_id,) = run.board.cards
    if kind in run.card(order_id).actions:
        await run.ask(kind, order_id)
