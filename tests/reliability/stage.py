"""One played life of a kitchen: Keeta, the run of the core that is up, and the people."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.actions import Action, ActionKind, CancelReason, RejectReason
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import Choice, PartRefund, PartRefundReason
from kitchen_app.sandbox.cases import CaseState
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment
from kitchen_app.sandbox.orders import Order, Phase
from kitchen_app.services.errors import NotStored
from kitchen_app.services.settings import LastResort
from tests.reliability.core_side import Death, Run, copy_file
from tests.reliability.judge import Judge
from tests.reliability.keeta_side import Call, Keeta, LoopClock, a_config
from tests.reliability.touches import Touch, Touches

CANARY_NOTE = "CANARY-note-of-a-customer"
SLACK = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a life is played: a folder of its own and the empty database to begin with."""

    folder: Path
    prepared: Path


class Stage:
    """What the steps of a plan act upon; every step ends with the judge's look at everything."""

    def __init__(self, place: Place, seed: int) -> None:
        self.dice = random.Random(seed)
        self._folder = place.folder
        copy_file(place.prepared, place.folder)
        self.enforce = self.dice.random() < 0.5
        self.keeta = Keeta(a_config(self.dice))
        self._choice = LastResort.ACCEPT if seed % 3 == 0 else LastResort.NOTHING
        self.loop = asyncio.get_running_loop()
        self.clock = LoopClock(self.loop.time)
        self.touches = Touches()
        self.run: Run = self._new_run()
        self.judge = Judge(self.keeta, self.touches)
        self.keeta.wire.on_sent = self._sent
        self.is_calm = False

    async def raise_curtain(self) -> None:
        await self.keeta.start()
        self._start_run()

    async def drop_curtain(self) -> None:
        await self.run.bury()
        await self.keeta.stop()

    # The core's life

    def _new_run(self) -> Run:
        return Run(
            self._folder,
            config=self.keeta.config,
            wire=self.keeta.wire,
            clock=self.clock,
            enforce=self.enforce,
            choice=self._choice,
        )

    def _start_run(self) -> None:
        self.keeta.wire.begin_run()
        with suppress(Death):
            self.run.start()
        self.keeta.post.receiver = self.run

    def _sent(self, call: Call) -> None:
        self.judge.note_sent(call, self.run)

    async def restart(self, *, off_s: float = 0.0) -> None:
        """Kill the run, let it be off for a while, begin anew; twice, to see that it is once."""
        if abs(self.run.clock.was_set_by()) > SLACK:
            self.judge.blind_at = self.loop.time()  # it died before it could see the jump
        self.keeta.post.receiver = None
        await self.run.bury()
        if off_s:
            await asyncio.sleep(off_s)
        self.run = self._new_run()
        self.judge.look_at_file(self.run, self.keeta.post)
        self._start_run()

    async def pass_time(self, seconds: float) -> None:
        """Let virtual time pass; a run that dies meanwhile is followed by another at once."""
        end = self.loop.time() + seconds
        while (left := end - self.loop.time()) > 0:
            try:
                async with asyncio.timeout(left):
                    await self.run.died.wait()
            except TimeoutError:
                return
            await self.restart()

    async def look(self) -> None:
        """Let the judge see everything as it is now."""
        if self.run.dead:
            await self.restart()
        self.judge.look(self.run, now=self.loop.time())

    # People

    async def touch(self, kind: ActionKind, order: Order) -> Action | None:
        """Touch a button on an order, whether or not the board offers it now."""
        order_id = self.id_of(order)
        kitchen = self.run.kitchen
        calls: dict[ActionKind, Callable[[], Awaitable[Action | None]]] = {
            ActionKind.ACCEPT: lambda: kitchen.accept(order_id),
            ActionKind.READY: lambda: kitchen.ready(order_id),
            ActionKind.COLLECT: lambda: kitchen.collect(order_id),
            ActionKind.DISPATCH: lambda: kitchen.dispatch(order_id),
            ActionKind.DELIVER: lambda: kitchen.deliver(order_id),
            ActionKind.AGREE_REFUND: lambda: kitchen.agree_refund(order_id),
            ActionKind.ACKNOWLEDGE: lambda: kitchen.acknowledge(order_id),
            ActionKind.CANCEL: lambda: kitchen.cancel(order_id, reason=CancelReason.NO_INGREDIENTS),
            ActionKind.REJECT_REFUND: lambda: kitchen.reject_refund(
                order_id, reason=RejectReason.PREPARED
            ),
        }
        return await self._touched(kind, order, calls[kind])

    async def _touched(
        self, kind: ActionKind, order: Order, call: Callable[[], Awaitable[Action | None]]
    ) -> Action | None:
        touch = Touch(
            kind=kind,
            order_id=order.order_view_id,
            at=self.loop.time(),
            offset_error_s=self._offset_error_s,
        )
        self.touches.note(touch)
        try:
            return await call()
        except (OSError, Death, KnownError):
            return None

    @property
    def _offset_error_s(self) -> float:
        """Return by how much the core is wrong about Keeta's clock."""
        believed = self.run.links.to_platform_time(self.run.clock.now())
        return abs((believed - self.keeta.clock.now()).total_seconds())

    async def give_back(self, order: Order, dice: random.Random, *, think_s: float) -> None:
        """Go through the three steps of a partial refund, as the panel does."""
        order_id = self.id_of(order)
        kitchen = self.run.kitchen
        try:
            offered = await kitchen.part_refunds.offered(order_id)
            if not offered.rows:
                return
            row = dice.choice(offered.rows)
            choices = (Choice(row_id=row.row_id, count=1),)
            priced = await kitchen.part_refunds.priced(order_id, choices)
        except (KnownError, RuntimeError):
            return
        await asyncio.sleep(think_s)
        total = priced.total
        if total is None:
            return
        wanted = PartRefund(choices=choices, amount=total, reason=PartRefundReason.MISSING)
        await self._touched(
            ActionKind.REFUND_PART, order, lambda: kitchen.refund_part(order_id, wanted)
        )

    async def answer_questions(self) -> None:
        """Look at Keeta's app, as the card asks, and say what became of each refund."""
        for card in tuple(self.run.board.cards.values()):
            if card.question is None:
                continue
            was_done = card.question.key in self.judge.applied
            with suppress(NotStored, Death):
                await self.run.kitchen.settle_by_hand(card.question.key, was_done=was_done)
                self.touches.words[card.question.key] = was_done

    # Things that happen at Keeta

    @staticmethod
    def id_of(order: Order) -> OrderId:
        return OrderId(str(order.order_view_id))

    def orders(self, *phases: Phase) -> list[Order]:
        return [order for order in self.keeta.orders() if not phases or order.phase in phases]

    def pick(self, dice: random.Random, *phases: Phase) -> Order | None:
        found = self.orders(*phases)
        return dice.choice(found) if found else None

    def waiting_refunds(self) -> list[Order]:
        return [
            order
            for order in self.keeta.orders()
            if any(case.state is CaseState.WAITING for case in order.cases)
        ]

    def place(self, fulfilment: str) -> Order:
        wish = Wish(fulfilment=Fulfilment(fulfilment), note=CANARY_NOTE, lines=2)
        return self.keeta.world.rules.place(wish)

    def jump(self, by: timedelta) -> None:
        """Let our clock be set, forwards or back."""
        self.clock.skew += by
        self.judge.set_at = self.loop.time()

    async def settle_down(self, seconds: float) -> None:
        """End all faults and let time pass; what was to come of them has come."""
        self.is_calm = True
        self.keeta.wire.calm()
        self.keeta.world.faults.clear()
        self.keeta.post.is_up = True
        self.run.store.fates.clear()
        await self.pass_time(seconds)
