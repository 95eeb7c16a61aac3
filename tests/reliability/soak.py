"""A shop that is open for weeks: its services, real reader and real file, in virtual time.

Orders come in small groups between ten and eight o'clock; then the hours of the night go by.
Between the hours the clock jumps: what happens each second of a month would take a month.
"""

import asyncio
import gc
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kitchen_app.base.callback import SUCCESS, RawCallback
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import Order, OrderId, ShopId, Status
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.codec import decode_order
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.store.database import FILE_NAME
from kitchen_app.store.safekeeping import Safekeeping
from tests.builders import APP_ID, CALLBACK_URL, SECRET
from tests.fakes import NOON, SHOP, FakeClock, FakePlatform
from tests.reliability import gauges
from tests.reliability.customers import Customer
from tests.services.harness import Process, pass_time, until
from tests.virtual_time import VirtualTimeLoop

HOUR = timedelta(hours=1)
HOURS_OPEN = 10
BACKUP_EVERY_H = 4
AT_ONCE = 6
REMEMBERED = timedelta(days=2)


class ShortMemory(FakePlatform):
    """Keeta, which keeps no old order in this process: it makes it anew when it is asked for."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self._ordered_at = array("d")
        self._moments = {name: array("d") for name in _MOMENTS}

    def new_customer(self) -> Customer:
        customer = Customer(number=len(self._ordered_at), ordered_at=self.clock.now())
        self._ordered_at.append(customer.ordered_at.timestamp())
        for moments in self._moments.values():
            moments.append(0.0)
        self.place(_order(customer))
        return customer

    async def read(self, order_id: OrderId, shop_id: ShopId) -> ReadBack:
        if order_id in self.orders:
            return await super().read(order_id, shop_id)
        number = _number(order_id)
        customer = Customer(number=number, ordered_at=_moment(self._ordered_at[number]))
        moments: dict[str, Any] = {
            name: _moment(kept[number]) for name, kept in self._moments.items()
        }
        order = replace(_order(customer), status=Status.COMPLETED, **moments)
        return ReadBack(order=order)

    def forget(self) -> None:
        self.calls.clear()
        for order_id, order in tuple(self.orders.items()):
            if self.clock.now() - order.placed_at > REMEMBERED:
                for name, moments in self._moments.items():
                    moments[_number(order_id)] = getattr(order, name).timestamp()
                del self.orders[order_id]
                self._earlier.pop(order_id, None)


_MOMENTS = ("accepted_at", "ready_at", "completed_at")


def _number(order_id: OrderId) -> int:
    first = Customer(number=0, ordered_at=NOON)
    return (int(order_id) - first.order_id) // 7


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _order(customer: Customer) -> Order:
    return decode_order(
        Reader(customer.info(status=10)),
        order_id=id_of(customer),
        shop_id=SHOP,
        now=customer.ordered_at,
    )


def id_of(customer: Customer) -> OrderId:
    return OrderId(str(customer.order_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the program holds in the morning, before the first order."""

    memory: int
    objects: int
    files: int
    threads: int
    tasks: int
    sizes: dict[str, int]
    database: int
    orders: int
    messages: int


class Soak:
    """The shop, day after day."""

    def __init__(self, data_dir: Path, *, kept_days: int) -> None:
        self.clock = FakeClock()
        self.clock.follow(asyncio.get_running_loop().time)
        self.platform = ShortMemory(self.clock)
        self.safe = Safekeeping(data_dir, self.clock, ballast_bytes=4096)
        reader = KeetaCallbacks(
            app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=True
        )
        self.process = Process(
            data_dir,
            platform=self.platform,
            reader=reader,  # type: ignore[arg-type]  # the real one
            clock=self.clock,
            safe=self.safe,
        )
        privacy = PrivacySettings(delete_after_days=kept_days)
        self.process.retention.follow(Chosen(privacy=privacy))
        self._file = data_dir / FILE_NAME
        self._hour = 0

    def open(self) -> None:
        process, serve = self.process, self.process.supervisor.serve
        serve(process.intake.commit_groups, name="inbox commits")
        serve(process.intake.apply_stored, name="inbox worker")
        serve(process.sync.run, name="sync")
        serve(process.alarm_duty.run, name="alarm")
        process.outbox.resume()

    async def day(self, orders: int) -> Reading:
        for hour in range(24):
            if hour < HOURS_OPEN:
                share = range(orders * hour // HOURS_OPEN, orders * (hour + 1) // HOURS_OPEN)
                for start in share[::AT_ONCE]:
                    await self._serve(len(range(start, min(start + AT_ONCE, share.stop))))
            await self._end_hour()
        return self._read()

    async def _end_hour(self) -> None:
        process = self.process
        self.clock.advance(HOUR)
        process.watch.look()
        process.reversals.look()
        await until(
            lambda: not process.store.inbox.waiting(1) and not process.sync._due, within_s=9e3
        )
        await process.retention.forget()
        self._hour += 1
        if self._hour % BACKUP_EVERY_H == 0:
            for _ in self.safe.copy_in_steps():
                continue
            self.safe.keep_copy()
            self.safe.settle_copy()
        self.platform.forget()

    async def _serve(self, count: int) -> None:
        """Take a few customers at once through the whole life of their orders."""
        customers = [self.platform.new_customer() for _ in range(count)]
        ids = [id_of(customer) for customer in customers]
        kitchen, board = self.process.kitchen, self.process.board
        await self._take([customer.placed() for customer in customers])
        await until(lambda: all(order_id in board.cards for order_id in ids))
        for order_id in ids:
            assert await kitchen.accept(order_id)
        await self._settled()
        await self._take([customer.accepted(self.clock.now()) for customer in customers])
        for order_id in ids:
            assert await kitchen.ready(order_id)
        await self._settled()
        for state in (30, 50):
            await self._take([each.rider(self.clock.now(), state) for each in customers])
        for order_id in ids:
            self.platform.move(order_id, Status.COMPLETED)
        await self._take([customer.completed(self.clock.now()) for customer in customers])
        await self._take_back([each for each in customers if each.number % 11 == 0])

    async def _take_back(self, customers: Sequence[Customer]) -> None:
        """Let some want their money back, and have it."""
        for status in (1001, 2001):
            await self._take([each.refund(self.clock.now(), status) for each in customers])

    async def _settled(self) -> None:
        await until(lambda: not self.process.store.actions.all_open())

    async def _take(self, bodies: Sequence[bytes]) -> None:
        now, receive = self.clock.now(), self.process.intake.receive
        raws = [RawCallback(body=body, received_at=now) for body in bodies]
        assert set(await asyncio.gather(*map(receive, raws))) <= {SUCCESS}
        await until(lambda: not self.process.store.inbox.waiting(1))
        await pass_time(1)

    def _read(self) -> Reading:
        gc.collect()
        execute = self.process.database.peewee.execute_sql
        return Reading(
            memory=gauges.memory(),
            objects=len(gc.get_objects()),
            files=gauges.open_files(),
            threads=gauges.threads(),
            tasks=len(asyncio.all_tasks()),
            sizes=gauges.sizes(self.process),
            database=self._file.stat().st_size,
            orders=execute("SELECT count(*) FROM orders").fetchone()[0],
            messages=execute("SELECT count(*) FROM inbox").fetchone()[0],
        )


@contextmanager
def a_soak(data_dir: Path, *, kept_days: int) -> Iterator[tuple[Soak, asyncio.Runner]]:
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:

        async def build() -> Soak:
            soak = Soak(data_dir, kept_days=kept_days)
            soak.open()
            return soak

        soak = runner.run(build())
        try:
            yield soak, runner
        finally:
            runner.run(soak.process.kill())
