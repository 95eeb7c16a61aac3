"""Keeta's own moves: time-outs, riders, customers."""

from typing import Literal

import pytest

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.errors import BadRequestError, UnknownOrderError, WrongStateError
from kitchen_app.sandbox.orders import Phase
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Client, HandClock, Receiver, scene


async def test_order_that_nobody_accepts_is_cancelled_after_five_minutes(
    sandbox: Sandbox, receiver: Receiver, clock: HandClock
) -> None:
    order_id = await sandbox.place_order()
    await sandbox.delivered(order_id, 1001)
    clock.advance(299)
    assert sandbox.order(order_id).phase is Phase.WAITING
    clock.advance(1)
    await sandbox.delivered(order_id, 1004)
    (message,) = receiver.messages(1004)
    assert (message["status"], message["opType"]) == (50, 0)
    info = sandbox.order(order_id).order_info
    assert info["merchantOrder"]["status"] == 50
    assert info["merchantOrder"]["canceledStatusTime"] == message["opTime"]
    (refund,) = info["refundInfos"]
    assert refund["applyType"] == 3001
    assert refund["refundMoney"] == info["feeDtl"]["customerFee"]["payTotal"]


async def test_five_minutes_pass_fast_on_a_scaled_clock(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, speed=6000)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order(cash=True)
        await sandbox.delivered(order_id, 1004)
        snapshot = sandbox.order(order_id)
    merchant = snapshot.order_info["merchantOrder"]
    assert merchant["canceledStatusTime"] - merchant["unconfirmedStatusTime"] >= 300_000
    assert snapshot.order_info["refundInfos"][0]["refundMoney"] == 0


async def test_accepted_order_is_not_cancelled_by_time(
    sandbox: Sandbox, receiver: Receiver, clock: HandClock
) -> None:
    accepted, forgotten = await sandbox.place_order(), await sandbox.place_order()
    sandbox.accept_in_keeta_app(accepted)
    clock.advance(301)
    await sandbox.delivered(forgotten, 1004)
    assert sandbox.order(accepted).phase is Phase.ACCEPTED


async def test_customer_cancels_before_acceptance_only(
    sandbox: Sandbox, receiver: Receiver
) -> None:
    order_id = await sandbox.place_order()
    sandbox.cancel_by_customer(order_id)
    await sandbox.delivered(order_id, 1004)
    assert receiver.messages(1004)[0]["opType"] == 10
    with pytest.raises(WrongStateError, match=f"Order {order_id} is cancelled; to accept it"):
        sandbox.accept_in_keeta_app(order_id)
    accepted = await sandbox.place_order()
    sandbox.accept_in_keeta_app(accepted)
    with pytest.raises(WrongStateError, match="it must be waiting"):
        sandbox.cancel_by_customer(accepted)


async def test_rider_comes_and_delivers(sandbox: Sandbox, receiver: Receiver) -> None:
    order_id = await sandbox.place_order()
    sandbox.accept_in_keeta_app(order_id)
    for status in (0, 10, 99, 10, 20, 25, 30, 50):
        sandbox.ride(order_id, status)
    await sandbox.delivered(order_id, 1003)
    rides = receiver.messages(1006)
    assert [ride["logisticsStatus"] for ride in rides] == [0, 10, 99, 10, 20, 25, 30, 50]
    assert ["courierName" in ride for ride in rides] == [False] * 4 + [True] * 4
    assert receiver.received[-1]["eventId"] == 1003
    snapshot = sandbox.order(order_id)
    assert (snapshot.phase, snapshot.status) == (Phase.COMPLETED, 40)
    (delivery,) = snapshot.order_info["merchantOrderDeliveries"]
    assert (delivery["deliveryMode"], delivery["deliveryStatus"]) == ("1001", 50)
    assert len(delivery["merchantOrderDeliveryHisList"]) == 8
    assert "arrivedStatusTime" in delivery


async def test_nobody_rides_a_drone(sandbox: Sandbox, receiver: Receiver) -> None:
    order_id = await sandbox.place_order(fulfilment="drone")
    sandbox.accept_in_keeta_app(order_id)
    sandbox.ride(order_id, 30)
    await sandbox.delivered(order_id, 1006)
    assert "courierName" not in receiver.messages(1006)[0]


@pytest.mark.parametrize("fulfilment", ["pickup", "self_delivery"])
async def test_no_rider_for_orders_that_keeta_does_not_deliver(
    sandbox: Sandbox, fulfilment: str
) -> None:
    order_id = await sandbox.place_order(fulfilment=fulfilment)
    sandbox.accept_in_keeta_app(order_id)
    with pytest.raises(WrongStateError, match="has no rider"):
        sandbox.ride(order_id, 10)


async def test_rider_refusals(sandbox: Sandbox) -> None:
    order_id = await sandbox.place_order()
    with pytest.raises(WrongStateError, match="is waiting"):
        sandbox.ride(order_id, 10)
    with pytest.raises(BadRequestError, match="40 is not a rider status"):
        sandbox.ride(order_id, 40)
    with pytest.raises(UnknownOrderError, match="There is no order 7 "):
        sandbox.ride(7, 10)


async def test_ready_pickup_order_completes_by_itself(
    sandbox: Sandbox, client: Client, receiver: Receiver, clock: HandClock
) -> None:
    order_id = await sandbox.place_order(fulfilment="pickup")
    await client.call("/order/confirm", order_id)
    await client.call("/order/prepare", order_id)
    clock.advance(1801)
    await sandbox.delivered(order_id, 1003)
    assert sandbox.order(order_id).phase is Phase.COMPLETED


async def test_collected_order_does_not_complete_twice(
    sandbox: Sandbox, client: Client, receiver: Receiver, clock: HandClock
) -> None:
    collected = await sandbox.place_order(fulfilment="pickup")
    left = await sandbox.place_order(fulfilment="pickup")
    for order_id in (collected, left):
        await client.call("/order/confirm", order_id)
        await client.call("/order/prepare", order_id)
    await client.call("/order/collect", collected)
    clock.advance(1801)
    await sandbox.delivered(left, 1003)
    assert [message["orderViewId"] for message in receiver.messages(1003)] == [collected, left]


@pytest.mark.parametrize(
    ("switch", "events"), [("1004", [1004]), ("1008", [1008]), ("both", [1004, 1008])]
)
async def test_what_tells_of_an_order_that_nobody_accepted(
    switch: Literal["1004", "1008", "both"], events: list[int]
) -> None:
    async with scene(expiry_event=switch) as on:
        order_id = await on.sandbox.place_order()
        on.pass_time(301)
        told = await on.told(order_id, events[-1])
        assert on.receiver.events() == [1001, *events]
        assert on.order(order_id).phase is Phase.CANCELLED
        assert told.get("cancelType") == (None if switch == "1004" else 5042)


async def test_customer_service_cancels_after_completion() -> None:
    async with scene() as on:
        order_id = await on.completed()
        on.sandbox.cancel_by_service(order_id)
        told = await on.told(order_id, 1004)
        assert (told["status"], told["opType"]) == (50, 30)
        assert on.receiver.events()[-2:] == [1003, 1004]


async def test_a_big_order_rides_in_parts() -> None:
    async with scene() as on:
        order_id = await on.accepted(big=True)
        first, second = on.order(order_id).parts
        on.sandbox.ride(order_id, 50, first)
        assert on.order(order_id).phase is Phase.ACCEPTED
        on.sandbox.ride(order_id, 20, second)
        info = await on.info(order_id)
        statuses = [each["deliveryStatus"] for each in info["merchantOrderDeliveries"]]
        assert statuses == [50, 20]
        assert [each["estimatedTime"] for each in info["deliveryInfos"]] == [420]
        on.sandbox.ride(order_id, 50, second)
        await on.told(order_id, 1003)
        rides = on.receiver.messages(1006)
    assert [ride["merchantSubOrderId"] for ride in rides] == [first, second, second]
    assert all(ride["bigOrderTag"] for ride in rides)


async def test_a_lost_rider_is_followed_by_another() -> None:
    async with scene() as on:
        order_id = await on.accepted()
        for status in (10, 20, 99, 10):
            on.sandbox.ride(order_id, status)
        assert on.order(order_id).phase is Phase.ACCEPTED
        (delivery,) = (await on.info(order_id))["merchantOrderDeliveries"]
        assert "courierName" not in delivery
