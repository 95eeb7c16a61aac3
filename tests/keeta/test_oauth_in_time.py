"""Tokens are renewed in time, by Keeta's clock, year after year."""

import asyncio
from datetime import datetime, timedelta

import httpx
import pytest

from kitchen_app.domain.shop import TokenPair
from tests.builders import NOW, HandClock, LeapingLoop
from tests.keeta.token_bench import Bench, a_pair


def test_a_refresh_is_due_about_four_days_early_and_not_for_all_shops_at_once() -> None:
    bench = Bench(clock=HandClock())

    async def days_early(shop_key: str) -> float:
        keeper = bench.keeper_for(shop_key)
        await keeper.start()
        expires_at = a_pair().expires_at
        assert keeper.due_at is not None
        assert expires_at is not None
        return (expires_at - keeper.due_at) / timedelta(days=1)

    async def all_early() -> list[float]:
        found = [await days_early(str(number % 100)) for number in range(200)]
        await bench.calls.close()
        return found

    early = asyncio.run(all_early())
    assert early[:100] == early[100:], "each shop always has its own moment"
    assert min(early) >= 3
    assert max(early) <= 5
    assert max(early) - min(early) > 0.8


async def test_before_its_time_nothing_is_refreshed(bench: Bench) -> None:
    due_at = bench.keeper.due_at
    assert due_at is not None
    bench.advance(seconds=(due_at - NOW).total_seconds() - 1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == []
    bench.advance(seconds=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1"]
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1"]


async def test_the_time_that_counts_is_keetas(bench: Bench) -> None:
    """The expiry is told by Keeta's clock; the machine's own may be weeks off."""
    bench.end.date = NOW + timedelta(days=57)
    await bench.ping()
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1"]


async def test_a_failure_in_time_is_logged_and_tried_again(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.advance(days=57)
    bench.end.answer = httpx.ConnectError
    await bench.keeper.refresh_if_due()
    assert "could not be renewed" in caplog.text
    caplog.clear()
    bench.end.answer = None
    bench.advance(minutes=10)
    await bench.keeper.refresh_if_due()
    assert await bench.token() == "access-2"


async def test_a_pasted_pair_of_unknown_age_is_soon_renewed(bench: Bench) -> None:
    pasted = TokenPair(
        access_token="access-1", refresh_token="refresh-1", issued_at=NOW, expires_at=None
    )
    await bench.keeper.adopt(pasted)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == []
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1"]


class LoopClock:
    """A clock that goes with the loop, so that months pass as fast as the loop leaps."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._began = loop.time()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return self._loop.time() - self._began


def test_the_service_renews_for_ever() -> None:
    async def a_year() -> list[timedelta]:
        bench = Bench(clock=LoopClock(asyncio.get_running_loop()))
        renewed: list[timedelta] = []
        enough = asyncio.Event()

        async def note() -> None:
            renewed.append(bench.clock.now() - NOW)
            if len(renewed) == 3:
                enough.set()

        bench.end.before = note
        await bench.keeper.start()
        bench.supervisor.serve(bench.keeper.run, name="tokens")
        await enough.wait()
        await bench.close()
        return renewed

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        first, second, third = runner.run(a_year())
    assert timedelta(days=55) <= first <= timedelta(days=57)
    assert timedelta(days=85) <= second - first <= timedelta(days=87)
    assert timedelta(days=85) <= third - second <= timedelta(days=87)
