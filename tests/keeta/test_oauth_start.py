"""Tokens at the start: of the last run, of a vault that opens late, of the owner's consent."""

import asyncio
from dataclasses import replace

import pytest

from kitchen_app.domain.shop import Authorisation, HeldTokens
from kitchen_app.services.errors import AuthorisationEnded, NotAuthorised
from kitchen_app.store.errors import VaultError
from tests.builders import NOW, HandClock, LeapingLoop
from tests.keeta.token_bench import Bench, a_pair


async def test_the_tokens_of_the_last_run_are_taken_up(bench: Bench) -> None:
    assert await bench.token() == "access-1"
    assert bench.states == [Authorisation.GOOD]


async def test_without_tokens_the_owner_is_needed(bench: Bench) -> None:
    bench.vault.held = None
    await bench.run_again()
    assert bench.states == [Authorisation.MISSING]
    assert bench.keeper.due_at is None
    with pytest.raises(AuthorisationEnded):
        await bench.ping()
    assert (bench.end.refreshes, bench.end.calls) == ([], [])


async def test_before_the_vault_is_read_nothing_is_known(bench: Bench) -> None:
    assert bench.keeper_for("1").state is Authorisation.UNKNOWN


async def test_a_call_waits_for_the_vault(bench: Bench) -> None:
    """A keyring that asks for a password must not turn the first accept into a failure."""
    bench.vault.opened = asyncio.Event()
    bench.put_together()
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.keeper.start())
        group.create_task(bench.ping())
        await asyncio.sleep(0)
        assert bench.end.calls == []
        bench.vault.opened.set()
    assert bench.end.calls == ["access-1"]


def test_a_call_does_not_wait_for_ever() -> None:
    async def impatient() -> list[str]:
        bench = Bench(clock=HandClock())
        bench.vault.opened = asyncio.Event()
        bench.supervisor.serve(bench.keeper.run, name="tokens")
        with pytest.raises(NotAuthorised, match="still being read"):
            await bench.ping()
        await bench.close()
        return bench.end.calls

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        assert runner.run(impatient()) == []


def test_a_vault_that_does_not_open_is_told_and_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def opened_late() -> Bench:
        bench = Bench(clock=HandClock())
        bench.vault.is_closed = True
        bench.supervisor.serve(bench.keeper.run, name="tokens")
        await bench.keeper.looked.wait()
        with pytest.raises(NotAuthorised, match="cannot be read") as caught:
            await bench.ping()
        assert not isinstance(caught.value, AuthorisationEnded), "the owner need not consent"
        bench.vault.is_closed = False
        await asyncio.sleep(10)  # no time at all on this loop
        await bench.ping()
        await bench.close()
        return bench

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        bench = runner.run(opened_late())
    assert bench.states == [Authorisation.UNREADABLE, Authorisation.GOOD]
    assert bench.end.calls == ["access-1"]
    assert "The tokens cannot be read: planted: closed" in caplog.text
    caplog.clear()


async def test_consent_helps_although_the_vault_could_not_be_read(bench: Bench) -> None:
    bench.vault.is_closed = True
    bench.put_together()
    with pytest.raises(VaultError):
        await bench.keeper.start()
    bench.vault.is_closed = False
    await bench.keeper.adopt(a_pair(7))
    await bench.keeper.start()
    assert await bench.token() == "access-7"


async def test_which_consent_a_pair_goes_back_to_is_remembered(bench: Bench) -> None:
    await bench.keeper.adopt(replace(a_pair(7), refresh_token="refresh-1"), came_from="consent-7")
    assert bench.keeper.came_from == "consent-7"
    await bench.keeper.refresh()
    await bench.run_again()
    assert bench.keeper.came_from == "consent-7"


async def test_a_pair_that_the_vault_does_not_take_is_not_adopted(bench: Bench) -> None:
    bench.vault.is_closed = True
    with pytest.raises(VaultError):
        await bench.keeper.adopt(a_pair(7), came_from="consent-7")
    assert await bench.token() == "access-1"
    assert (bench.keeper.state, bench.keeper.came_from) == (Authorisation.GOOD, "")


async def test_new_tokens_are_on_disk_before_they_are_used(bench: Bench) -> None:
    bench.vault.stops_before = bench.vault.saves + 1
    adopting = asyncio.get_running_loop().create_task(bench.keeper.adopt(a_pair(7)))
    await bench.vault.stopped.wait()
    assert await bench.token() == "access-1"
    adopting.cancel()


@pytest.mark.parametrize("state", [Authorisation.MISSING, Authorisation.ANSWER_LOST])
async def test_the_owners_consent_makes_everything_good(bench: Bench, state: Authorisation) -> None:
    lost = state is Authorisation.ANSWER_LOST
    bench.vault.held = HeldTokens(pair=a_pair(), refreshing_since=NOW) if lost else None
    await bench.run_again()
    assert bench.keeper.state is state
    await bench.keeper.adopt(a_pair(7))
    assert bench.keeper.state is Authorisation.GOOD
    assert bench.vault.held == HeldTokens(pair=a_pair(7))
    assert await bench.token() == "access-7"
