"""The other end of the emulator's wires: a receiver of webhooks and a client that signs."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self

import aiohttp
from aiohttp import web

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Order
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.signing import sign

WITHIN_S = 10.0
ACKNOWLEDGED = (200, '{"code":0,"message":"Success"}')


class HandClock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 7, 1, 12, 0, tzinfo=UTC) + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    def advance(self, seconds: float) -> None:
        self._seconds += seconds


@dataclass
class Receiver:
    """A webhook receiver that keeps what came and answers what it was told to."""

    answers: list[tuple[int, str]] = field(default_factory=list)
    """Answers to give before it goes back to success."""
    received: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""
    deaf_to: set[int] = field(default_factory=set)
    """Orders whose events get no answer until `let_go` is set."""
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    raw: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    """Method, body and query of everything that came, whatever it was."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/keeta/{name:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/keeta/callback"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.let_go.set()
        assert self._runner is not None
        await self._runner.cleanup()

    async def wait_for(self, count: int) -> list[dict[str, Any]]:
        """Return all that came once at least so many have come."""
        async with asyncio.timeout(WITHIN_S):
            while len(self.received) < count:
                self._changed.clear()
                await self._changed.wait()
        return self.received

    def messages(self, event_id: int) -> list[dict[str, Any]]:
        return [
            json.loads(each["message"]) for each in self.received if each["eventId"] == event_id
        ]

    def events(self) -> list[int]:
        return [each["eventId"] for each in self.received if "eventId" in each]

    async def _answer(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.raw.append((request.method, body, dict(request.query)))
        envelope: dict[str, Any] = json.loads(body) if body.strip(b"{}") else {"eventId": 0}
        envelope.setdefault("message", "")
        self.received.append(envelope)
        self._changed.set()
        if any(str(order_id) in envelope["message"] for order_id in self.deaf_to):
            await self.let_go.wait()
        status, text = self.answers.pop(0) if self.answers else ACKNOWLEDGED
        return web.Response(status=status, text=text, content_type="application/json")


class Client:
    """Calls the emulator the way an integrated application calls Keeta."""

    def __init__(self, sandbox: Sandbox, session: aiohttp.ClientSession) -> None:
        self._sandbox = sandbox
        self._session = session

    @property
    def config(self) -> SandboxConfig:
        return self._sandbox.config

    def signed(self, path: str, order_view_id: int, **members: object) -> dict[str, Any]:
        """Return a complete body; members given here replace the right ones."""
        body: dict[str, Any] = {
            "appId": self.config.app_id,
            "accessToken": self.config.access_token,
            "timestamp": 1751443000,
            "orderViewId": order_view_id,
            "shopId": self.config.shop_id,
        } | members
        return self.sign_again(path, body)

    def sign_again(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return body | {"sig": sign(self._sandbox.base_url + path, body, self.config.secret)}

    def signed_for_shop(self, path: str, **members: object) -> dict[str, Any]:
        """Return a complete body for an endpoint that is about no order."""
        body: dict[str, Any] = {
            "appId": self.config.app_id,
            "accessToken": self.config.access_token,
            "timestamp": 1751443000,
            "shopId": self.config.shop_id,
        } | members
        return self.sign_again(path, body)

    async def call_shop(self, path: str, **members: object) -> dict[str, Any]:
        return await self.send(path, self.signed_for_shop(path, **members))

    async def call(self, path: str, order_view_id: int, **members: object) -> dict[str, Any]:
        return await self.send(path, self.signed(path, order_view_id, **members))

    async def send(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self.send_bytes(path, json.dumps(body).encode())

    async def send_bytes(self, path: str, body: bytes) -> dict[str, Any]:
        async with self._session.post(self._sandbox.base_url + path, data=body) as answer:
            assert answer.status == 200
            result: dict[str, Any] = await answer.json()
            return result

    async def control(
        self, method: str, path: str, body: object = None, *, status: int = 200
    ) -> dict[str, Any]:
        url = f"http://127.0.0.1:{self._sandbox.port}/_sandbox{path}"
        data = None if body is None else json.dumps(body).encode()
        async with self._session.request(method, url, data=data) as answer:
            assert answer.status == status, await answer.text()
            result: dict[str, Any] = await answer.json()
            return result


class Scene:
    """A sandbox with its client, its receiver and a clock that only the test moves."""

    def __init__(
        self, sandbox: Sandbox, client: Client, receiver: Receiver, clock: HandClock
    ) -> None:
        self.sandbox = sandbox
        self.client = client
        self.receiver = receiver
        self.clock = clock

    def order(self, order_view_id: int) -> Order:
        return self.sandbox.book.get(order_view_id)

    def pass_time(self, seconds: float) -> None:
        """Let time go by, and what was due in it happen."""
        self.clock.advance(seconds)
        self.sandbox.world.agenda.keep_due()

    async def accepted(self, **wish: Any) -> int:
        """Return an order that was placed and accepted."""
        order_id = await self.sandbox.place_order(**wish)
        self.sandbox.accept_in_keeta_app(order_id)
        return order_id

    async def completed(self) -> int:
        order_id = await self.accepted(fulfilment="pickup", lines=3)
        self.sandbox.complete(order_id)
        return order_id

    async def told(self, order_id: int | None, event_id: int) -> dict[str, Any]:
        """Return the newest message of an event once it was acknowledged."""
        await self.sandbox.delivered(order_id, event_id)
        return self.receiver.messages(event_id)[-1]

    async def info(self, order_id: int) -> dict[str, Any]:
        """Return the order as the client reads it."""
        answer = await self.client.call("/order/get", order_id)
        info: dict[str, Any] = answer["data"]["orderInfo"]
        return info


@asynccontextmanager
async def scene(receiver: Receiver | None = None, **settings: Any) -> AsyncIterator[Scene]:
    """Run a sandbox with these settings; without a receiver, with one of its own."""
    if receiver is None:
        async with Receiver() as own, scene(own, **settings) as running:
            yield running
        return
    clock = HandClock()
    config = SandboxConfig(callback_url=receiver.url, **settings)
    async with Sandbox(config, clock) as sandbox, aiohttp.ClientSession() as session:
        yield Scene(sandbox, Client(sandbox, session), receiver, clock)
