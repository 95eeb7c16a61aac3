"""The control API that scripts use."""

from typing import Any

import aiohttp
import pytest

from kitchen_app.sandbox.control import is_this_machine
from kitchen_app.sandbox.server import Sandbox
from tests.sandbox.fakes import Client, Receiver


async def test_place_without_a_body(sandbox: Sandbox, client: Client) -> None:
    answer = await client.control("POST", "/orders")
    assert answer["orderViewIdStr"] == str(answer["orderViewId"])
    assert sandbox.order(answer["orderViewId"]).seq_no == answer["seqNoStr"]


async def test_place_as_wished(sandbox: Sandbox, client: Client) -> None:
    wish = {"fulfilment": "pickup", "language": "zh-HK", "cash": True, "note": "走青", "lines": 4}
    answer = await client.control("POST", "/orders", wish)
    info = sandbox.order(answer["orderViewId"]).order_info
    assert info["merchantOrder"]["userGetMode"] == "pickup"
    assert info["baseOrder"]["payType"] == "Cash"
    assert info["baseOrder"]["remark"] == "走青"
    assert info["products"][0]["currency"] == "HKD"
    assert len(info["products"]) == 4


async def test_place_several(sandbox: Sandbox, client: Client) -> None:
    answer = await client.control("POST", "/orders", {"count": 3})
    listed = await client.control("GET", "/orders")
    assert [each["orderViewId"] for each in answer["orders"]] == [
        each["orderViewId"] for each in listed["orders"]
    ]
    assert [each["statusName"] for each in listed["orders"]] == ["waiting"] * 3


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {"fulfilment": "teleport"},
        {"language": "fr"},
        {"count": 0},
        {"count": 501},
        {"count": True},
        {"lines": 0},
        {"cash": "yes"},
        {"note": 7},
        {"not": "known"},
    ],
)
async def test_bad_wish(client: Client, body: Any) -> None:
    answer = await client.control("POST", "/orders", body, status=400)
    assert answer["error"].endswith(".")


async def test_show_tells_calls_and_deliveries(
    sandbox: Sandbox, client: Client, receiver: Receiver
) -> None:
    order_id = await sandbox.place_order()
    await client.call("/order/confirm", order_id)
    await client.call("/order/confirm", order_id)
    await sandbox.delivered(order_id, 1002)
    shown = await client.control("GET", f"/orders/{order_id}")
    assert (shown["status"], shown["statusName"]) == (20, "accepted")
    assert shown["orderInfo"]["baseOrder"]["orderViewId"] == order_id
    assert [(each["path"], each["code"]) for each in shown["calls"]] == [
        ("/order/confirm", 0),
        ("/order/confirm", 209009999),
    ]
    assert [(each["eventId"], each["httpStatus"], each["ok"]) for each in shown["deliveries"]] == [
        (1001, 200, True),
        (1002, 200, True),
    ]
    assert shown["deliveries"][0]["messageId"] == receiver.received[0]["messageId"]


async def test_life_of_a_delivered_order(client: Client) -> None:
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    assert (await client.control("POST", f"/orders/{order_id}/accept"))["statusName"] == "accepted"
    ridden = await client.control("POST", f"/orders/{order_id}/rider/25")
    assert ridden["riderStatus"] == 25
    done = await client.control("POST", f"/orders/{order_id}/complete")
    assert done["statusName"] == "completed"


async def test_customer_cancel(client: Client) -> None:
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    answer = await client.control("POST", f"/orders/{order_id}/customer-cancel")
    assert answer["statusName"] == "cancelled"


@pytest.mark.parametrize(
    "change", ["complete", "rider/10", "customer-cancel"], ids=lambda path: path.split("/")[0]
)
async def test_wrong_state_is_409_with_a_sentence(client: Client, change: str) -> None:
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    await client.control("POST", f"/orders/{order_id}/customer-cancel")
    answer = await client.control("POST", f"/orders/{order_id}/{change}", status=409)
    assert answer["error"].startswith(f"Order {order_id} is cancelled; to ")


@pytest.mark.parametrize("number", ["7", "9" * 18])
async def test_unknown_order_is_404(client: Client, number: str) -> None:
    answer = await client.control("GET", f"/orders/{number}", status=404)
    assert answer == {"error": f"There is no order {number} in this sandbox."}


async def test_order_number_that_is_none(client: Client) -> None:
    await client.control("GET", "/orders/x", status=400)
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    await client.control("POST", f"/orders/{order_id}/rider/late", status=400)
    await client.control("POST", f"/orders/{order_id}/rider/7", status=400)


@pytest.mark.parametrize("body", [b"{", b'{"note":"\\ud800"}'])
async def test_body_that_is_not_json(
    sandbox: Sandbox, session: aiohttp.ClientSession, body: bytes
) -> None:
    url = f"http://127.0.0.1:{sandbox.port}/_sandbox/orders"
    async with session.post(url, data=body) as answer:
        assert (answer.status, await answer.json()) == (400, {"error": "The body is not JSON."})


@pytest.mark.parametrize(
    ("remote", "answered"),
    [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), (None, False), ("socket", False)],
)
def test_only_this_machine_is_answered(remote: str | None, answered: bool) -> None:
    assert is_this_machine(remote) == answered
