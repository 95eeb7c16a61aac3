"""Searching all orders beside the core, over a real database."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.events import Placed
from kitchen_app.domain.history import Found, Wanted
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.services.errors import NotStored
from kitchen_app.services.history import History
from kitchen_app.services.history_ports import Superseded
from kitchen_app.store.models import HistoryStateRow
from tests.fakes import NOON, an_order, reached
from tests.services.harness import Process

MANY = 200


async def numbers(process: Process, text: str = "", **changes: object) -> list[str]:
    wanted = replace(Wanted(text=text), **changes)  # type: ignore[arg-type]  # names of the dataclass
    found = await process.kitchen.history.find(wanted)
    assert found is not None
    return [each.order.number for each in found.orders]


async def test_what_the_core_has_stored_is_found(process: Process) -> None:
    for number in range(3):
        process.ledger.record((Placed(order=an_order(number)),))
    assert await numbers(process) == ["0002", "0001", "0000"]
    assert await numbers(process, "0001 soup") == ["0001"]
    assert await numbers(process, f"{NOON:%d/%m}") == ["0002", "0001", "0000"]
    assert await numbers(process, first=kitchen_day(NOON) + timedelta(days=1)) == []


async def test_an_order_is_found_long_after_it_left_the_board(process: Process) -> None:
    order = reached(an_order(), Status.COMPLETED)
    process.store.orders.save(order, NOON)
    process.clock.advance(timedelta(days=20))
    process.board.recheck()
    assert await numbers(process, "soup") == ["0001"]
    card = await process.kitchen.history.card_of(order.order_id)
    assert card is not None
    assert card.order.number == "0001"


async def test_an_order_that_is_gone_meanwhile_has_no_card(process: Process) -> None:
    assert await process.kitchen.history.card_of(OrderId("1")) is None


class SlowReader:
    """Finds when it is let; tells what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.began = threading.Event()
        self.may_end = threading.Event()
        self.error: Exception | None = None

    def find(self, wanted: Wanted) -> Found:
        self.asked.append(wanted.text)
        self.began.set()
        if wanted.text == "old":
            self.may_end.wait(10)
            raise Superseded
        if self.error is not None:
            raise self.error
        return Found(left=7)

    def give_up(self) -> None:
        self.may_end.set()


@pytest.fixture
def slow() -> SlowReader:
    return SlowReader()


@pytest.fixture
def over_slow(process: Process, slow: SlowReader) -> Callable[[], History]:
    def make() -> History:
        return History(
            store=process.store,
            board=process.board,
            reader=slow,
            index=process.kitchen.history._index,
            clock=process.clock,
            own_names=dict,
        )

    return make


async def test_only_the_last_search_is_answered(
    process: Process, slow: SlowReader, over_slow: Callable[[], History]
) -> None:
    history = over_slow()
    answers: list[Found | None] = []

    async def ask(text: str) -> None:
        answers.append(await history.find(Wanted(text=text)))

    old = process.supervisor.spawn(ask("old"), name="old")
    await asyncio.to_thread(slow.began.wait, 10)
    skipped = process.supervisor.spawn(ask("skipped"), name="skipped")
    new = process.supervisor.spawn(ask("new"), name="new")
    await asyncio.gather(old, skipped, new)
    assert answers == [None, None, Found(left=7)]
    assert slow.asked[0] == "old"
    assert slow.asked[-1] == "new"
    history.close()


async def test_a_history_that_cannot_be_read_is_told(
    slow: SlowReader, over_slow: Callable[[], History]
) -> None:
    history = over_slow()
    slow.error = NotStored("The history cannot be read: CantOpenError")
    with pytest.raises(NotStored):
        await history.find(Wanted())
    slow.error = None
    assert await history.find(Wanted()) == Found(left=7), "the next search works"
    history.close()


async def test_older_orders_are_indexed_in_pieces(process: Process) -> None:
    with process.store.transaction():
        for number in range(MANY):
            process.store.orders.save(an_order(number), NOON)
    forget = "DELETE FROM {}"
    database = process.database.peewee
    for table in ("history", "history_notes", "history_index"):
        database.execute_sql(forget.format(table))
    HistoryStateRow.update(todo=MANY, remaining=MANY).bind(database).execute()
    service = process.supervisor.spawn(process.kitchen.history.run(), name="history")
    await asyncio.sleep(5.005)
    found = await process.kitchen.history.find(Wanted())
    assert found is not None
    assert found.left == MANY - 20
    await service
    found = await process.kitchen.history.find(Wanted(text="soup"))
    assert found is not None
    assert (found.left, len(found.orders), found.next is not None) == (0, 30, True)


async def test_a_full_disk_is_waited_for(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    HistoryStateRow.update(todo=9, remaining=9).bind(process.database.peewee).execute()
    process.store.fail_next(True)
    service = process.supervisor.spawn(process.kitchen.history.run(), name="history")
    await asyncio.sleep(30)
    assert not service.done()
    assert "not indexed yet" in caplog.text
    caplog.clear()
    await service
    found = await process.kitchen.history.find(Wanted())
    assert found == Found()
