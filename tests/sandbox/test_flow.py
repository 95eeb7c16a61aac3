"""The demo flow: orders come, riders come."""

import asyncio
import itertools
import json
from typing import Any

from kitchen_app.sandbox.config import Fulfilment, SandboxConfig, Service
from kitchen_app.sandbox.orders import Phase
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import WITHIN_S, Receiver, scene

DEMO: dict[str, Any] = {"orders_per_minute": 2.0, "speed": 600.0}


async def test_first_order_comes_within_a_second(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, orders_per_minute=1)
    async with Sandbox(config), asyncio.timeout(1.5):
        await receiver.wait_for(1)


async def test_orders_wait_for_somebody_to_tell(receiver: Receiver) -> None:
    async with Sandbox(SandboxConfig(**DEMO)) as sandbox:
        sandbox.set_callback_url(receiver.url)
        await receiver.wait_for(6)
        first = json.loads(receiver.received[0]["message"])
    assert first["merchantOrder"]["seqNo"] == 1001


async def test_early_orders_fill_the_screen_then_the_rate_holds(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, **DEMO)
    async with Sandbox(config):
        await receiver.wait_for(12)
    times = [each["merchantOrder"]["unconfirmedStatusTime"] for each in receiver.messages(1001)]
    assert times[3] - times[0] < 20_000
    steady = [later - earlier for earlier, later in itertools.pairwise(times[4:])]
    assert all(gap >= 20_000 for gap in steady)


async def test_nobody_orders_what_the_shop_rests() -> None:
    async with scene(orders_per_minute=4.0) as on:
        on.sandbox.shop.turn_in_portal(Service.DELIVERY, available=False)
        for _ in range(300):
            on.pass_time(10)
        fulfilments = {order.fulfilment for order in on.sandbox.book.all()}
    assert fulfilments == {Fulfilment.PICKUP}


async def test_a_running_shift_is_told_of_and_goes_on(receiver: Receiver) -> None:
    config = SandboxConfig(
        callback_url=receiver.url, orders_per_minute=0.001, speed=600, mid_shift=True
    )
    async with Sandbox(config) as sandbox:
        await receiver.wait_for(6)
        told = receiver.messages(1001)[:6]
        phases = [order.phase for order in sandbox.orders()[:6]]
        cooking = sandbox.orders()[4].order_view_id
        sandbox.mark_ready(cooking)
        await sandbox.delivered(cooking, 1003)
        rides = [m["logisticsStatus"] for m in _of(receiver.messages(1006), cooking)]
    assert phases[0] is Phase.COMPLETED
    assert {Phase.READY, Phase.ACCEPTED} <= set(phases)
    assert all("confirmedStatusTime" in each["merchantOrder"] for each in told)
    assert rides == [25, 30, 50], "the rider goes on from where he was"


async def test_accepted_orders_run_their_course(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, orders_per_minute=0.001, speed=6000)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order()
        sandbox.accept_in_keeta_app(order_id)
        await sandbox.delivered(order_id, 1003)
        snapshot = sandbox.order(order_id)
    rides = [each["logisticsStatus"] for each in _of(receiver.messages(1006), order_id)]
    assert rides == [0, 10, 20, 25, 30, 50]
    assert snapshot.phase is Phase.COMPLETED


async def test_rider_turns_round_when_the_order_is_completed(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, orders_per_minute=0.001, speed=6000)
    async with Sandbox(config) as sandbox:
        gone, ridden = await sandbox.place_order(), await sandbox.place_order()
        for order_id in (gone, ridden):
            sandbox.accept_in_keeta_app(order_id)
        sandbox.complete(gone)
        await sandbox.delivered(ridden, 1003)
        assert sandbox.order(gone).rider_status is None


async def test_ready_pickup_order_is_fetched(receiver: Receiver) -> None:
    config = SandboxConfig(callback_url=receiver.url, orders_per_minute=0.001, speed=600)
    async with Sandbox(config) as sandbox:
        order_id = await sandbox.place_order(fulfilment="pickup")
        sandbox.accept_in_keeta_app(order_id)
        sandbox.mark_ready(order_id)
        async with asyncio.timeout(WITHIN_S):
            await sandbox.delivered(order_id, 1003)
        merchant = sandbox.order(order_id).order_info["merchantOrder"]
    waited_ms = merchant["completedStatusTime"] - merchant["readiedStatusTime"]
    assert 60_000 <= waited_ms < 600_000


def _of(messages: list[dict[str, Any]], order_id: int) -> list[dict[str, Any]]:
    return [message for message in messages if message["orderViewId"] == order_id]
