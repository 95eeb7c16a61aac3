"""Tokens outlive a failing disk, a closed vault, and a program that is killed between the steps."""

import asyncio
import random
from dataclasses import replace

import pytest

from kitchen_app.domain.shop import Authorisation
from kitchen_app.services.errors import Busy, NotAuthorised
from kitchen_app.store.errors import VaultError
from tests.keeta.token_bench import Bench, a_pair

# The disk and the vault


async def test_a_disk_that_does_not_take_the_mark_stops_the_refresh(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.fails_at = 1
    with pytest.raises(NotAuthorised):
        await bench.keeper.refresh()
    assert bench.end.refreshes == []
    assert "token refresh failed" in caplog.text
    caplog.clear()


async def test_a_pair_that_the_disk_did_not_take_is_kept_and_saved_later(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.fails_at = 2
    with pytest.raises(NotAuthorised):
        await bench.keeper.refresh()
    assert await bench.token() == "access-1", "not durable, so not in use"
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-2"
    assert bench.vault.held is not None
    assert bench.vault.held.pair.refresh_token == "refresh-2"
    caplog.clear()


async def test_without_a_vault_the_refresh_token_is_never_used(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.is_closed = True
    with pytest.raises(NotAuthorised, match="cannot be kept"):
        await bench.keeper.refresh()
    assert bench.end.refreshes == []
    assert bench.states == [Authorisation.GOOD, Authorisation.NOT_KEPT]
    assert "Renewed tokens cannot be kept: planted: closed" in caplog.text
    await bench.ping()
    caplog.clear()
    bench.advance(days=57)
    await bench.keeper.refresh_if_due()
    assert not caplog.records, "told once, not every ten minutes"
    assert bench.keeper.due_at is not None
    bench.vault.is_closed = False
    bench.advance(minutes=10)
    await bench.keeper.refresh_if_due()
    assert bench.keeper.state is Authorisation.GOOD
    assert bench.end.refreshes == ["refresh-1"]


async def test_a_vault_that_closes_during_a_refresh_gets_the_pair_later(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.fails_at, bench.vault.error = 2, VaultError("planted: closed")
    with pytest.raises(NotAuthorised):
        await bench.keeper.refresh()
    assert bench.keeper.state is Authorisation.NOT_KEPT
    assert await bench.token() == "access-1", "not durable, so not in use"
    caplog.clear()
    await bench.keeper.refresh_if_due()
    assert bench.states[-1] is Authorisation.GOOD
    assert await bench.token() == "access-2"
    assert bench.end.refreshes == ["refresh-1"]


# The program is killed between the steps


async def _killed(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    """Refresh until the vault stops, kill the program there and start it again."""
    refreshing = asyncio.get_running_loop().create_task(bench.keeper.refresh())
    await bench.vault.stopped.wait()
    await bench.run_again()
    with pytest.raises(NotAuthorised):
        await refreshing
    caplog.clear()


async def test_killed_before_the_mark_nothing_has_happened(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.stops_before = 1
    await _killed(bench, caplog)
    assert bench.end.refreshes == []
    assert bench.keeper.state is Authorisation.GOOD
    await bench.keeper.refresh()
    assert await bench.token() == "access-2"


@pytest.mark.parametrize(
    ("stop", "save", "refreshes"),
    [("stops_after", 1, []), ("stops_before", 2, ["refresh-1"])],
    ids=["the token was not used yet", "the new pair was about to be saved"],
)
async def test_killed_between_mark_and_new_pair_nobody_knows_and_the_old_token_goes_on(
    bench: Bench, stop: str, save: int, refreshes: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    setattr(bench.vault, stop, save)
    await _killed(bench, caplog)
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    assert await bench.token() == "access-1"
    assert bench.end.refreshes == refreshes


async def test_killed_during_the_call_it_is_asked_for_again_but_not_at_once(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async def stop() -> None:
        bench.vault.stopped.set()
        await asyncio.Event().wait()

    bench.end.before = stop
    await _killed(bench, caplog)
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    with pytest.raises(Busy):
        await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-1"
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1", "refresh-1"]
    assert bench.states[-1] is Authorisation.GOOD, "Keeta had not used it up"


async def test_killed_after_the_new_pair_is_on_disk_it_is_used(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.stops_after = 2
    await _killed(bench, caplog)
    assert bench.keeper.state is Authorisation.GOOD
    assert await bench.token() == "access-2"
    bench.advance(minutes=1)
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1", "refresh-2"]


@pytest.mark.parametrize("seed", range(100))
async def test_wherever_it_is_killed_a_spent_token_is_never_called_good(
    bench: Bench, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(seed)
    for life in range(2, 8):
        bench.advance(hours=1)
        refreshing = asyncio.get_running_loop().create_task(bench.keeper.refresh())
        for _ in range(chance.randrange(9)):
            await asyncio.sleep(0)
        refreshing.cancel()
        await bench.run_again()
        caplog.clear()
        assert bench.vault.held is not None
        if bench.keeper.state is Authorisation.GOOD:
            assert bench.vault.held.pair.refresh_token == bench.end.refresh_token
            await bench.ping()
            continue
        assert bench.states == [Authorisation.ANSWER_LOST], "told"
        await bench.ping()  # for an hour
        bench.advance(minutes=1)
        await bench.keeper.refresh_if_due()
        caplog.clear()
        if bench.states[-1] is Authorisation.GOOD:  # Keeta had never got it
            assert bench.vault.held.pair.refresh_token == bench.end.refresh_token
            continue
        assert bench.states == [Authorisation.ANSWER_LOST, Authorisation.ENDED], "Keeta said so"
        bench.end.refresh_token = f"refresh-consented-{life}"
        await bench.keeper.adopt(replace(a_pair(), refresh_token=bench.end.refresh_token))
