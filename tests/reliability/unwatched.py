"""A kitchen in which hardly anybody looks, and who watches over it twice a second."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.projection import Lane
from kitchen_app.sandbox.errors import SandboxError
from kitchen_app.sandbox.orders import Order, Phase
from tests.reliability.history import Breach, order_in
from tests.reliability.keeta_side import CallFate
from tests.reliability.loudspeaker import Loudspeaker
from tests.reliability.stage import Stage

LOOK_EVERY_S = 0.5
SILENT_AT_MOST_S = 15.0
KNOWN_AFTER_S = 1.0
"""An order whose message was taken is on the board, and heard of, within it."""

ARRIVES_AFTER_S = (2.0, 20.0, 200.0)
COOKED_FOR_S = 600.0
_GONE_WRONG = (
    CallFate.NOT_SENT,
    CallFate.HTTP_500,
    CallFate.ANSWER_LOST,
    CallFate.HANGS,
    CallFate.LATE_5,
    CallFate.LATE_90,
    CallFate.TOO_MANY,
    CallFate.REFUSED,
)


@dataclass(slots=True)
class Wait:
    """An order that nobody has accepted, and what was done about it, in seconds."""

    order: Order
    known_at: float | None = None
    shown_s: float = 0.0
    audible_s: float = 0.0
    """Something could be heard in the room meanwhile."""
    heard_s: float = 0.0


class Watcher:
    """Sees what waits at Keeta, what the screen shows, and what is heard in the room."""

    def __init__(self, stage: Stage, speaker: Loudspeaker) -> None:
        self._stage = stage
        self._speaker = speaker
        self._waits: dict[int, Wait] = {}
        self._seen_acks = 0
        self._silent_s = 0.0
        self.longest_silence_s = 0.0
        self.expired = 0

    def note(self, order: Order) -> None:
        self._waits[order.order_view_id] = Wait(order)

    async def run(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    @property
    def is_up(self) -> bool:
        return self._stage.keeta.post.receiver is self._stage.run and not self._stage.run.dead

    def look(self) -> None:
        """Compare what waits with what is shown and heard.

        Raises:
            Breach: something waits and no alarm is active.
        """
        self._note_known()
        for wait in tuple(self._waits.values()):
            if wait.order.phase is not Phase.WAITING:
                del self._waits[wait.order.order_view_id]
                self._judge_end(wait)
        now = self._stage.loop.time()
        waiting = [
            wait
            for wait in self._waits.values()
            if wait.known_at is not None and now > wait.known_at + KNOWN_AFTER_S
        ]
        if not waiting or not self.is_up:
            self._silent_s = 0.0
            return
        self._judge_screen(waiting)
        self._judge_room(waiting)

    def _note_known(self) -> None:
        acknowledged = self._stage.keeta.post.acknowledged
        for told in acknowledged[self._seen_acks :]:
            wait = self._waits.get(order_in(told.message) or 0)
            if wait is not None and wait.known_at is None:
                wait.known_at = told.at
        self._seen_acks = len(acknowledged)

    def _judge_screen(self, waiting: list[Wait]) -> None:
        """What the window counts, grades and counts down is there, whatever can be heard."""
        for wait in waiting:
            card = self._stage.run.board.cards.get(self._stage.id_of(wait.order))
            if card is None or card.accept_by is None or card.lane is not Lane.NEW:
                raise Breach("an order waits and the screen does not say so")
            wait.shown_s += LOOK_EVERY_S

    def _judge_room(self, waiting: list[Wait]) -> None:
        if not self._speaker.can_be_heard:
            self._silent_s = 0.0
            return
        heard = self._speaker.heard is not None
        for wait in waiting:
            wait.audible_s += LOOK_EVERY_S
            wait.heard_s += LOOK_EVERY_S if heard else 0.0
        self._silent_s = 0.0 if heard else self._silent_s + LOOK_EVERY_S
        self.longest_silence_s = max(self.longest_silence_s, self._silent_s)
        if self._silent_s > SILENT_AT_MOST_S:
            raise Breach(f"an order waits and for {self._silent_s} s nothing was heard")

    def _judge_end(self, wait: Wait) -> None:
        """None may expire unalarmed: each was shown, and heard if anything could be heard."""
        if wait.order.phase is not Phase.CANCELLED or wait.known_at is None:
            return
        self.expired += 1
        if wait.audible_s > SILENT_AT_MOST_S and not wait.heard_s:
            raise Breach("an order has ended and was never heard")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The kitchen, with everything that may happen in it."""

    stage: Stage
    speaker: Loudspeaker
    watcher: Watcher
    dice: random.Random
    people: asyncio.TaskGroup

    async def live(self, orders: int) -> None:
        """Let so many orders come in, and wait until the last of them has ended."""
        for _ in range(orders):
            placed = self.stage.place(self.dice.choice(("delivery", "pickup")))
            self.watcher.note(placed)
            self.people.create_task(self._fate(placed))
            if self.dice.random() < 0.25:
                await self.dice.choice(_HAPPENINGS)(self)
            pause_s = self.dice.expovariate(1 / self.dice.choice(ARRIVES_AFTER_S))
            await self.stage.pass_time(pause_s)
        await self.stage.pass_time(COOKED_FOR_S + 400.0)

    async def _fate(self, order: Order) -> None:
        """Somebody looks at an order, here or in Keeta's own app; most often nobody does."""
        await asyncio.sleep(self.dice.choice((5.0, 40.0, 200.0, 290.0)) * self.dice.random())
        rules = self.stage.keeta.world.rules
        who = self.dice.choice(("nobody", "nobody", "cook", "cook", "Keeta's app", "customer"))
        with suppress(SandboxError):
            if who == "cook":
                await self._touch(order)
            elif who == "Keeta's app":
                rules.accept(order)
            elif who == "customer":
                rules.cancel_by_customer(order)
        await asyncio.sleep(COOKED_FOR_S)
        if order.phase is Phase.ACCEPTED:
            rules.complete(order)

    async def _touch(self, order: Order) -> None:
        if self.dice.random() < 0.4:
            fates = self.dice.choices(_GONE_WRONG, k=self.dice.choice((1, 3, 8)))
            self.stage.keeta.wire.next("/order/confirm", *fates)
        for _ in range(self.dice.choice((1, 1, 4))):
            if self.watcher.is_up:
                await self.stage.touch(ActionKind.ACCEPT, order)
            await asyncio.sleep(self.dice.choice((0.2, 4.0)))


async def _restart(life: Life) -> None:
    if life.dice.random() < 0.5:
        life.stage.jump(timedelta(seconds=life.dice.choice((-3600, 3600))))
    await life.stage.restart(off_s=life.dice.choice((0.0, 2.0, 30.0, 100.0)))
    life.stage.run.alarm.lead_to(life.speaker)


async def _set_clock(life: Life) -> None:
    seconds = life.dice.choice((-86_400, -3600, -45, -5, 5, 45, 3600, 86_400))
    life.stage.jump(timedelta(seconds=seconds))


async def _lose_device(life: Life) -> None:
    life.speaker.plug(is_in=False)
    await life.stage.pass_time(life.dice.choice((3.0, 40.0, 400.0)))
    life.speaker.plug(is_in=True)


async def _mute(life: Life) -> None:
    life.speaker.is_muted = True
    await life.stage.pass_time(life.dice.choice((3.0, 40.0, 400.0)))
    life.speaker.is_muted = False


async def _cut_off(life: Life) -> None:
    """There is no line, and somebody touches what waits."""
    life.stage.keeta.wire.is_up = life.stage.keeta.post.is_up = False
    for order in life.stage.orders(Phase.WAITING):
        await life.stage.touch(ActionKind.ACCEPT, order)
    await life.stage.pass_time(life.dice.choice((5.0, 40.0, 200.0)))
    life.stage.keeta.wire.is_up = life.stage.keeta.post.is_up = True


_HAPPENINGS: tuple[Callable[[Life], Awaitable[None]], ...] = (
    _restart,
    _set_clock,
    _lose_device,
    _mute,
    _cut_off,
)
