"""Tokens outlive whatever breaks: a refresh token is used once and never twice."""

import asyncio
import json
import logging
import random
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from kitchen_app.base.clock import Clock
from kitchen_app.base.log import set_up_logging
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.keeta.base_api import BaseApi
from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.oauth import RefreshingCalls, TokenKeeper
from kitchen_app.keeta.transport import SignedCalls, Upload
from kitchen_app.services.errors import (
    AuthorisationEnded,
    Busy,
    NotAuthorised,
    NotSent,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
    TokenExpired,
)
from kitchen_app.store.errors import VaultError
from tests.builders import NOW, ORDER_ID, SECRET, SHOP_ID, HandClock, LeapingLoop, sample
from tests.keeta.far_end import BASE, SUCCESS, calls_to, form_of
from tests.vaults import FakeVault

_TOKEN_URL = f"{BASE}/base/oauth/token"
_NINETY_DAYS = timedelta(days=90)


def _pair(number: int = 1, *, age: timedelta = timedelta(days=30)) -> TokenPair:
    return TokenPair(
        access_token=f"access-{number}",
        refresh_token=f"refresh-{number}",
        issued_at=NOW - age,
        expires_at=NOW - age + _NINETY_DAYS,
    )


@dataclass
class TokenEnd:
    """Keeta's side: refresh tokens that work once, access tokens that are good or not."""

    good: set[str] = field(default_factory=lambda: {"access-1"})
    refresh_token: str = "refresh-1"
    refreshes: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    answer: Any = None  # instead of new tokens
    call_answer: Any = None  # instead of what fits the token of an ordinary call
    date: datetime | None = None  # Keeta's clock, if it is told
    before: Callable[[], Any] | None = None  # awaited before a refresh is answered
    issued: int = 1

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == _TOKEN_URL:
            return await self._refresh(json.loads(request.content).get("refreshToken", ""), request)
        multipart = request.headers["Content-Type"].startswith("multipart")
        token = (form_of(request).fields if multipart else json.loads(request.content))[
            "accessToken"
        ]
        self.calls.append(token)
        await asyncio.sleep(0)  # other calls come in meanwhile
        answer = SUCCESS if token in self.good else sample("answer_token_error")
        dated = {"Date": format_datetime(self.date, usegmt=True)} if self.date else None
        return httpx.Response(200, json=self.call_answer or answer, headers=dated)

    async def _refresh(self, used: str, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)  # the request is on its way
        self.refreshes.append(used)
        if self.before is not None:
            await self.before()
        if isinstance(self.answer, type):
            raise self.answer("planted", request=request)
        if isinstance(self.answer, httpx.Response):
            return self.answer
        if self.answer is not None:
            return httpx.Response(200, json=self.answer)
        if used != self.refresh_token:
            return httpx.Response(200, json=sample("answer_token_unknown"))
        self.issued += 1
        access, self.refresh_token = f"access-{self.issued}", f"refresh-{self.issued}"
        self.good.add(access)
        await asyncio.sleep(0)  # the answer is on its way
        new = {"accessToken": access, "refreshToken": self.refresh_token, "expiresIn": 7776000}
        return httpx.Response(200, json=new)


@dataclass
class Bench:
    """A keeper with all that it works with; `run_again` is the next start of the program."""

    clock: Clock
    end: TokenEnd = field(default_factory=TokenEnd)
    vault: FakeVault = field(default_factory=lambda: FakeVault(held=HeldTokens(pair=_pair())))
    states: list[Authorisation] = field(default_factory=list)
    opened: list[SignedCalls] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._make()

    def _make(self) -> None:
        self.supervisor = Supervisor()
        self.calls = calls_to(self.end, clock=self.clock, access_token="")
        self.opened.append(self.calls)
        self.keeper = self.keeper_for(str(SHOP_ID))

    def keeper_for(self, shop_key: str) -> TokenKeeper:
        return TokenKeeper(
            calls=self.calls,
            vault=self.vault,
            clock=self.clock,
            supervisor=self.supervisor,
            shop_key=shop_key,
            on_change=self.states.append,
        )

    async def run_again(self) -> None:
        """Kill the program as it is, and start it with what the disk kept."""
        await self.supervisor.stop(jobs_within_s=0)
        self.vault = FakeVault(held=self.vault.held)
        self.end.before = None
        self.states.clear()
        self._make()
        await self.keeper.start()

    async def ping(self) -> None:
        """Make an ordinary call."""
        await RefreshingCalls(self.calls, self.keeper).call("/scm/shop/status/open", {})

    async def token(self) -> str:
        """Return the token that calls go out with."""
        with suppress(TokenExpired):
            await self.calls.call("/ping", {})
        return self.end.calls.pop()


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench(clock=HandClock())
    await made.keeper.start()
    yield made
    await made.supervisor.stop()
    for calls in made.opened:
        await calls.close()


def _advance(bench: Bench, **time: float) -> None:
    assert isinstance(bench.clock, HandClock)
    bench.clock.advance(timedelta(**time).total_seconds())


# The start


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
    bench._make()
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
        await bench.supervisor.stop()
        await bench.calls.close()
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
        await bench.supervisor.stop()
        await bench.calls.close()
        return bench

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        bench = runner.run(opened_late())
    assert bench.states == [Authorisation.UNREADABLE, Authorisation.GOOD]
    assert bench.end.calls == ["access-1"]
    assert "The tokens cannot be read: planted: closed" in caplog.text
    caplog.clear()


async def test_consent_helps_although_the_vault_could_not_be_read(bench: Bench) -> None:
    bench.vault.is_closed = True
    bench._make()
    with pytest.raises(VaultError):
        await bench.keeper.start()
    bench.vault.is_closed = False
    await bench.keeper.adopt(_pair(7))
    await bench.keeper.start()
    assert await bench.token() == "access-7"


async def test_which_consent_a_pair_goes_back_to_is_remembered(bench: Bench) -> None:
    await bench.keeper.adopt(replace(_pair(7), refresh_token="refresh-1"), came_from="consent-7")
    assert bench.keeper.came_from == "consent-7"
    await bench.keeper.refresh()
    await bench.run_again()
    assert bench.keeper.came_from == "consent-7"


async def test_a_pair_that_the_vault_does_not_take_is_not_adopted(bench: Bench) -> None:
    bench.vault.is_closed = True
    with pytest.raises(VaultError):
        await bench.keeper.adopt(_pair(7), came_from="consent-7")
    assert await bench.token() == "access-1"
    assert (bench.keeper.state, bench.keeper.came_from) == (Authorisation.GOOD, "")


async def test_new_tokens_are_on_disk_before_they_are_used(bench: Bench) -> None:
    bench.vault.stops_before = bench.vault.saves + 1
    adopting = asyncio.get_running_loop().create_task(bench.keeper.adopt(_pair(7)))
    await bench.vault.stopped.wait()
    assert await bench.token() == "access-1"
    adopting.cancel()


@pytest.mark.parametrize("state", [Authorisation.MISSING, Authorisation.ANSWER_LOST])
async def test_the_owners_consent_makes_everything_good(bench: Bench, state: Authorisation) -> None:
    lost = state is Authorisation.ANSWER_LOST
    bench.vault.held = HeldTokens(pair=_pair(), refreshing_since=NOW) if lost else None
    await bench.run_again()
    assert bench.keeper.state is state
    await bench.keeper.adopt(_pair(7))
    assert bench.keeper.state is Authorisation.GOOD
    assert bench.vault.held == HeldTokens(pair=_pair(7))
    assert await bench.token() == "access-7"


# Refreshing


async def test_a_refresh_brings_a_new_pair_to_disk_and_into_use(bench: Bench) -> None:
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-2"
    assert bench.vault.held is not None
    held = bench.vault.held
    assert (held.pair.access_token, held.pair.refresh_token) == ("access-2", "refresh-2")
    assert (held.refreshing_since, held.pair.expires_at) == (None, NOW + _NINETY_DAYS)


async def test_the_mark_is_on_disk_before_the_token_is_used(bench: Bench) -> None:
    seen: list[HeldTokens | None] = []

    async def look() -> None:
        seen.append(bench.vault.held)

    bench.end.before = look
    await bench.keeper.refresh()
    assert seen == [HeldTokens(pair=_pair(), refreshing_since=NOW)]


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


async def test_a_refresh_goes_on_when_who_asked_for_it_is_gone(bench: Bench) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def pause() -> None:
        asked.set()
        await go_on.wait()

    bench.end.before = pause
    caller = asyncio.get_running_loop().create_task(bench.keeper.refresh())
    await asked.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-2"


async def test_consent_during_a_refresh_wins(bench: Bench) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def pause() -> None:
        asked.set()
        await go_on.wait()

    bench.end.before = pause
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.keeper.refresh())
        await asked.wait()
        group.create_task(bench.keeper.adopt(_pair(7)))
        go_on.set()
    assert await bench.token() == "access-7"
    assert bench.vault.held == HeldTokens(pair=_pair(7))


async def test_consent_just_before_a_refresh_makes_it_needless(bench: Bench) -> None:
    bench.vault.stops_before = 1
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.keeper.adopt(_pair(7)))
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
        (httpx.Response(403), NotAuthorised),
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
    assert bench.vault.held == HeldTokens(pair=_pair())
    bench.end.answer = None
    _advance(bench, seconds=60)
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
    _advance(bench, seconds=again_after_s)
    with pytest.raises(Busy) as caught:
        await bench.keeper.refresh()
    assert caught.value.retry_after_s == 60 - again_after_s
    _advance(bench, seconds=60 - again_after_s)
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


# Lost answers and ended authorisations


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ReadTimeout,
        httpx.ReadError,
        httpx.Response(502, content=b"<html>"),
        httpx.Response(200, content=b""),
        httpx.Response(200, json={"accessToken": "access-2"}),
        {"code": 0, "message": "Success"},
        sample("answer_server_error"),
    ],
)
async def test_after_a_lost_answer_the_old_token_stays_and_the_owner_is_asked(
    bench: Bench, answer: object
) -> None:
    bench.end.answer = answer
    with pytest.raises(AuthorisationEnded):
        await bench.keeper.refresh()
    assert bench.states == [Authorisation.GOOD, Authorisation.ANSWER_LOST]
    assert await bench.token() == "access-1"
    await bench.ping()
    bench.end.good.clear()  # an hour later
    _advance(bench, hours=1)
    with pytest.raises(AuthorisationEnded):
        await bench.ping()
    await bench.run_again()
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    assert bench.keeper.due_at is None
    assert bench.end.refreshes == ["refresh-1"], "it may have been used up: never again"


@pytest.mark.parametrize("answer", ["answer_authorisation_cancelled", "answer_token_unknown"])
async def test_a_dead_refresh_token_ends_it(bench: Bench, answer: str) -> None:
    bench.end.answer = sample(answer)
    with pytest.raises(AuthorisationEnded):
        await bench.keeper.refresh()
    assert bench.keeper.state is Authorisation.ENDED
    _advance(bench, hours=1)
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


async def test_the_last_hour_after_a_lost_answer_ends(bench: Bench) -> None:
    bench.vault.held = HeldTokens(pair=_pair(), refreshing_since=NOW)
    await bench.run_again()
    await bench.ping()
    bench.end.good.clear()
    with pytest.raises(AuthorisationEnded):
        await bench.ping()
    assert bench.states == [Authorisation.ANSWER_LOST, Authorisation.ENDED]
    assert bench.end.refreshes == []


@pytest.mark.parametrize("before", [Authorisation.GOOD, Authorisation.ANSWER_LOST])
async def test_a_call_tells_that_the_owner_has_cancelled_and_that_he_took_it_back(
    bench: Bench, before: Authorisation
) -> None:
    lost = before is Authorisation.ANSWER_LOST
    bench.vault.held = HeldTokens(pair=_pair(), refreshing_since=NOW if lost else None)
    await bench.run_again()
    bench.end.call_answer = sample("answer_authorisation_cancelled")
    for _ in range(2):
        with pytest.raises(AuthorisationEnded):
            await bench.ping()
    assert bench.states == [before, Authorisation.ENDED]
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
            await bench.keeper.adopt(_pair(7))
            raise AuthorisationEnded("planted")
        return asked[-1]

    with pytest.raises(AuthorisationEnded):
        await bench.keeper.retried(call)
    assert bench.keeper.state is Authorisation.GOOD


# The disk


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
    _advance(bench, days=57)
    await bench.keeper.refresh_if_due()
    assert not caplog.records, "told once, not every ten minutes"
    assert bench.keeper.due_at is not None
    bench.vault.is_closed = False
    _advance(bench, minutes=10)
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


async def test_no_new_token_reaches_an_open_log(bench: Bench, tmp_path: Path) -> None:
    root = logging.getLogger()
    level = root.level
    handler = set_up_logging(tmp_path, ["app-secret"])
    try:
        canaries = {"accessToken": "canary-access", "refreshToken": "canary-refresh"}
        bench.end.answer = canaries | {"expiresIn": 7776000}
        await bench.keeper.refresh()
        logging.getLogger("test").info("got %s for canary-code", canaries)
        bench.end.answer = None
        with suppress(PlatformError):
            await BaseApi(bench.calls).exchange("canary-code")
        logging.getLogger("test").info("canary-code was used")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        handler.close()
    first, *others = (tmp_path / "kitchen.log").read_text("utf-8").splitlines()[1:]
    assert first.endswith("got {'accessToken': '•••', 'refreshToken': '•••'} for canary-code")
    assert all("canary" not in line for line in others)


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


async def test_killed_after_the_mark_nobody_knows(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.stops_after = 1
    await _killed(bench, caplog)
    assert bench.end.refreshes == []
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    assert await bench.token() == "access-1"


async def test_killed_during_the_call_the_refresh_token_is_not_used_again(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    async def stop() -> None:
        bench.vault.stopped.set()
        await asyncio.Event().wait()

    bench.end.before = stop
    await _killed(bench, caplog)
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    with pytest.raises(AuthorisationEnded):
        await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1"]
    assert await bench.token() == "access-1"


async def test_killed_before_the_new_pair_is_on_disk_the_old_token_goes_on(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.stops_before = 2
    await _killed(bench, caplog)
    assert bench.keeper.state is Authorisation.ANSWER_LOST
    assert await bench.token() == "access-1"
    assert bench.end.refreshes == ["refresh-1"]


async def test_killed_after_the_new_pair_is_on_disk_it_is_used(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.vault.stops_after = 2
    await _killed(bench, caplog)
    assert bench.keeper.state is Authorisation.GOOD
    assert await bench.token() == "access-2"
    _advance(bench, minutes=1)
    await bench.keeper.refresh()
    assert bench.end.refreshes == ["refresh-1", "refresh-2"]


@pytest.mark.parametrize("seed", range(100))
async def test_wherever_it_is_killed_a_spent_token_is_never_called_good(
    bench: Bench, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(seed)
    for life in range(2, 8):
        _advance(bench, hours=1)
        refreshing = asyncio.get_running_loop().create_task(bench.keeper.refresh())
        for _ in range(chance.randrange(9)):
            await asyncio.sleep(0)
        refreshing.cancel()
        await bench.run_again()
        caplog.clear()
        assert len(set(bench.end.refreshes)) == len(bench.end.refreshes), "one was used twice"
        assert bench.vault.held is not None
        if bench.keeper.state is Authorisation.GOOD:
            assert bench.vault.held.pair.refresh_token == bench.end.refresh_token
            await bench.ping()
            continue
        assert bench.states == [Authorisation.ANSWER_LOST], "told"
        await bench.ping()  # for an hour
        bench.end.refresh_token = f"refresh-consented-{life}"
        await bench.keeper.adopt(replace(_pair(), refresh_token=bench.end.refresh_token))


# In time


def test_a_refresh_is_due_about_four_days_early_and_not_for_all_shops_at_once() -> None:
    bench = Bench(clock=HandClock())

    async def days_early(shop_key: str) -> float:
        keeper = bench.keeper_for(shop_key)
        await keeper.start()
        expires_at = _pair().expires_at
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
    _advance(bench, seconds=(due_at - NOW).total_seconds() - 1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == []
    _advance(bench, seconds=1)
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
    _advance(bench, days=57)
    bench.end.answer = httpx.ConnectError
    await bench.keeper.refresh_if_due()
    assert "could not be renewed" in caplog.text
    caplog.clear()
    bench.end.answer = None
    _advance(bench, minutes=10)
    await bench.keeper.refresh_if_due()
    assert await bench.token() == "access-2"


async def test_a_pasted_pair_of_unknown_age_is_soon_renewed(bench: Bench) -> None:
    pasted = TokenPair(
        access_token="access-1", refresh_token="refresh-1", issued_at=NOW, expires_at=None
    )
    await bench.keeper.adopt(pasted)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == []
    _advance(bench, minutes=1)
    await bench.keeper.refresh_if_due()
    assert bench.end.refreshes == ["refresh-1"]


class _LoopClock:
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
        bench = Bench(clock=_LoopClock(asyncio.get_running_loop()))
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
        await bench.supervisor.stop()
        await bench.calls.close()
        return renewed

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        first, second, third = runner.run(a_year())
    assert timedelta(days=55) <= first <= timedelta(days=57)
    assert timedelta(days=85) <= second - first <= timedelta(days=87)
    assert timedelta(days=85) <= third - second <= timedelta(days=87)


# Calls over it


async def test_orders_are_called_with_a_refreshed_token(bench: Bench) -> None:
    bench.end.good.clear()
    await OrderApi(RefreshingCalls(bench.calls, bench.keeper)).accept(ORDER_ID, SHOP_ID)
    assert bench.end.calls == ["access-1", "access-2"]


async def test_an_order_call_is_told_that_the_authorisation_has_ended(bench: Bench) -> None:
    bench.end.good.clear()
    bench.end.answer = sample("answer_authorisation_cancelled")
    with pytest.raises(AuthorisationEnded):
        await OrderApi(RefreshingCalls(bench.calls, bench.keeper)).accept(ORDER_ID, SHOP_ID)


async def test_a_file_is_sent_again_with_a_refreshed_token(bench: Bench) -> None:
    bench.end.good.clear()
    file = Upload(field_name="f", file_name="n", content_type="image/png", content=b"x")
    await RefreshingCalls(bench.calls, bench.keeper).upload("/base/image/upload", {}, file)
    assert bench.end.calls == ["access-1", "access-2"]


async def test_calls_of_the_application_never_refresh(bench: Bench) -> None:
    calls = RefreshingCalls(bench.calls, bench.keeper)
    bench.end.answer = sample("answer_token_error")
    with pytest.raises(TokenExpired):
        await calls.call("/base/oauth/token", {"refreshToken": "x"}, with_token=False)
    assert bench.end.refreshes == ["x"]
    assert calls.now() == NOW


async def test_reaching_and_closing_are_passed_on() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(404)

    signed = calls_to(answer)
    bench = Bench(clock=HandClock())
    calls = RefreshingCalls(signed, bench.keeper)
    await calls.reach()
    assert asked == ["HEAD"]
    await calls.close()
    with pytest.raises(RuntimeError, match="closed"):
        await signed.reach()
    await bench.calls.close()


# Secrets


@pytest.mark.parametrize(
    "answer",
    [None, httpx.ConnectError, httpx.ReadTimeout, "answer_token_unknown", "answer_signature_error"],
)
async def test_no_token_is_logged_or_told(
    bench: Bench, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    bench.end.answer = sample(answer) if isinstance(answer, str) else answer
    told = repr(bench.keeper) + repr(bench.calls)
    try:
        await bench.keeper.refresh()
    except PlatformError as error:
        told += f"{error!r} {error} {error.__cause__!r}"
    for secret in ("access-1", "access-2", "refresh-1", "refresh-2", SECRET):
        assert secret not in caplog.text + told
