"""A keeper of tokens with all that it works with: an end that gives tokens, a vault, a clock."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx

from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.keeta.oauth import TokenKeeper
from kitchen_app.keeta.refreshing import RefreshingCalls
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import TokenExpired
from tests.builders import NOW, SHOP_ID, HandClock, sample
from tests.keeta.far_end import BASE, SUCCESS, calls_to, form_of
from tests.vaults import FakeVault

_TOKEN_URL = f"{BASE}/base/oauth/token"
NINETY_DAYS = timedelta(days=90)


def a_pair(number: int = 1, *, age: timedelta = timedelta(days=30)) -> TokenPair:
    return TokenPair(
        access_token=f"access-{number}",
        refresh_token=f"refresh-{number}",
        issued_at=NOW - age,
        expires_at=NOW - age + NINETY_DAYS,
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
    vault: FakeVault = field(default_factory=lambda: FakeVault(held=HeldTokens(pair=a_pair())))
    states: list[Authorisation] = field(default_factory=list)
    opened: list[SignedCalls] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.put_together()

    def put_together(self) -> None:
        """Make the parts that one run of the program has."""
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
        self.put_together()
        await self.keeper.start()

    def advance(self, **time: float) -> None:
        assert isinstance(self.clock, HandClock)
        self.clock.advance(timedelta(**time).total_seconds())

    async def close(self) -> None:
        """End the work and the connections of every run."""
        await self.supervisor.stop()
        for calls in self.opened:
            await calls.close()

    async def ping(self) -> None:
        """Make an ordinary call."""
        await RefreshingCalls(self.calls, self.keeper).call("/scm/shop/status/open", {})

    async def token(self) -> str:
        """Return the token that calls go out with."""
        with suppress(TokenExpired):
            await self.calls.call("/ping", {})
        return self.end.calls.pop()
