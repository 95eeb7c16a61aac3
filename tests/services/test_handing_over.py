"""How an order leaves the shop: fetched by its customer, or with the shop's own courier."""

import pytest

from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.domain.order import Fulfilment, Order, Status
from kitchen_app.domain.projection import Lane
from tests.fakes import FakePlatform, Fate, an_order, reached
from tests.services.harness import Process

PICKUP = reached(an_order(1, fulfilment=Fulfilment.PICKUP), Status.READY)
OWN = reached(an_order(2, fulfilment=Fulfilment.SELF_DELIVERY), Status.READY)


@pytest.mark.parametrize(
    ("order", "kind"), [(PICKUP, ActionKind.COLLECT), (OWN, ActionKind.DELIVER)]
)
@pytest.mark.parametrize("fate", [None, Fate.NOT_SENT, Fate.LOST_AFTER, Fate.LOST_BEFORE])
async def test_handing_over_completes_the_order_once(
    process: Process, platform: FakePlatform, order: Order, kind: ActionKind, fate: Fate | None
) -> None:
    order_id = process.knows(order)
    if fate:
        platform.next(kind.value, fate)
    process.start()
    settled = await process.settled((await process.ask(kind, order_id)).key)
    assert settled.state is ActionState.DONE
    assert process.order(order_id).status is Status.COMPLETED
    assert platform.applied == {kind: 1}


async def test_a_courier_that_left_takes_the_card_along(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(OWN)
    process.start()
    await process.settled((await process.ask(ActionKind.DISPATCH, order_id)).key)
    card = process.card(order_id)
    assert card.lane is Lane.GONE
    assert card.order.status is Status.READY
    assert card.actions == {ActionKind.DELIVER, ActionKind.CANCEL, ActionKind.REFUND_PART}
    assert await process.kitchen.dispatch(order_id) is None


async def test_a_courier_whose_leaving_is_refused_the_second_time_has_left(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(OWN)
    platform.next("dispatch", Fate.LOST_AFTER, Fate.REFUSED)
    process.start()
    settled = await process.settled((await process.ask(ActionKind.DISPATCH, order_id)).key)
    assert (settled.state, settled.refusal) == (ActionState.DONE, None)
    assert process.order(order_id).dispatched_at is not None
    assert platform.applied == {ActionKind.DISPATCH: 1}


async def test_a_courier_whose_leaving_is_refused_at_once_has_not_left(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(OWN)
    platform.next("dispatch", Fate.NOT_SENT, Fate.REFUSED)
    process.start()
    settled = await process.settled((await process.ask(ActionKind.DISPATCH, order_id)).key)
    assert settled.state is ActionState.REFUSED
    assert process.order(order_id).dispatched_at is None


async def test_a_keeta_riders_order_is_not_handed_over_by_the_shop(process: Process) -> None:
    order_id = process.knows(reached(an_order(), Status.READY))
    assert await process.kitchen.collect(order_id) is None
    assert await process.kitchen.deliver(order_id) is None
