"""Orders of every shop that is served live here, and each call names the shop of its order."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kitchen_app.base.callback import SUCCESS, TRY_AGAIN, RawCallback
from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.events import Accepted, Hinted, Placed
from kitchen_app.domain.order import Fulfilment, Order, ShopId, Status
from kitchen_app.services.links import Trouble
from kitchen_app.services.served_shops import OrderShops, ServedShops
from tests.fakes import SHOP, FakeClock, FakePlatform, FakeReader, an_order, reached
from tests.services.harness import START, Process, order_for, until

Teach = Callable[..., RawCallback]

OTHER, STRANGER = ShopId("470012"), ShopId("470099")


@pytest.fixture
async def process(
    tmp_path: Path, clock: FakeClock, platform: FakePlatform, reader: FakeReader
) -> AsyncIterator[Process]:
    """One run that serves two shops."""
    built = Process(tmp_path, platform=platform, reader=reader, clock=clock, also_serves=(OTHER,))
    yield built
    await built.kill()


def of_other(order: Order) -> Order:
    return replace(order, shop_id=OTHER)


def test_what_is_served_is_the_home_shop_and_the_others() -> None:
    served = ServedShops(home=SHOP, others=(OTHER,))
    assert served.all == (SHOP, OTHER)
    assert (SHOP in served, OTHER in served, STRANGER in served) == (True, True, False)
    assert None not in served
    assert (served.are_several, ServedShops(home=SHOP).are_several) == (True, False)


async def test_an_order_belongs_to_the_shop_that_it_names_even_if_that_is_served_no_longer(
    process: Process,
) -> None:
    order_id = process.knows(replace(an_order(), shop_id=STRANGER))
    assert process.shops.of(order_id) == STRANGER
    nameless = process.knows(replace(an_order(2), shop_id=ShopId("")))
    assert process.shops.of(nameless) == SHOP
    assert OrderShops(ServedShops(home=SHOP), process.store).of(an_order(3).order_id) == SHOP


@pytest.mark.parametrize("kind", START)
async def test_each_action_is_asked_of_the_orders_own_shop(
    process: Process, kind: ActionKind
) -> None:
    process.start()
    order_id = process.knows(of_other(order_for(kind)))
    action = await process.settled((await process.ask(kind, order_id)).key)
    assert action.state is ActionState.DONE
    assert process.order(order_id).shop_id == OTHER


async def test_a_message_for_a_served_shop_is_taken_and_one_for_a_third_is_not(
    process: Process, teach: Teach, caplog: pytest.LogCaptureFixture
) -> None:
    process.start()
    ours, theirs = of_other(an_order(1)), replace(an_order(2), shop_id=STRANGER)
    for body, order in ((b"ours", ours), (b"theirs", theirs)):
        raw = teach(body, Placed(order=order), shop_id=order.shop_id)
        assert await process.intake.receive(raw) == SUCCESS
    await until(lambda: process.links.view.receiving.trouble is Trouble.FOREIGN_SHOP)
    assert list(process.board.cards) == [ours.order_id]
    assert "Message for shop 470099" in caplog.text
    caplog.clear()


async def test_what_is_only_hinted_at_is_read_from_the_shop_of_the_hint(
    process: Process, platform: FakePlatform
) -> None:
    order = of_other(reached(an_order(), Status.ACCEPTED))
    platform.place(order)
    process.supervisor.serve(process.sync.run, name="sync")
    hint = Hinted(order_id=order.order_id, shop_id=OTHER, event_id=1002, creates=False)
    process.ledger.record((hint,))
    await until(lambda: order.order_id in process.board.cards)
    assert process.order(order.order_id) == order


async def test_an_order_that_the_disk_does_not_take_is_read_from_its_shop(
    process: Process, teach: Teach, platform: FakePlatform, caplog: pytest.LogCaptureFixture
) -> None:
    process.start()
    order = of_other(an_order())
    platform.place(order)
    process.store.fail_next(True, True)
    raw = teach(b"placed", Placed(order=order), shop_id=OTHER)
    assert await process.intake.receive(raw) == TRY_AGAIN
    assert not process.card(order.order_id).is_stored
    await until(lambda: process.card(order.order_id).is_stored)
    assert process.order(order.order_id).shop_id == OTHER
    caplog.clear()


async def test_recipient_and_refund_are_asked_of_the_orders_own_shop(process: Process) -> None:
    own = of_other(reached(an_order(fulfilment=Fulfilment.SELF_DELIVERY), Status.ACCEPTED))
    order_id = process.knows(own)
    assert await process.kitchen.recipients.of(order_id) is not None
    assert (await process.kitchen.part_refunds.offered(order_id)).rows
    (event,) = process.outbox._requests.events(await process.ask(ActionKind.READY, order_id))
    assert getattr(event, "shop_id", "") == OTHER


async def test_news_of_an_order_keep_its_shop(process: Process) -> None:
    order_id = process.knows(of_other(an_order()))
    told = Accepted(order_id=order_id, shop_id=OTHER, at=an_order().placed_at)
    process.ledger.record((told,))
    assert (process.order(order_id).shop_id, process.order(order_id).status) == (
        OTHER,
        Status.ACCEPTED,
    )
