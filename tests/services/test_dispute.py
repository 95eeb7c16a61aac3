"""The record of an order has all that happened and nothing of a person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.events import Placed, RefundTold
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.domain.reply_times import Answerer, Waited
from kitchen_app.domain.shop import Shop
from kitchen_app.domain.tickets import Copy, Mark, Ticket
from kitchen_app.services.dispute import Disputes
from kitchen_app.services.print_ports import Raster
from kitchen_app.services.shop_view import ShopView
from tests.fakes import NOON, SHOP, FakeClock
from tests.services.harness import Process
from tests.store.people import NAME, a_case, of_a_person

ORDER = replace(of_a_person(status=Status.NEW), accepted_at=None)


class Pen:
    """Draws every ticket as one white dot; `trouble` is why not."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.drawn: list[Ticket] = []
        self.trouble = trouble

    async def draw(self, ticket: Ticket) -> Raster:
        self.drawn.append(ticket)
        if self.trouble is not None:
            raise self.trouble
        return Raster(width=1, height=1, rows=b"\0")


def disputes(process: Process, pen: Pen) -> Disputes:
    kitchen = process.kitchen
    return Disputes(store=process.store, clock=process.clock, draw=pen.draw, shop=kitchen.shop)


@pytest.fixture
async def asked_back(process: Process, clock: FakeClock) -> Process:
    """An order that was shown, accepted by a person, and wanted back."""
    process.platform.place(ORDER)
    process.ledger.record((Placed(order=ORDER),))
    await process.kitchen.witness.shown((ORDER.order_id,))
    process.start()
    clock.advance(timedelta(seconds=20))
    await process.settled((await process.ask(ActionKind.ACCEPT, ORDER.order_id)).key)
    case = a_case(ORDER, RefundState.WAITING, clock.now())
    process.ledger.record((RefundTold(case=case, shop_id=SHOP),))
    return process


async def test_it_gathers_what_happened(asked_back: Process) -> None:
    pen = Pen()
    record = await disputes(asked_back, pen).of(ORDER.order_id)
    assert record is not None
    assert record.box.is_whole
    kinds = [note.entry.kind for note in record.box.notes]
    assert kinds[:2] == ["placed", "shown"]
    assert {"action", "step", "refund"} <= set(kinds)
    waited = {each.what: each for each in record.replies}
    assert waited[Waited.ACCEPT].by is Answerer.PERSON
    assert (waited[Waited.ACCEPT].seconds or 0) >= 20
    assert waited[Waited.REFUND].until is None
    assert record.ticket is not None
    (drawn,) = pen.drawn
    assert (drawn.copy, drawn.mark) == (Copy.KITCHEN, Mark.COPY)
    assert NAME not in repr(record)
    assert NAME not in repr(drawn)
    assert record.version


async def test_the_shop_has_its_name_once_it_is_known(asked_back: Process) -> None:
    before = await asked_back.kitchen.disputes.of(ORDER.order_id)
    assert before is not None
    assert before.shop_name == ""
    asked_back.kitchen.shop.follow(ShopView(shop=Shop(shop_id=SHOP, name="Grill"), read_at=NOON))
    after = await asked_back.kitchen.disputes.of(ORDER.order_id)
    assert after is not None
    assert after.shop_name == "Grill"
    assert after.ticket is not None


async def test_without_a_picture_there_is_the_rest(
    asked_back: Process, caplog: pytest.LogCaptureFixture
) -> None:
    for trouble in (KnownError("no pen"), ValueError("planted")):
        record = await disputes(asked_back, Pen(trouble)).of(ORDER.order_id)
        assert record is not None
        assert record.ticket is None
        assert record.box.notes
    assert "no pen" in caplog.text
    assert "cannot be drawn" in caplog.text
    caplog.clear()


async def test_there_is_none_of_an_order_that_nobody_knows(process: Process) -> None:
    assert await process.kitchen.disputes.of(OrderId("77")) is None
