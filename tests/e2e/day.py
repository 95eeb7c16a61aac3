"""A day of orders: the core at work with an emulated Keeta, on one loop, and what happens in it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.actions import RejectReason
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.part_refund import Choice, PartRefund, PartRefundReason
from kitchen_app.domain.refunds import RefundCase, RefundKind, RefundState
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.journal import Delivery
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.board import CardView
from tests.e2e.stage import config_for


class PushedClock:
    """The machine's clock, put forward by a test; the emulator sees to its appointments at once."""

    def __init__(self) -> None:
        self._machine = SystemClock()
        self.ahead = timedelta()

    def now(self) -> datetime:
        return self._machine.now() + self.ahead

    def monotonic(self) -> float:
        return self._machine.monotonic() + self.ahead.total_seconds()


@dataclass
class Day:
    """A core at work and the Keeta that it works with, on one loop; both live by `clock`."""

    core: Core
    sandbox: Sandbox
    clock: PushedClock

    async def card(self, order_id: OrderId, holds: Callable[[CardView], bool]) -> CardView:
        """Wait until a card shows something; return it."""
        changed = asyncio.Event()

        def note(_: object) -> None:
            changed.set()

        board = self.core.kitchen.board
        board.card_changed.connect(note)
        async with asyncio.timeout(10):
            while (card := board.cards.get(order_id)) is None or not holds(card):
                await changed.wait()
                changed.clear()
        board.card_changed.disconnect(note)
        return card

    async def place(self, **wish: str | bool | int) -> OrderId:
        order_id = OrderId(str(await self.sandbox.place_order(**wish)))  # type: ignore[arg-type]  # keywords as the emulator names them
        await self.card(order_id, lambda card: bool(card.order.lines) and not card.order.problem)
        return order_id

    async def accepted(self, **wish: str | bool | int) -> OrderId:
        order_id = await self.place(**wish)
        assert await self.core.kitchen.accept(order_id)
        await self.reaches(order_id, Status.ACCEPTED)
        return order_id

    async def made_ready(self, **wish: str | bool | int) -> OrderId:
        order_id = await self.accepted(**wish)
        assert await self.core.kitchen.ready(order_id)
        await self.reaches(order_id, Status.READY)
        return order_id

    async def reaches(self, order_id: OrderId, status: Status) -> CardView:
        return await self.card(
            order_id, lambda card: card.order.status is status and card.pending is None
        )

    async def refused(self, order_id: OrderId) -> None:
        """Wait until the last action of an order has come to nothing."""
        await self.card(order_id, lambda card: card.failure is not None and card.pending is None)

    async def case(self, order_id: OrderId, *states: RefundState) -> RefundCase:
        """Wait until the newest case of an order is in one of these states."""
        card = await self.card(
            order_id, lambda card: bool(card.refunds) and card.refunds[-1].state in states
        )
        return card.refunds[-1]

    async def attempts(self, order_id: OrderId, event_id: int, count: int) -> list[Delivery]:
        """Wait until an event of an order was sent so many times; return the attempts."""
        journal = self.sandbox.journal

        def found() -> list[Delivery]:
            deliveries = journal.deliveries_of(int(order_id))
            return [each for each in deliveries if each.event_id == event_id]

        async with asyncio.timeout(10):
            await journal.wait_until(lambda: len(found()) >= count)
        return found()

    async def comes_true(self, claim: Callable[[], bool]) -> None:
        """Wait for what nothing tells of, such as Keeta's own mind."""
        async with asyncio.timeout(10):
            while not claim():  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.01)

    def leap(self, seconds: float) -> None:
        """Let time pass, for Keeta and for the core."""
        self.clock.ahead += timedelta(seconds=seconds)

    def called(self, path: str) -> int:
        """Return how often the core has called."""
        return [call.path for call in self.sandbox.journal.calls].count(path)


@asynccontextmanager
async def a_day(data_dir: Path, config: SandboxConfig) -> AsyncIterator[Day]:
    clock = PushedClock()
    async with Sandbox(config, clock) as sandbox:
        core = Core(replace(config_for(sandbox, data_dir), clock=clock))
        await core.start()
        sandbox.set_callback_url(core.callback_url)
        try:
            yield Day(core, sandbox, clock)
        finally:
            await core.stop()


async def whole_day(day: Day) -> None:
    """Let one of everything happen, all at once."""
    await asyncio.gather(_delivered(day), _picked_up(day), refunds(day), _taken_back(day))


async def refunds(day: Day) -> None:
    """Let money be given back in every way."""
    await asyncio.gather(
        _refunded_whole(day),
        _refunded_in_part_at_the_customers_wish(day),
        refunded_in_part_by_the_shop(day),
    )


async def _delivered(day: Day) -> None:
    order_id = await day.made_ready()
    for step in (20, 25, 30, 50):
        day.sandbox.ride(int(order_id), step)
    await day.reaches(order_id, Status.COMPLETED)


async def _picked_up(day: Day) -> None:
    order_id = await day.made_ready(fulfilment="pickup")
    assert await day.core.kitchen.collect(order_id)
    await day.reaches(order_id, Status.COMPLETED)


async def _taken_back(day: Day) -> None:
    big = await day.accepted(big=True)
    day.sandbox.cancel_by_service(int(big))
    await day.reaches(big, Status.CANCELLED)


async def _refunded_whole(day: Day) -> None:
    order_id = await day.accepted()
    day.sandbox.refunds.ask(day.sandbox.book.get(int(order_id)), pictures=["https://a.test/1.jpg"])
    waiting = await day.case(order_id, RefundState.WAITING)
    assert (waiting.kind, waiting.answer_by is not None) == (RefundKind.FULL, True)
    assert await day.core.kitchen.agree_refund(order_id)
    await day.case(order_id, RefundState.COMPLETED)
    if day.sandbox.config.refund_cancels_order:
        await day.reaches(order_id, Status.CANCELLED)


async def _refunded_in_part_at_the_customers_wish(day: Day) -> None:
    order_id = await day.accepted()
    order = day.sandbox.book.get(int(order_id))
    day.sandbox.refunds.ask(order, lines={order.products[0]["id"]: 1})
    assert (await day.case(order_id, RefundState.WAITING)).kind is RefundKind.PARTIAL
    action = await day.core.kitchen.reject_refund(order_id, reason=RejectReason.PREPARED)
    assert action is not None
    if day.sandbox.config.agree_answers_partial:
        await day.case(order_id, RefundState.REJECTED)
        day.sandbox.refunds.appeal(order)
        appeal = await day.case(order_id, RefundState.APPEALED)
        assert appeal.answer_by is None  # an appeal is not ours to answer
    day.sandbox.refunds.decide(order, approve=True)
    await day.case(order_id, RefundState.COMPLETED)


async def refunded_in_part_by_the_shop(day: Day) -> None:
    order_id = await day.accepted()
    wanted = await first_row(day, order_id)
    assert await day.core.kitchen.refund_part(order_id, wanted)
    case = await day.case(order_id, RefundState.COMPLETED)
    assert (case.kind, case.amount) == (RefundKind.PARTIAL, wanted.amount)


async def first_row(day: Day, order_id: OrderId) -> PartRefund:
    part_refunds = day.core.kitchen.part_refunds
    offered = await part_refunds.offered(order_id)
    choice = Choice(row_id=offered.rows[0].row_id, count=1)
    total = (await part_refunds.priced(order_id, (choice,))).total
    assert total is not None
    return PartRefund(choices=(choice,), amount=total, reason=PartRefundReason.MISSING)
