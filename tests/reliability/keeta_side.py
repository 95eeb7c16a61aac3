"""Keeta's side of the model: the emulator behind the real client, with no socket between them.

It is the oracle: it counts what each touch of a person has brought about, and it remembers what
the core could know of every call. A call goes through the real client (signature, codec, time
limit) and the emulator's own checks and rules; only the network is played, so that a fate can
fall on each leg of the way, in virtual time.
"""

import asyncio
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from enum import StrEnum

import httpx

from kitchen_app.base.clock import ScaledClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoint_table import ENDPOINTS
from kitchen_app.sandbox.endpoints import BASE_PATH
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.incoming import Incoming
from kitchen_app.sandbox.orders import Order
from kitchen_app.sandbox.world import World
from tests.reliability.post import CALLBACK_URL, LEG_S, Post

KEETA_URL = f"http://keeta.test{BASE_PATH}"
START = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
READ = "/order/get"
REFUND_PART = "/order/refund/part/apply"
CHANGES = frozenset(
    {
        "/order/confirm",
        "/order/prepare",
        "/order/cancel",
        "/order/agree",
        "/order/reject",
        "/order/collect",
        "/order/dispatched",
        "/order/delivered",
        REFUND_PART,
    }
)


class CallFate(StrEnum):
    """How one call goes, instead of well."""

    REFUSED = "refused"  # although the order's state would allow it
    NOT_SENT = "not_sent"
    HTTP_500 = "http_500"  # nothing was done
    APPLIED_THEN_500 = "applied_then_500"
    ANSWER_LOST = "answer_lost"  # done; the connection ends without an answer
    HANGS = "hangs"  # nothing was done, and no answer ever
    APPLIED_THEN_HANGS = "applied_then_hangs"
    LATE_5 = "late_5"  # no answer; done so many seconds later
    LATE_90 = "late_90"
    LATE_900 = "late_900"
    STALE = "stale"  # a read: the order as it was ten seconds ago
    TOO_MANY = "too_many"
    NO_TOKEN = "no_token"
    HTML = "html"
    SLOW = "slow"  # done, but the answer takes eight seconds
    BUG = "bug"  # our own adapter fails


LATE_S = {CallFate.LATE_5: 5.0, CallFate.LATE_90: 90.0, CallFate.LATE_900: 900.0}
_LOST = frozenset({CallFate.ANSWER_LOST, *LATE_S})
_HANGING = frozenset({CallFate.HANGS, CallFate.APPLIED_THEN_HANGS})
_APPLIED = frozenset(
    {
        CallFate.APPLIED_THEN_500,
        CallFate.ANSWER_LOST,
        CallFate.APPLIED_THEN_HANGS,
        CallFate.SLOW,
    }
)
_FAULTS = {
    CallFate.REFUSED: Fault(kind=FaultKind.REFUSED, code=209000777, message="may not do that"),
    CallFate.HTTP_500: Fault(kind=FaultKind.HTTP_500),
    CallFate.TOO_MANY: Fault(kind=FaultKind.TOO_MANY, retry_after_s=7),
    CallFate.NO_TOKEN: Fault(kind=FaultKind.REFUSED, code=115000203, message="token"),
    CallFate.HTML: Fault(kind=FaultKind.HTML),
}


class Told(StrEnum):
    """What the caller knows of a call."""

    NOTHING_YET = "nothing_yet"
    SURELY_NOT = "surely_not"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(eq=False, slots=True, kw_only=True)
class Call:
    """One call of the core: whose touch it carries, and what became of it. Times are true."""

    key: str
    path: str
    order_id: int
    run: int
    sent_at: float
    incoming: Incoming
    told: Told = Told.NOTHING_YET
    ended_at: float | None = None
    applied_at: list[float] = field(default_factory=list)


class LoopClock(ScaledClock):
    """The time of the running loop as a wall clock that may be wrong by `skew`."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        super().__init__(1.0)
        self.skew = timedelta()
        self._elapsed = elapsed

    def now(self) -> datetime:
        return START + timedelta(seconds=self.monotonic()) + self.skew

    def monotonic(self) -> float:
        return self._elapsed()


@dataclass(frozen=True, slots=True, kw_only=True)
class OddAnswer:
    """An answer as nobody documents it, to a call that was carried out all the same, or not."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    is_applied: bool = False


class Wire(httpx.AsyncBaseTransport):
    """The network between the real client and the emulator, with a fate for each call."""

    def __init__(self, world: World, clock: LoopClock) -> None:
        self._endpoints = world.endpoints()
        self._clock = clock
        self._fates: dict[str, deque[CallFate]] = {}
        self._late: set[asyncio.TimerHandle] = set()
        self.odd: dict[str, OddAnswer] = {}
        """What the next call of a path is told, instead of Keeta's own words."""
        self.is_up = True
        self.run = 0
        self.calls: list[Call] = []
        self.run_since = 0.0
        self.answered_at = -1.0
        """When this run of the core last heard Keeta's time."""
        self.on_sent: Callable[[Call], None] = lambda _: None
        self.on_applied: Callable[[Call], None] = lambda _: None

    def begin_run(self) -> None:
        """Take the calls from now on as those of another run, which knows nothing yet."""
        self.run += 1
        self.run_since = self._clock.monotonic()
        self.answered_at = -1.0

    def next(self, path: str, *fates: CallFate) -> None:
        self._fates.setdefault(path, deque()).extend(fates)

    def forget(self, path: str) -> None:
        """Let the next calls of this path go well again."""
        self._fates.pop(path, None)

    def calm(self) -> None:
        """Let nothing go wrong from now on; what is still under way late never arrives."""
        self._fates.clear()
        self.is_up = True
        for handle in self._late:
            handle.cancel()
        self._late.clear()

    async def reaches_anyone(self) -> bool:
        """Tell whether there is a network, as the pulse feels for one."""
        await asyncio.sleep(LEG_S)
        return self.is_up

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix(BASE_PATH) if request.method == "POST" else "reach"
        queue = self._fates.get(path)
        fate = queue.popleft() if queue else None
        if fate is CallFate.BUG:
            raise RuntimeError("planted bug")
        if not self.is_up or fate is CallFate.NOT_SENT:
            raise httpx.ConnectError("planted")
        if path == "reach":
            return await self._reached(fate)
        call = self._new_call(request, path)
        self.calls.append(call)
        self.on_sent(call)
        call.told = Told.UNKNOWN  # until its answer has arrived, also if the caller dies
        try:
            response = await self._exchange(call, fate)
        finally:
            call.ended_at = self._clock.monotonic()
        call.told = _told(response)
        self.answered_at = self._clock.monotonic()
        return response

    def _new_call(self, request: httpx.Request, path: str) -> Call:
        task = asyncio.current_task()
        name = task.get_name() if task else ""
        url = str(request.url)
        incoming = Incoming(endpoint=ENDPOINTS[path], urls=(url,), origin="", body=request.content)
        return Call(
            key=name.removeprefix("action ") if name.startswith("action ") else "",
            path=path,
            order_id=incoming.order_view_id() or 0,
            run=self.run,
            sent_at=self._clock.monotonic(),
            incoming=incoming,
        )

    async def _reached(self, fate: CallFate | None) -> httpx.Response:
        await asyncio.sleep(2 * LEG_S)
        if fate is not None:
            raise httpx.ReadError("planted")
        self.answered_at = self._clock.monotonic()
        return httpx.Response(404, headers=self._date())

    async def _exchange(self, call: Call, fate: CallFate | None) -> httpx.Response:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[httpx.Response | None] = loop.create_future()
        # Once it has left, a call arrives whether or not its sender is still there.
        loop.call_later(LEG_S, self._arrive, call, fate, answer)
        response = await answer
        await asyncio.sleep(8.0 if fate is CallFate.SLOW else LEG_S)
        if response is None:
            raise httpx.ReadError("planted: the connection ended")
        return response

    def _arrive(
        self, call: Call, fate: CallFate | None, answer: "asyncio.Future[httpx.Response | None]"
    ) -> None:
        odd = self.odd.pop(call.path, None)
        if odd is not None:
            if odd.is_applied:
                self._carried_out(call, None)
            headers = self._date() | odd.headers
            response = httpx.Response(odd.status, content=odd.body, headers=headers)
        elif fate in LATE_S:
            self._apply_later(call, LATE_S[fate])
            response = None
        elif fate in _FAULTS:
            _, web = self._endpoints._respond(call.incoming, _FAULTS[fate])
            response = httpx.Response(web.status, content=_body(web.body), headers=self._date())
            response.headers.update({k: v for k, v in web.headers.items() if k == "Retry-After"})
        elif fate is None or fate in _APPLIED or fate is CallFate.STALE:
            response = self._carried_out(call, 10.0 if fate is CallFate.STALE else None)
        else:
            response = None
        if fate is CallFate.APPLIED_THEN_500:
            response = httpx.Response(500, content=b"Server Error", headers=self._date())
        if fate in _HANGING or answer.done():
            return
        answer.set_result(None if fate in _LOST else response)

    def _apply_later(self, call: Call, after_s: float) -> None:
        def apply() -> None:
            self._late.discard(handle)
            self._carried_out(call, None)

        handle = asyncio.get_running_loop().call_later(after_s, apply)
        self._late.add(handle)

    def _carried_out(self, call: Call, stale_s: float | None) -> httpx.Response:
        code, web = self._endpoints._carry_out(call.incoming, stale_s=stale_s)
        if code == 0 and call.path in CHANGES:
            call.applied_at.append(self._clock.monotonic())
            self.on_applied(call)
        return httpx.Response(web.status, content=_body(web.body), headers=self._date())

    def _date(self) -> dict[str, str]:
        return {"Date": format_datetime(self._clock.now(), usegmt=True)}


def _body(body: object) -> bytes:
    return body if isinstance(body, bytes) else b""


def _told(response: httpx.Response) -> Told:
    """Return what an answer tells of its call, by the vendor's words and not by our code."""
    if response.status_code == 429:
        return Told.SURELY_NOT
    try:
        code = json.loads(response.content)["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Told.UNKNOWN
    if type(code) is not int or (not code and response.status_code != httpx.codes.OK):
        return Told.UNKNOWN
    if 115000100 <= code <= 115000299:
        return Told.SURELY_NOT
    return Told.NO if code else Told.YES


class Keeta:
    """The emulated platform, which outlives every run of the core."""

    def __init__(self, config: SandboxConfig) -> None:
        loop = asyncio.get_running_loop()
        self.clock = LoopClock(loop.time)
        self.config = config
        self._supervisor = Supervisor()
        self.world = World(config, self.clock, self._supervisor)
        self.post = Post(config)
        self.world.pusher._sender = self.post
        self.wire = Wire(self.world, self.clock)

    async def start(self) -> None:
        self.world.callbacks.default = CALLBACK_URL
        self._supervisor.serve(self.world.agenda.run, name="keeta agenda")

    async def stop(self) -> None:
        self.wire.calm()
        await self._supervisor.stop(jobs_within_s=0)

    def orders(self) -> tuple[Order, ...]:
        return self.world.book.all()

    def order(self, order_id: int) -> Order | None:
        return self.world.book.find(order_id)


def a_config(dice: random.Random) -> SandboxConfig:
    """Draw one reading of what nobody knows of Keeta, as far as it shapes an order's life."""
    return SandboxConfig(
        seed=dice.randrange(1000),
        callback_url=CALLBACK_URL,
        rate_limits=False,
        placed_shape=dice.choice(("bare", "wrapped", "thin")),
        retry_message_id=dice.choice(("same", "new")),
        accepted_status_in_get=dice.choice((20, 30)),
        waiting_status=dice.choice((10, 20)),
        agreed_partial_status=dice.choice((2001, 5001)),
        appeal_status=dice.choice((1001, 3001)),
        refund_info_id=dice.choice(("case", "own")),
        refund_cancels_order=dice.random() < 0.7,
        agree_answers_partial=dice.random() < 0.8,
        unanswered_refund=dice.choice(("approve", "escalate")),
        expiry_event=dice.choice(("1004", "1008", "both")),
        collect_needs_ready=dice.random() < 0.3,
        retry_spacing=dice.choice(("even", "growing")),
        refund_completes_after_s=dice.choice((0.0, 30.0)),
    )
