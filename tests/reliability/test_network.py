"""A bad line between core and Keeta: nothing is done twice, nothing is lost, all is made up for.

All twelve toxics play at once, each with a core and a Keeta of its own: they wait most of the time.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.actions import Action, ActionState, CancelReason, RejectReason
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import EventFault, EventFaultKind
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.board import CardView
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.links import LinkState
from tests.e2e.stage import config_for
from tests.toxics import HEALTHY, TOXICS, Line, Toxic, open_line

# A connection that is given up while it comes about leaves its socket to the garbage collector
# (anyio, below httpx).
pytestmark = [
    pytest.mark.alone,
    pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning"),
]

BAD_FOR_S = 4.0
DRAINED_WITHIN_S = 15.0
OFFLINE_TOLD_WITHIN_S = 10.0


@dataclass
class Shop:
    """A core, the Keeta that it works with, and the line between them."""

    core: Core
    sandbox: Sandbox
    line: Line

    async def until(self, holds: Callable[[], bool], signal: str, *, within_s: float = 10) -> float:
        """Wait until something holds; return how long it took."""
        kitchen, changed = self.core.kitchen, asyncio.Event()

        def note(_: object) -> None:
            changed.set()

        told = kitchen.links.changed if signal == "links" else kitchen.board.card_changed
        loop = asyncio.get_running_loop()
        began = loop.time()
        told.connect(note)
        async with asyncio.timeout(within_s):
            while not holds():
                await changed.wait()
                changed.clear()
        told.disconnect(note)
        return loop.time() - began

    async def card(
        self, order_id: OrderId, holds: Callable[[CardView], bool], *, within_s: float = 10
    ) -> float:
        cards = self.core.kitchen.board.cards
        return await self.until(
            lambda: order_id in cards and holds(cards[order_id]), "cards", within_s=within_s
        )

    async def new_order(self, *, fulfilment: str = "delivery") -> OrderId:
        order_id = OrderId(str(await self.sandbox.place_order(fulfilment=fulfilment)))
        await self.card(order_id, lambda card: bool(card.order.lines))
        return order_id

    async def cooking(self, **wish: str) -> OrderId:
        """Return an order that is accepted."""
        order_id = await self.new_order(**wish)
        self.sandbox.accept_in_keeta_app(int(order_id))
        await self.card(order_id, lambda card: card.order.status is Status.ACCEPTED)
        return order_id

    async def waiting_at_the_counter(self) -> OrderId:
        """Return an order that is ready for the customer to take."""
        order_id = await self.cooking(fulfilment="pickup")
        await self.core.kitchen.ready(order_id)
        await self.card(
            order_id, lambda card: card.order.status is Status.READY and card.pending is None
        )
        return order_id

    async def asked_back(self) -> OrderId:
        """Return an order whose customer wants the money back."""
        order_id = await self.cooking()
        self.sandbox.refunds.ask(self.sandbox.book.get(int(order_id)), reason="It was cold")
        await self.card(order_id, lambda card: waiting_case(card.refunds) is not None)
        return order_id

    def done(self, order_id: OrderId, path: str) -> int:
        """Return how often Keeta did what was asked."""
        calls = self.sandbox.order(int(order_id)).calls
        return sum(call.path == path and call.code == 0 for call in calls)


@asynccontextmanager
async def shop(data_dir: Path, seed: int = 11) -> AsyncIterator[Shop]:
    async with Sandbox(SandboxConfig(seed=seed)) as sandbox, open_line(sandbox.port) as line:
        config = config_for(sandbox, data_dir)
        base_url = sandbox.base_url.replace(str(sandbox.port), str(line.port))
        keeta = replace(config.settings.keeta, base_url=base_url)
        core = Core(replace(config, settings=replace(config.settings, keeta=keeta)))
        await core.start()
        sandbox.set_callback_url(core.callback_url)
        try:
            yield Shop(core, sandbox, line)
        finally:
            await core.stop()
            gc.collect()  # see the mark: while it is in force


Flow = Callable[[Shop, Toxic], Awaitable[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A touch while the line is bad is carried out once, soon after the line is well."""

    order: Callable[[Shop], Awaitable[OrderId]]
    touch: Callable[[Kitchen, OrderId], Awaitable[Action | None]]
    path: str
    reached: Callable[[CardView], bool]

    async def __call__(self, shop: Shop, toxic: Toxic) -> float:
        order_id = await self.order(shop)
        await shop.line.become(toxic)
        action = await self.touch(shop.core.kitchen, order_id)
        assert action is not None
        await asyncio.sleep(BAD_FOR_S)
        await shop.line.become(HEALTHY)
        took_s = await shop.card(
            order_id,
            lambda card: self.reached(card) and card.pending is None,
            within_s=DRAINED_WITHIN_S,
        )
        assert shop.core._store.actions.get(action.key).state is ActionState.DONE
        assert shop.done(order_id, self.path) == 1
        return took_s


def status_is(status: Status) -> Callable[[CardView], bool]:
    return lambda card: card.order.status is status


def nothing_is_asked(card: CardView) -> bool:
    return waiting_case(card.refunds) is None


TOUCHES = {
    "accepted": Touched(
        order=Shop.new_order,
        touch=Kitchen.accept,
        path="/order/confirm",
        reached=status_is(Status.ACCEPTED),
    ),
    "ready": Touched(
        order=Shop.cooking,
        touch=Kitchen.ready,
        path="/order/prepare",
        reached=status_is(Status.READY),
    ),
    "cancelled": Touched(
        order=Shop.cooking,
        touch=partial(Kitchen.cancel, reason=CancelReason.NO_INGREDIENTS),
        path="/order/cancel",
        reached=status_is(Status.CANCELLED),
    ),
    "handed over": Touched(
        order=Shop.waiting_at_the_counter,
        touch=Kitchen.collect,
        path="/order/collect",
        reached=status_is(Status.COMPLETED),
    ),
    "refund agreed": Touched(
        order=Shop.asked_back,
        touch=Kitchen.agree_refund,
        path="/order/agree",
        reached=nothing_is_asked,
    ),
    "refund rejected": Touched(
        order=Shop.asked_back,
        touch=partial(Kitchen.reject_refund, reason=RejectReason.PREPARED),
        path="/order/reject",
        reached=nothing_is_asked,
    ),
}


async def cancelled_meanwhile(shop: Shop, toxic: Toxic) -> float:
    """News that got lost is read back, although a cook waits for something else."""
    order_id = await shop.new_order()
    other = await shop.new_order()
    await shop.core.kitchen.accept(other)
    await shop.card(other, lambda card: card.order.status is Status.ACCEPTED)
    await shop.line.become(toxic)
    shop.sandbox.faults.next_event(1004, EventFault(kind=EventFaultKind.LOST))
    shop.sandbox.cancel_by_service(int(other))
    await shop.core.kitchen.accept(order_id)
    await asyncio.sleep(BAD_FOR_S)
    is_broken = shop.core.kitchen.links.view.sending.state is LinkState.BROKEN
    await shop.line.become(HEALTHY)
    if not is_broken:
        # A line that is merely slow loses nothing; the minute's look finds it.
        shop.core._sync.want(other)
    took_s = await shop.card(
        other, lambda card: card.order.status is Status.CANCELLED, within_s=DRAINED_WITHIN_S
    )
    await shop.card(
        order_id,
        lambda card: card.order.status is Status.ACCEPTED and card.pending is None,
        within_s=DRAINED_WITHIN_S,
    )
    assert shop.done(order_id, "/order/confirm") == 1
    kinds = [entry.kind for entry in shop.core._store.orders.timeline(other)]
    assert len(kinds) >= 3, "what was read is written down like any event"
    return took_s


async def orders_come_in_meanwhile(shop: Shop, toxic: Toxic) -> float:
    """Whatever the way to Keeta is like, what Keeta tells us is on the board at once."""
    await shop.line.become(toxic)
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(5):
        await shop.new_order()
    return loop.time() - began


FLOWS: dict[str, tuple[Flow, float]] = {
    **{name: (touched, DRAINED_WITHIN_S) for name, touched in TOUCHES.items()},
    "cancelled meanwhile": (cancelled_meanwhile, DRAINED_WITHIN_S),
    "orders come in": (orders_come_in_meanwhile, 5.0),
}
EACH_TIME = ("accepted", "cancelled meanwhile", "orders come in")
SEEDS = range(11, 16)
LONG = [pytest.mark.long, pytest.mark.timeout(600)]


@pytest.mark.parametrize(
    ("name", "seeds"),
    [
        *((name, SEEDS[:1]) for name in EACH_TIME),
        *(pytest.param(name, SEEDS, marks=LONG) for name in FLOWS),
    ],
)
async def test_nothing_is_lost_or_done_twice(tmp_path: Path, name: str, seeds: range) -> None:
    for seed in seeds:
        await play_all(tmp_path / str(seed), name, seed)


async def play_all(folder: Path, name: str, seed: int) -> None:
    flow, bar_s = FLOWS[name]
    took_s: dict[str, float] = {}

    async def play(toxic: Toxic) -> None:
        async with shop(folder / toxic.name, seed) as stage:
            try:
                took_s[toxic.name] = await flow(stage, toxic)
            except TimeoutError:
                took_s[toxic.name] = float("inf")

    async with asyncio.TaskGroup() as group:
        for toxic in TOXICS:
            group.create_task(play(toxic))
    print(f"{name}, seed {seed}: {max(took_s.values()):.1f} s")  # noqa: T201 - the figure
    late = {name: seconds for name, seconds in took_s.items() if seconds > bar_s}
    assert not late, took_s


@pytest.mark.parametrize(
    "toxic", [t for t in TOXICS if t.refuses or t.swallows], ids=lambda t: t.name
)
async def test_being_offline_is_told_in_ten_seconds(tmp_path: Path, toxic: Toxic) -> None:
    async with shop(tmp_path) as stage:
        links = stage.core.kitchen.links
        await stage.new_order()
        await stage.line.become(toxic)
        told_s = await stage.until(
            lambda: links.view.sending.is_absent, "links", within_s=OFFLINE_TOLD_WITHIN_S
        )
        assert told_s <= OFFLINE_TOLD_WITHIN_S
        await stage.line.become(HEALTHY)
        await stage.until(
            lambda: not links.view.sending.is_absent, "links", within_s=OFFLINE_TOLD_WITHIN_S
        )
