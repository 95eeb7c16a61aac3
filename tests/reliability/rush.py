"""A rush of orders through the whole program: the emulator sends, the window shows, a cook
accepts whatever is shown; with messages in between that nobody can digest."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kitchen_app.bootstrap.window import Desk
from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.events import Event
from kitchen_app.domain.shop_events import ShopEvent
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.sender import Push, Sender
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.board import CardView
from kitchen_app.services.ports import CallbackState, StoredCallback
from tests.e2e.stage import Stage, set_up
from tests.reliability.gauges import memory

PLACED = 1001
BAD = "what nobody can digest"
BAD_ONES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message, with the seconds of the machine's monotonic clock."""

    event_id: int
    order_id: int | None
    sent_at: float
    answered_at: float
    ok: bool


class TimedSender(Sender):
    """Keeta's sender, which remembers when each message was sent and when it was answered."""

    def __init__(self, config: SandboxConfig, before: Sender) -> None:
        super().__init__(config)
        self._session = before._session
        self.sent: list[Sent] = []

    async def send(
        self, push: Push, url: str | None, *, message_id: str, at_ms: int, attempt: int
    ) -> tuple[int | None, bool]:
        sent_at = time.monotonic()
        status, ok = await super().send(
            push, url, message_id=message_id, at_ms=at_ms, attempt=attempt
        )
        self.sent.append(
            Sent(
                event_id=push.event_id,
                order_id=push.order_view_id,
                sent_at=sent_at,
                answered_at=time.monotonic(),
                ok=ok,
            )
        )
        return status, ok


class Cook:
    """Sees the orders on the board of the window, and accepts each as soon as it is there.

    An order further down a lane is there too: counted, and a scroll away.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.seen_at: dict[str, float] = {}
        desk.bridge.cards_changed.connect(self.look)  # after the window itself

    def look(self, _: object = None) -> None:
        now = time.monotonic()
        for order_id, view in self._desk.window.board.views.items():
            if order_id not in self.seen_at:
                self.seen_at[order_id] = now
                if ActionKind.ACCEPT in view.actions:
                    self._desk.bridge.asks.take_step(order_id, ActionKind.ACCEPT)


class Rush:
    """The whole program, and the orders that come in at a steady rate."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.cook = Cook(stage.desk)
        self.order_ids: list[int] = []
        self.known_at: dict[str, float] = {}
        """When the core had stored each order and told of it."""

        self.most_memory = 0
        pusher = stage.sandbox.world.pusher
        self.sender = pusher._sender = TimedSender(stage.sandbox.config, pusher._sender)
        stage.core_thread.submit(self._listen()).result(timeout=5)

    async def _listen(self) -> None:
        self.stage.core.kitchen.board.card_changed.connect(self._note)

    def _note(self, card: CardView) -> None:
        self.known_at.setdefault(card.order_id, time.monotonic())

    async def place(self, orders: int, *, per_second: float) -> None:
        """Place orders on the emulator's loop; half way come those that nobody can digest."""
        loop = asyncio.get_running_loop()
        begin = loop.time()
        for index in range(orders):
            await asyncio.sleep(max(0.0, begin + index / per_second - loop.time()))
            if index == orders // 2:
                for number in range(BAD_ONES):
                    send_bad(self.stage.sandbox, number)
            self.order_ids.append(await self.stage.sandbox.place_order(lines=2))
            self.most_memory = max(self.most_memory, memory())

    def is_over(self) -> bool:
        """Tell whether every order that was placed has been on the screen."""
        self.cook.look()
        return all(str(order_id) in self.cook.seen_at for order_id in self.order_ids)

    async def set_aside(self) -> int:
        """Return how many messages the core has set aside; wait until none is tried again."""
        inbox = self.stage.core._store.inbox
        while inbox.waiting(1):
            await asyncio.to_thread(int)
        sql = "SELECT count(*) FROM inbox WHERE state = ?"
        (count,) = inbox._db.execute_sql(sql, (CallbackState.FAILED.value,)).fetchone()
        return int(count)

    @property
    def answers_ms(self) -> list[float]:
        return [(sent.answered_at - sent.sent_at) * 1000 for sent in self.sender.sent]

    @property
    def screen_ms(self) -> list[float]:
        """How long each order took from being sent to its card on the board."""
        return self._since_sent(self.cook.seen_at)

    @property
    def known_ms(self) -> list[float]:
        """How long each order took from being sent to being stored and told of."""
        return self._since_sent(self.known_at)

    def _since_sent(self, moments: Mapping[str, float]) -> list[float]:
        sent_at = {
            sent.order_id: sent.sent_at
            for sent in reversed(self.sender.sent)
            if sent.event_id == PLACED
        }
        return [(moments[str(each)] - sent_at[each]) * 1000 for each in self.order_ids]


def send_bad(sandbox: Sandbox, number: int) -> None:
    """Send what is well signed: the first says of no order which, the next meet a bug of ours."""
    members = {"shopId": sandbox.config.shop_id, "remark": BAD}
    known = {"orderViewId": number} if number else {}
    sandbox.world.pusher.push(PLACED, None, members | known)


def plant_a_bug(patch: pytest.MonkeyPatch) -> None:
    """Let the reader of messages fail, as nobody foresaw, at what names an order and is bad."""

    def events(
        self: KeetaCallbacks, callback: StoredCallback, received_at: object
    ) -> tuple[Event | ShopEvent, ...]:
        if BAD.encode() in callback.body and b"orderViewId" in callback.body:
            raise RuntimeError("planted bug")
        return whole(self, callback, received_at)  # type: ignore[arg-type]  # as it came

    whole = KeetaCallbacks.events
    patch.setattr(KeetaCallbacks, "events", events)


@contextmanager
def a_rush(data_dir: Path) -> Iterator[Rush]:
    """Open everything; the emulator takes as many calls as it is sent."""
    with set_up(data_dir, SandboxConfig(seed=14, rate_limits=False)) as stage:
        yield Rush(stage)
