"""Tokens that work no more: dead refresh tokens, lost answers, a right that was cancelled."""

from datetime import timedelta

import pytest

from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.keeta.lost_answers import TRIES
from kitchen_app.services.errors import AuthorisationEnded
from tests.builders import NOW, sample
from tests.keeta.token_bench import Bench, a_pair


@pytest.mark.parametrize("answer", ["answer_authorisation_cancelled", "answer_token_unknown"])
async def test_a_dead_refresh_token_ends_it(bench: Bench, answer: str) -> None:
    bench.end.answer = sample(answer)
    with pytest.raises(AuthorisationEnded):
        await bench.keeper.refresh()
    assert bench.keeper.state is Authorisation.ENDED
    bench.advance(hours=1)
    with pytest.raises(AuthorisationEnded):
        await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]


async def test_an_access_token_alone_ends_when_it_expires(bench: Bench) -> None:
    bench.vault.held = HeldTokens(
        pair=TokenPair(access_token="access-1", issued_at=NOW, expires_at=None)
    )
    await bench.run_again()
    assert bench.keeper.due_at is None
    await bench.ping()
    bench.end.good.clear()
    with pytest.raises(AuthorisationEnded):
        await bench.ping()
    assert bench.keeper.state is Authorisation.ENDED
    assert bench.end.refreshes == []


async def test_when_every_try_got_lost_the_last_hour_ends(bench: Bench) -> None:
    bench.vault.held = HeldTokens(
        pair=a_pair(), refreshing_since=NOW - timedelta(minutes=30), tries=TRIES
    )
    await bench.run_again()
    await bench.ping()
    bench.end.good.clear()
    with pytest.raises(AuthorisationEnded):
        await bench.ping()
    assert bench.states == [Authorisation.ANSWER_LOST, Authorisation.ENDED]
    assert bench.end.refreshes == [], "not before the next day"
    bench.advance(days=1)
    await bench.keeper.refresh_if_due()
    assert bench.states[-1] is Authorisation.GOOD
    await bench.ping()


@pytest.mark.parametrize("before", [Authorisation.GOOD, Authorisation.ANSWER_LOST])
async def test_a_call_tells_that_the_owner_has_cancelled_and_that_he_took_it_back(
    bench: Bench, before: Authorisation
) -> None:
    lost = before is Authorisation.ANSWER_LOST
    bench.vault.held = HeldTokens(pair=a_pair(), refreshing_since=NOW if lost else None)
    await bench.run_again()
    bench.end.call_answer = sample("answer_authorisation_cancelled")
    for _ in range(2):
        with pytest.raises(AuthorisationEnded):
            await bench.ping()
    assert bench.states == [before, Authorisation.ENDED]
    bench.advance(hours=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == [], "a refresh could not help"
    bench.end.call_answer = None
    await bench.ping()
    assert bench.states == [before, Authorisation.ENDED, before]


async def test_a_refresh_token_that_is_dead_stays_so_although_calls_still_go_through(
    bench: Bench,
) -> None:
    bench.end.answer = sample("answer_token_unknown")
    with pytest.raises(AuthorisationEnded):
        await bench.keeper.refresh()
    await bench.ping()
    assert bench.keeper.state is Authorisation.ENDED


async def test_that_an_old_pair_was_cancelled_says_nothing_of_the_new_one(bench: Bench) -> None:
    asked: list[str] = []

    async def call() -> str:
        asked.append(await bench.token())
        if len(asked) == 1:
            await bench.keeper.adopt(a_pair(7))
            raise AuthorisationEnded("planted")
        return asked[-1]

    with pytest.raises(AuthorisationEnded):
        await bench.keeper.retried(call)
    assert bench.keeper.state is Authorisation.GOOD
