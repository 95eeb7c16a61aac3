"""One run of the program's access to a small Keeta that consents, issues, covers and withdraws.

Everything is real but the wire's far end and the vault: keeper, API, intake and SQLite.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx

from kitchen_app.base.callback import RawCallback
from kitchen_app.base.signal import Signal
from kitchen_app.domain.shop import Authorisation, HeldTokens, TokenPair
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.keeta.access_api import KeetaAccess
from kitchen_app.keeta.oauth import TokenKeeper
from kitchen_app.keeta.refreshing import RefreshingCalls
from kitchen_app.services.access import Access, AccessView
from kitchen_app.services.consents import ConsentState
from kitchen_app.services.links import Trouble
from tests.fakes import NOON, SHOP
from tests.keeta.far_end import BASE, SUCCESS, calls_to
from tests.services.harness import Process, until
from tests.vaults import FakeVault

TOKEN, ACCOUNT, CALLBACK = (
    f"{BASE}/base/{path}" for path in ("oauth/token", "authorized/resource/get", "callback/url/set")
)
EXPIRED, CANCELLED, UNKNOWN = 115000203, 115000260, 115000200
OURS = int(SHOP)
OLD_PAIR = TokenPair(
    access_token="old-access",
    refresh_token="old-refresh",
    issued_at=NOON - timedelta(days=10),
    expires_at=NOON + timedelta(days=80),
)

Hook = Callable[[], Awaitable[None]]


@dataclass
class Keeta:
    """Keeta's side of the authorisation. `next` plans how the next calls to an address go."""

    covers: dict[str, list[int]] = field(default_factory=lambda: {"old-access": [OURS]})
    """Which shops each access token that works covers."""
    codes: dict[str, list[int]] = field(default_factory=dict)
    """Which shops each code that was not used yet is for."""
    refresh_token: str = "old-refresh"
    """The one that was not used yet."""
    exchanges: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The tokens with which was asked what they cover."""
    refuses_events: dict[int, Any] = field(default_factory=dict)
    set_events: list[tuple[int, str, int]] = field(default_factory=list)
    is_cancelled: bool = False
    knows_account: bool = True
    after_exchange: Hook | None = None
    _fates: dict[str, deque[Any]] = field(default_factory=dict)

    def next(self, url: str, *fates: Any) -> None:
        """Let the next calls meet an error of the wire, a code, or a hook that is awaited."""
        self._fates.setdefault(url, deque()).extend(fates)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        url, members = str(request.url), json.loads(request.content)
        queue = self._fates.get(url)
        fate = queue.popleft() if queue else None
        if isinstance(fate, type):
            raise fate("planted", request=request)
        if isinstance(fate, int):
            return httpx.Response(200, json={"code": fate, "message": "planted"})
        if fate is not None:
            await fate()
        answers = {TOKEN: self._exchange, ACCOUNT: self._account, CALLBACK: self._set}
        answer = answers[url](members)
        if url == TOKEN and self.after_exchange is not None:
            await self.after_exchange()
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    def _exchange(self, members: dict[str, Any]) -> Any:
        if "refreshToken" in members:
            return self._refresh(members["refreshToken"])
        code = members["code"]
        self.exchanges.append(code)
        if code not in self.codes:
            return {"code": UNKNOWN, "message": "the code is used or too old"}
        self.covers[f"access of {code}"] = self.codes.pop(code)
        return {
            "accessToken": f"access of {code}",
            "refreshToken": f"refresh of {code}",
            "expiresIn": 7776000,
        }

    def _refresh(self, used: str) -> Any:
        if used != self.refresh_token:
            return {"code": UNKNOWN, "message": "the refresh token is used or too old"}
        self.refresh_token, access = f"after {used}", f"access after {used}"
        self.covers[access] = [OURS]
        tokens = {"accessToken": access, "refreshToken": self.refresh_token}
        return tokens | {"expiresIn": 7776000}

    def _account(self, members: dict[str, Any]) -> Any:
        token = members["accessToken"]
        self.asked.append(token)
        if self.is_cancelled:
            return {"code": CANCELLED, "message": "cancelled"}
        if token not in self.covers:
            return {"code": EXPIRED, "message": "expired"}
        if not self.knows_account:
            return SUCCESS
        shops = [{"id": shop} for shop in self.covers[token]]
        return SUCCESS | {"data": {"brandId": 5120, "authorizedShops": shops}}

    def _set(self, members: dict[str, Any]) -> Any:
        event_id = members["eventId"]
        if event_id in self.refuses_events:
            return self.refuses_events[event_id]
        self.set_events.append((event_id, members["url"], members["isTest"]))
        return SUCCESS


class Run:
    """One run of the program's access, over one run of its services."""

    def __init__(self, process: Process, keeta: Keeta, vault: FakeVault) -> None:
        self.process = process
        self.keeta = keeta
        self.vault = vault
        self.views: list[AccessView] = []
        changes: Signal[Authorisation] = Signal()
        calls = calls_to(keeta, clock=process.clock, access_token="")
        self.keeper = TokenKeeper(
            calls=calls,
            vault=vault,
            clock=process.clock,
            supervisor=process.supervisor,
            shop_key=SHOP,
            on_change=changes.emit,
        )
        self.access = Access(
            api=KeetaAccess(app_id=1, calls=calls, in_use=RefreshingCalls(calls, self.keeper)),
            tokens=self.keeper,
            hub=process.hub,
            links=process.links,
            clock=process.clock,
            supervisor=process.supervisor,
            shops=process.shops.served,
        )
        changes.connect(self.access.note_tokens)
        self.access.changed.connect(self.views.append)
        self._calls = calls
        self._told = 0

    def start(self) -> None:
        self.process.start()
        self.process.supervisor.serve(self.keeper.run, name="tokens")
        self.process.supervisor.serve(self.access.run, name="access")

    async def again(self) -> "Run":
        """Kill this run where it stands and make the next one, with what was kept."""
        await self.close()
        process = Process(
            self.process.data_dir,
            platform=self.process.platform,
            reader=self.process.reader,
            clock=self.process.clock,
        )
        self.keeta.after_exchange = None
        return Run(process, self.keeta, FakeVault(held=self.vault.held))

    async def close(self) -> None:
        await self.process.kill()
        await self._calls.close()

    async def tell(self, event: ShopEvent, *, event_id: int) -> None:
        """Let a message arrive that says this."""
        self._told += 1
        body = b"message %d" % self._told
        raw: RawCallback = self.process.reader.teach(body, event, event_id=event_id, shop_id=None)
        assert (await self.process.intake.receive(raw)).code == 0

    @property
    def state(self) -> Authorisation:
        return self.access.view.authorisation

    @property
    def trouble(self) -> Trouble:
        return self.process.links.view.sending.trouble

    @property
    def outcomes(self) -> list[ConsentState]:
        """What was told of consents, each change once."""
        told = [view.consent for view in self.views]
        return [each for place, each in enumerate(told) if place == 0 or told[place - 1] != each]

    async def outcome(self, *wanted: ConsentState, within_s: float = 7200) -> ConsentState:
        """Wait for one of these outcomes of the latest consent."""
        await until(lambda: self.access.view.consent in wanted, within_s=within_s)
        return self.access.view.consent


def held(pair: TokenPair = OLD_PAIR) -> HeldTokens:
    return HeldTokens(pair=pair)


def stop_here(reached: asyncio.Event) -> Hook:
    """Return a hook that says where it is and never goes on."""

    async def stop() -> None:
        reached.set()
        await asyncio.Event().wait()

    return stop
