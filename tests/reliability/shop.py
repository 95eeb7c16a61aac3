"""The services with their real reader of messages, over a Keeta of our own, in virtual time."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from kitchen_app.base.callback import SUCCESS, RawCallback
from kitchen_app.domain.order import OrderId
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.codec import decode_order
from kitchen_app.keeta.wire import Reader
from kitchen_app.store.safekeeping import Safekeeping
from tests.builders import APP_ID, CALLBACK_URL, SECRET
from tests.fakes import SHOP, FakeClock, FakePlatform
from tests.reliability.customers import Customer
from tests.services.harness import Process, pass_time, until
from tests.virtual_time import VirtualTimeLoop

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ROUND = 3 * HOUR
"""The program forgets each hour; every third is enough to see it."""

LIMIT = timedelta(hours=24) + ROUND + HOUR
"""The setting, the time until the next round, and the length of an order."""


COPIES_LIMIT = LIMIT + timedelta(days=2) + HOUR
"""The oldest backup is the first of the day before; the journal goes back as far."""


class Shop:
    """The program's services with its real readers of messages, and Keeta's side of the orders."""

    def __init__(self, data_dir: Path) -> None:
        self.clock = FakeClock()
        self.platform = FakePlatform(self.clock)
        reader = KeetaCallbacks(
            app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=True
        )
        self.safe = Safekeeping(data_dir, self.clock, ballast_bytes=4096)
        self.process = Process(
            data_dir,
            platform=self.platform,
            reader=reader,  # type: ignore[arg-type]  # the real one
            clock=self.clock,
            safe=self.safe,
        )
        self.ended: dict[str, datetime] = {}
        """The customers whose order has ended, with the moment of the last news of it."""

        self.open: set[str] = set()
        self.taken: list[bytes] = []

    def begin(self) -> None:
        supervisor, process = self.process.supervisor, self.process
        supervisor.serve(process.intake.commit_groups, name="inbox commits")
        supervisor.serve(process.intake.apply_stored, name="inbox worker")
        supervisor.serve(process.sync.run, name="sync")

    async def take(self, body: bytes) -> None:
        answer = await self.process.intake.receive(
            RawCallback(body=body, received_at=self.clock.now())
        )
        assert answer is SUCCESS
        self.taken.append(body)

    async def settle(self) -> None:
        """Let the services take what came and read what they wanted to."""
        await until(lambda: not self.process.store.inbox.waiting(1))
        await pass_time(5)

    async def rest(self) -> None:
        """Let the services also read everything that they want to."""
        await self.settle()
        await until(lambda: not self.process.sync._due, within_s=3600)
        await pass_time(5)

    def know(self, customer: Customer) -> None:
        """Let Keeta have a customer's order, as it is in the end."""
        self.platform.place(
            decode_order(
                Reader(customer.info(status=40)),
                order_id=OrderId(str(customer.order_id)),
                shop_id=SHOP,
                now=self.clock.now(),
            )
        )

    async def serve(self, customer: Customer) -> None:
        """Take a customer's order to its end; of seven one ends otherwise."""
        self.know(customer)
        if customer.number == 5:  # nobody ever says what became of it
            await self.take(customer.placed())
            self.open.add(customer.mark)
            return
        for at, body in customer.day():
            await self.take(body)
            if customer.number % 7 == 0 and b'"eventId":1002' in body:
                await self.take(customer.cancelled(at))
                break
        if customer.number % 11 == 0:
            await self.take(customer.refund(self.clock.now()))
            await self.take(customer.refund(self.clock.now() + HOUR, 2001))
        if customer.number == 8:  # a refund that is never answered
            await self.take(customer.refund(self.clock.now()))
            self.open.add(customer.mark)
        self.ended[customer.mark] = self.clock.now()

    async def late_news(self, customer: Customer) -> None:
        """Let Keeta's customer service come back to an order after ten days."""
        await self.take(customer.refund(self.clock.now(), 4001))
        self.ended[customer.mark] = self.clock.now()

    def back_up(self) -> None:
        for _ in self.safe.copy_in_steps():
            continue
        self.safe.keep_copy()
        self.safe.settle_copy()

    def may_be_there(self, within: timedelta = LIMIT) -> set[str]:
        now = self.clock.now()
        fresh = {mark for mark, moment in self.ended.items() if now - moment <= within}
        return fresh | self.open


@contextmanager
def a_shop(data_dir: Path) -> Iterator[tuple[Shop, asyncio.Runner]]:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:

        async def build() -> Shop:
            shop = Shop(data_dir)
            shop.begin()
            return shop

        shop = runner.run(build())
        try:
            yield shop, runner
        finally:
            runner.run(shop.process.kill())
