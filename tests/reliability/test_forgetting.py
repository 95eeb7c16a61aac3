"""Weeks of customers: the raw bytes of the files name nobody whose time is over."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kitchen_app.domain.order import OrderId
from kitchen_app.services.safekeeper import Safekeeper
from tests.fakes import NOON
from tests.logs import open_log
from tests.reliability.customers import Customer, marks_in, marks_of_database
from tests.reliability.shop import COPIES_LIMIT, DAY, ROUND, Shop, a_shop

CI_DAYS = 45
LONG_DAYS = 90
A_DAY = 3
"""Customers a day."""


async def a_day(shop: Shop, day: int) -> None:
    """Serve the day's customers and let the hourly rounds happen."""
    for turn in range(DAY // ROUND):
        shop.clock.advance(ROUND)
        if turn < A_DAY:
            number = day * A_DAY + turn
            await shop.serve(Customer(number=number, ordered_at=shop.clock.now()))
        if turn == 4 and day >= 10 and day % 10 == 0:
            then = shop.clock.now() - 10 * DAY
            await shop.late_news(Customer(number=(day - 10) * A_DAY + 1, ordered_at=then))
        shop.process.reversals.look()
        await shop.settle()
        await shop.process.retention.forget()
        if turn % 4 == 0:
            shop.back_up()


@pytest.mark.parametrize("days", [CI_DAYS, pytest.param(LONG_DAYS, marks=pytest.mark.long)])
def test_nobody_is_in_the_files_after_their_time(tmp_path: Path, days: int) -> None:
    data_dir, log_dir = tmp_path / "data", tmp_path / "logs"
    seen: set[str] = set()
    with open_log(log_dir), a_shop(data_dir) as (shop, runner):
        for day in range(days):
            runner.run(a_day(shop, day))
            there = marks_of_database(data_dir)
            assert there <= shop.may_be_there(), f"day {day}"
            assert marks_in(data_dir) <= shop.may_be_there(COPIES_LIMIT), f"copies, day {day}"
            seen |= there
        assert shop.open <= there, "what asks for something is never forgotten"
        assert shop.platform.count("read") > days * A_DAY, "finished orders were read again"
        stored = shop.process.store.orders.open_or_changed_since(NOON - 400 * DAY)
        assert len(stored) <= 32 * A_DAY
    assert marks_in(data_dir) > there, "the test can see who is in a copy"
    assert len(seen) > days * A_DAY * 0.9, "the test can see a customer who is there"
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
        assert marks_of_database(tmp_path) == set()


def test_who_is_forgotten_by_hand_is_in_no_byte_of_any_file(tmp_path: Path) -> None:
    """Not in the database, its WAL and indexes, the backups, the journal, the log."""
    data_dir, log_dir = tmp_path / "data", tmp_path / "logs"
    keeper_of_copies = ThreadPoolExecutor(max_workers=1)
    with open_log(log_dir), a_shop(data_dir) as (shop, runner):

        async def play() -> None:
            wanted, other = (
                Customer(number=number, ordered_at=shop.clock.now()) for number in (11, 12)
            )
            for customer in (wanted, other):
                await shop.serve(customer)
            await shop.settle()
            shop.back_up()
            (data_dir / "kitchen-damaged-2026.db").write_bytes(wanted.mark.encode())
            assert marks_in(data_dir / "backups") >= {wanted.mark, other.mark}
            keeper = Safekeeper(safe=shop.safe, links=shop.process.links, checker=keeper_of_copies)
            shop.process.kitchen.erasure.begun.connect(keeper.renew)
            order_id = OrderId(str(wanted.order_id))
            assert await shop.process.kitchen.erasure.forget(order_id) is None
            assert marks_of_database(data_dir) == {other.mark}
            await keeper.back_up_now()
            assert marks_in(data_dir) == {other.mark}, "the control: the test can see who is there"
            await shop.process.sync.read_now(order_id)
            assert marks_in(data_dir) == {other.mark}, "no later read brings anybody back"

        runner.run(play())
    keeper_of_copies.shutdown()
    assert marks_in(log_dir) == set()
    assert "forgotten by hand" in (log_dir / "kitchen.log").read_text("utf-8")
