"""Renewing the pair of tokens: once at a time, and a refresh token is spent for nothing less."""

import asyncio

import httpx
import pytest

from kitchen_app.domain.shop import Authorisation, HeldTokens
from kitchen_app.services.errors import (
    AuthorisationEnded,
    Barred,
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
    TokenExpired,
)
from tests.builders import NOW, sample
from tests.keeta.token_bench import NINETY_DAYS, Bench, a_pair

# Refreshing


async def test_a_refresh_brings_a_new_pair_to_disk_and_into_use(bench: Bench) -> None:
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-2"
    assert bench.vault.held is not None
    held = bench.vault.held
    assert (held.pair.access_token, held.pair.refresh_token) == ("access-2", "refresh-2")
    assert (held.refreshing_since, held.pair.expires_at) == (None, NOW + NINETY_DAYS)


async def test_the_mark_is_on_disk_before_the_token_is_used(bench: Bench) -> None:
    seen: list[HeldTokens | None] = []

    async def look() -> None:
        seen.append(bench.vault.held)

    bench.end.before = look
    await bench.keeper.refresh()
    assert seen == [HeldTokens(pair=a_pair(), refreshing_since=NOW, tries=1)]


async def test_an_expired_token_is_refreshed_and_the_call_repeated_once(bench: Bench) -> None:
    bench.end.good.clear()
    await bench.ping()
    assert bench.end.calls == ["access-1", "access-2"]
    assert bench.end.refreshes == ["refresh-1"]


async def test_a_call_that_stays_expired_is_not_repeated_again(bench: Bench) -> None:
    asked: list[int] = []

    async def call() -> None:
        asked.append(1)
        raise TokenExpired("planted")

    with pytest.raises(TokenExpired):
        await bench.keeper.retried(call)
    assert len(asked) == 2
    assert bench.end.refreshes == ["refresh-1"]


async def test_a_hundred_racing_calls_make_exactly_one_refresh(bench: Bench) -> None:
    bench.end.good.clear()
    await asyncio.gather(*(bench.ping() for _ in range(100)))
    assert bench.end.refreshes == ["refresh-1"]
    assert bench.end.calls.count("access-2") == 100


async def test_a_hundred_racing_refreshers_make_exactly_one_refresh(bench: Bench) -> None:
    await asyncio.gather(*(bench.keeper.refresh() for _ in range(100)))
    assert bench.end.refreshes == ["refresh-1"]


async def test_a_hundred_racing_calls_share_one_failure(bench: Bench) -> None:
    bench.end.good.clear()
    bench.end.answer = httpx.ConnectError
    outcomes = await asyncio.gather(*(bench.ping() for _ in range(100)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {NotSent}
    assert len(bench.end.refreshes) == 1


async def test_a_call_that_failed_with_an_old_token_needs_no_refresh(bench: Bench) -> None:
    old = bench.keeper.generation
    await bench.keeper.refresh()
    await bench.keeper.refresh(seen=old)
    assert bench.end.refreshes == ["refresh-1"]


class Pause:
    """Holds the answer to a refresh until a test lets it go."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.go_on = asyncio.Event()

    async def __call__(self) -> None:
        self.asked.set()
        await self.go_on.wait()


async def test_a_refresh_goes_on_when_who_asked_for_it_is_gone(bench: Bench) -> None:
    bench.end.before = pause = Pause()
    caller = asyncio.get_running_loop().create_task(bench.keeper.refresh())
    await pause.asked.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    pause.go_on.set()
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-2"


async def test_consent_during_a_refresh_wins(bench: Bench) -> None:
    bench.end.before = pause = Pause()
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.keeper.refresh())
        await pause.asked.wait()
        group.create_task(bench.keeper.adopt(a_pair(7)))
        pause.go_on.set()
    assert await bench.token() == "access-7"
    assert bench.vault.held == HeldTokens(pair=a_pair(7))


async def test_consent_just_before_a_refresh_makes_it_needless(bench: Bench) -> None:
    bench.vault.stops_before = 1
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.keeper.adopt(a_pair(7)))
        await bench.vault.stopped.wait()
        group.create_task(bench.keeper.refresh())
        await asyncio.sleep(0)
        bench.vault.go_on.set()
    assert bench.end.refreshes == []
    assert await bench.token() == "access-7"


# What must not use up the refresh token


@pytest.mark.parametrize(
    "error",
    [
        SignatureRejected("x"),
        NotAuthorised("x"),
        AuthorisationEnded("x"),
        Refused(115000201, "x"),
        OutcomeUnknown("x"),
        NotSent("x"),
        Busy("x", retry_after_s=1),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_only_an_expired_token_leads_to_a_refresh(bench: Bench, error: PlatformError) -> None:
    async def call() -> None:
        raise error

    with pytest.raises(type(error)):
        await bench.keeper.retried(call)
    assert bench.end.refreshes == []


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (sample("answer_signature_error"), SignatureRejected),
        ({"code": 115000100, "message": "unknown application"}, NotAuthorised),
        ({"code": 115000300, "message": "too often"}, Refused),
        (httpx.Response(403), Barred),
        (httpx.Response(429, headers={"Retry-After": "7"}), Busy),
        (httpx.ConnectError, NotSent),
        (httpx.ConnectTimeout, NotSent),
    ],
)
async def test_a_refresh_that_surely_did_not_happen_changes_nothing(
    bench: Bench, answer: object, kind: type[PlatformError]
) -> None:
    bench.end.answer = answer
    with pytest.raises(PlatformError) as caught:
        await bench.keeper.refresh()
    assert type(caught.value) is kind
    assert bench.keeper.state is Authorisation.GOOD
    assert bench.vault.held == HeldTokens(pair=a_pair())
    bench.end.answer = None
    bench.advance(seconds=60)
    await bench.keeper.refresh()
    assert await bench.token() == "access-2"


@pytest.mark.parametrize("again_after_s", [0, 1, 59])
@pytest.mark.parametrize("failing", [True, False])
async def test_a_token_is_refreshed_once_a_minute_at_most(
    bench: Bench, again_after_s: float, *, failing: bool
) -> None:
    bench.end.answer = httpx.ConnectError if failing else None
    try:
        await bench.keeper.refresh()
    except NotSent:
        bench.end.answer = None
    bench.advance(seconds=again_after_s)
    with pytest.raises(Busy) as caught:
        await bench.keeper.refresh()
    assert caught.value.retry_after_s == 60 - again_after_s
    bench.advance(seconds=60 - again_after_s)
    await bench.keeper.refresh()
    assert len(bench.end.refreshes) == 2


async def test_a_pair_that_is_a_minute_young_is_not_refreshed_after_a_restart(
    bench: Bench,
) -> None:
    await bench.keeper.refresh()
    await bench.run_again()
    with pytest.raises(Busy):
        await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
