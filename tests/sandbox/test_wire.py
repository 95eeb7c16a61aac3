"""The shapes of orders on the wire, under each switch."""

import json
from typing import Any, Literal

import aiohttp
import pytest

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Client, Receiver


async def _placed(receiver: Receiver, config: SandboxConfig) -> dict[str, Any]:
    async with Sandbox(config) as sandbox:
        await sandbox.delivered(await sandbox.place_order(), 1001)
    message: dict[str, Any] = json.loads(receiver.received[0]["message"])
    return message


async def test_placed_bare(receiver: Receiver) -> None:
    message = await _placed(receiver, SandboxConfig(callback_url=receiver.url))
    assert message["merchantOrder"]["status"] == 10
    assert message["feeDtl"]["merchantFee"] is None


async def test_placed_wrapped_with_fees(receiver: Receiver) -> None:
    config = SandboxConfig(
        callback_url=receiver.url, placed_shape="wrapped", lazy_merchant_fee=False
    )
    message = await _placed(receiver, config)
    assert list(message) == ["orderInfo"]
    assert message["orderInfo"]["feeDtl"]["merchantFee"]["total"] > 0


async def test_placed_thin(receiver: Receiver) -> None:
    message = await _placed(receiver, SandboxConfig(callback_url=receiver.url, placed_shape="thin"))
    assert sorted(message) == ["orderViewId", "shopId"]


@pytest.mark.parametrize(("waiting", "accepted"), [(10, 20), (20, 30), (10, 30)])
async def test_two_readings_of_20(
    session: aiohttp.ClientSession,
    receiver: Receiver,
    waiting: Literal[10, 20],
    accepted: Literal[20, 30],
) -> None:
    config = SandboxConfig(
        callback_url=receiver.url, waiting_status=waiting, accepted_status_in_get=accepted
    )
    async with Sandbox(config) as sandbox:
        client, order_id = Client(sandbox, session), await sandbox.place_order()
        assert await _status(client, order_id) == waiting
        await client.call("/order/confirm", order_id)
        assert await _status(client, order_id) == accepted
        await sandbox.delivered(order_id, 1002)
    assert receiver.messages(1001)[0]["merchantOrder"]["status"] == 10
    assert receiver.messages(1002)[0]["status"] == 30


async def test_reading_an_order_cannot_change_it(sandbox: Sandbox) -> None:
    order_id = await sandbox.place_order()
    sandbox.order(order_id).order_info["products"].clear()
    assert sandbox.order(order_id).order_info["products"]


async def _status(client: Client, order_id: int) -> int:
    info = (await client.call("/order/get", order_id))["data"]["orderInfo"]
    status: int = info["merchantOrder"]["status"]
    return status
