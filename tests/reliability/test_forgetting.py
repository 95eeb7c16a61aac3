"""Ninety days of customers: the raw bytes of the files name nobody whose time is over."""

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
from tests.builders import APP_ID, CALLBACK_URL, SECRET
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform
from tests.logs import open_log
from tests.reliability.customers import Customer, marks_in
from tests.services.conftest import VirtualTimeLoop
from tests.services.harness import Process, pass_time, until

DAYS = 90
A_DAY = 3
"""Customers a day."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LIMIT = timedelta(hours=24) + 2 * HOUR
"""The setting, one hour until the next round, and the length of an order."""


class Shop:
    """The program's services with its real readers of messages, and Keeta's side of the orders."""

    def __init__(self, data_dir: Path) -> None:
        self.clock = FakeClock()
        self.platform = FakePlatform(self.clock)
        reader = KeetaCallbacks(
            app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=True
        )
        self.process = Process(
            data_dir,
            platform=self.platform,
            reader=reader,  # type: ignore[arg-type]  # the real one
            clock=self.clock,
        )
        self.ended: dict[str, datetime] = {}
        """The customers whose order has ended, with the moment of the last news of it."""

        self.open: set[str] = set()

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

    async def settle(self) -> None:
        """Let the services take what came and read what they wanted to."""
        await until(lambda: not self.process.store.inbox.waiting(1))
        await pass_time(5)

    async def serve(self, customer: Customer) -> None:
        """Take a customer's order to its end; of seven one ends otherwise."""
        self.platform.place(
            decode_order(
                Reader(customer.info(status=40)),
                order_id=OrderId(str(customer.order_id)),
                shop_id=SHOP,
                now=self.clock.now(),
            )
        )
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

    def may_be_there(self) -> set[str]:
        now = self.clock.now()
        fresh = {mark for mark, moment in self.ended.items() if now - moment <= LIMIT}
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


async def a_day(shop: Shop, day: int) -> None:
    """Serve the day's customers and let the hourly rounds happen."""
    for hour in range(24):
        shop.clock.advance(HOUR)
        if hour < A_DAY:
            number = day * A_DAY + hour
            await shop.serve(Customer(number=number, ordered_at=shop.clock.now()))
        if hour == 12 and day >= 10 and day % 10 == 0:
            then = shop.clock.now() - 10 * DAY
            await shop.late_news(Customer(number=(day - 10) * A_DAY + 1, ordered_at=then))
        shop.process.reversals.look()
        await shop.settle()
        await shop.process.retention.forget()


def test_nobody_is_in_the_files_after_their_time(tmp_path: Path) -> None:
    data_dir, log_dir = tmp_path / "data", tmp_path / "logs"
    seen: set[str] = set()
    with open_log(log_dir), a_shop(data_dir) as (shop, runner):
        for day in range(DAYS):
            runner.run(a_day(shop, day))
            there = marks_in(data_dir)
            assert there <= shop.may_be_there(), f"day {day}"
            seen |= there
        assert shop.open <= there, "what asks for something is never forgotten"
        assert shop.platform.count("read") > DAYS * A_DAY, "finished orders were read again"
        stored = shop.process.store.orders.open_or_changed_since(NOON - 400 * DAY)
        assert len(stored) <= 32 * A_DAY
    assert len(seen) > DAYS * A_DAY * 0.9, "the test can see a customer who is there"
    assert marks_in(log_dir) == set()
    assert "Masked" in (log_dir / "kitchen.log").read_text("utf-8")


def test_a_repeat_after_forty_days_changes_nothing(tmp_path: Path) -> None:
    """The body is gone, the order is gone: the hash still knows that the message came."""
    with a_shop(tmp_path) as (shop, runner):

        async def play() -> None:
            customer = Customer(number=1, ordered_at=shop.clock.now())
            await shop.serve(customer)
            await shop.settle()
            shop.clock.advance(40 * DAY)
            await shop.process.retention.forget()
            assert shop.process.store.orders.get(OrderId(str(customer.order_id))) is None
            for _, body in customer.day():
                await shop.take(body)
            await shop.settle()
            assert shop.process.store.orders.get(OrderId(str(customer.order_id))) is None

        runner.run(play())
        assert marks_in(tmp_path) == set()
