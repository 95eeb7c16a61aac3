"""A refresh whose answer got lost is asked for again: only Keeta's refusal ends the access."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kitchen_app.domain.shop import Authorisation, HeldTokens
from kitchen_app.keeta.lost_answers import TRIES
from kitchen_app.services.errors import AuthorisationEnded, Busy, NotAuthorised, PlatformError
from tests.builders import NOW, LeapingLoop, sample
from tests.keeta.test_oauth_in_time import LoopClock
from tests.keeta.token_bench import Bench, a_pair

LOST = [
    httpx.ReadTimeout,
    httpx.ReadError,
    httpx.Response(502, content=b"<html>"),
    httpx.Response(200, content=b""),
    httpx.Response(200, json={"accessToken": "access-2"}),
    {"code": 0, "message": "Success"},
    sample("answer_server_error"),
]
SPENT = sample("answer_token_unknown")


async def lose(bench: Bench, answer: Any = httpx.ReadTimeout) -> None:
    bench.end.answer = answer
    with pytest.raises(NotAuthorised, match="asked for again") as caught:
        await bench.keeper.refresh()
    assert not isinstance(caught.value, AuthorisationEnded), "the owner need not do anything"


@pytest.mark.parametrize("answer", LOST)
async def test_a_lost_answer_is_told_the_old_token_stays_and_it_is_asked_again(
    bench: Bench, answer: object
) -> None:
    await lose(bench, answer)
    assert bench.states == [Authorisation.GOOD, Authorisation.ANSWER_LOST]
    await bench.ping()
    assert bench.keeper.due_at == NOW + timedelta(minutes=1)
    with pytest.raises(Busy):
        await bench.keeper.refresh()
    bench.end.answer = None
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1", "refresh-1"]
    assert bench.states[2:] == [Authorisation.GOOD], "it had not been used up"
    assert await bench.token() == "access-2"


@pytest.mark.parametrize("name", ["answer_token_unknown", "answer_authorisation_cancelled"])
async def test_only_keetas_refusal_says_that_the_token_is_spent(
    bench: Bench, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    await lose(bench)
    bench.end.answer = sample(name)
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.states[2:] == [Authorisation.ENDED]
    assert bench.vault.held == HeldTokens(pair=a_pair()), "the mark is gone: Keeta has answered"
    bench.advance(days=2)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1", "refresh-1"]
    caplog.clear()


async def test_each_try_is_on_disk_before_it_is_sent(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[HeldTokens | None] = []

    async def look() -> None:
        seen.append(bench.vault.held)

    bench.end.before = look
    await lose(bench)
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert seen == [
        HeldTokens(pair=a_pair(), refreshing_since=NOW, tries=1),
        HeldTokens(pair=a_pair(), refreshing_since=NOW + timedelta(minutes=1), tries=2),
    ]
    caplog.clear()


async def test_a_restart_goes_on_with_the_tries_that_are_left(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Killed and started every ten seconds for an hour, it asks as often as without that."""
    bench.end.answer = httpx.ReadTimeout
    await lose(bench)
    for _ in range(360):
        await bench.run_again()
        await bench.keeper.refresh_if_due()
        bench.advance(seconds=10)
    assert len(bench.end.refreshes) == TRIES
    assert set(bench.end.refreshes) == {"refresh-1"}
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    caplog.clear()


async def test_a_mark_of_an_older_version_counts_as_one_try(bench: Bench) -> None:
    bench.vault.held = HeldTokens(pair=a_pair(), refreshing_since=NOW)
    await bench.run_again()
    assert bench.keeper.due_at == NOW + timedelta(minutes=1)
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.keeper.state is Authorisation.GOOD


async def test_a_call_whose_token_is_over_does_not_wait_for_the_next_try(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    await lose(bench)
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    bench.end.answer = None
    bench.end.good.clear()
    with pytest.raises(Busy):
        await bench.ping()
    bench.advance(minutes=1)  # the third try would be due two minutes later
    await bench.ping()
    assert bench.keeper.state is Authorisation.GOOD
    caplog.clear()


@pytest.mark.parametrize(
    "answer",
    [
        sample("answer_signature_error"),
        httpx.Response(429),
        httpx.ConnectError,
        httpx.Response(403),
    ],
    ids=["signature", "busy", "not sent", "not let in"],
)
async def test_what_says_nothing_of_the_token_is_no_try_and_is_not_repeated_at_once(
    bench: Bench, answer: object, caplog: pytest.LogCaptureFixture
) -> None:
    await lose(bench)
    bench.end.answer = answer
    for minute in range(1, 11):
        bench.advance(minutes=1)
        await bench.keeper.refresh_if_due()
        assert len(bench.end.refreshes) == minute + 1
    assert bench.vault.held == HeldTokens(
        pair=a_pair(), refreshing_since=NOW + timedelta(minutes=10), tries=1
    )
    assert bench.states == [Authorisation.GOOD, Authorisation.ANSWER_LOST]
    bench.end.answer = None
    bench.advance(minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.states[2:] == [Authorisation.GOOD]
    caplog.clear()


async def test_a_refusal_that_nobody_knows_counts_as_a_try(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be Keeta's word for a spent token: it ends like answers that all got lost."""
    await lose(bench)
    bench.end.answer = {"code": 115000300, "message": "planted"}
    for _ in range(12 * 60):
        bench.advance(minutes=1)
        await bench.keeper.refresh_if_due()
    assert len(bench.end.refreshes) == TRIES
    bench.end.good.clear()
    with pytest.raises(AuthorisationEnded):
        await bench.ping()
    assert bench.states[2:] == [Authorisation.ENDED]
    caplog.clear()


async def test_the_owners_consent_ends_the_tries(bench: Bench) -> None:
    await lose(bench)
    await bench.keeper.adopt(a_pair(7))
    bench.advance(hours=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1"]
    assert bench.keeper.state is Authorisation.GOOD


async def test_a_hundred_callers_after_a_lost_answer_make_one_try(bench: Bench) -> None:
    await lose(bench)
    bench.end.answer = None
    bench.end.good.clear()
    bench.advance(minutes=1)
    await asyncio.gather(*(bench.ping() for _ in range(100)))
    assert bench.end.refreshes == ["refresh-1", "refresh-1"]


@pytest.mark.parametrize("is_asleep", [True, False], ids=["service waits", "service begins"])
def test_the_service_tries_again_by_itself(
    is_asleep: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """Also when the answer to a call's own refresh gets lost while the service waits."""

    async def tried() -> list[timedelta]:
        bench = Bench(clock=LoopClock(asyncio.get_running_loop()))
        bench.end.answer = httpx.ReadTimeout
        at: list[timedelta] = []
        enough = asyncio.Event()

        async def note() -> None:
            at.append(bench.clock.now() - NOW)
            if len(at) == TRIES + 1:
                enough.set()

        bench.end.before = note
        await bench.keeper.start()
        if not is_asleep:
            await lose(bench)
        bench.supervisor.serve(bench.keeper.run, name="tokens")
        await asyncio.sleep(1)  # no time at all on this loop
        if is_asleep:
            bench.end.good.clear()
            with pytest.raises(PlatformError):
                await bench.ping()
        await enough.wait()
        await bench.close()
        return [each - at[0] for each in at]

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        found = runner.run(tried())
    minutes = [round(each / timedelta(minutes=1)) for each in found]
    assert minutes == [0, 1, 4, 14, 44, 44 + 24 * 60]
    caplog.clear()
