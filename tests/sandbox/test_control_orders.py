"""The control API that scripts use."""

from typing import Any

import pytest

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


async def test_a_big_order_is_carried_part_by_part(client: Client) -> None:
    order_id = (await client.control("POST", "/orders", {"big": True}))["orderViewId"]
    await client.control("POST", f"/orders/{order_id}/accept")
    shown = (await client.control("GET", f"/orders/{order_id}"))["orderInfo"]
    first, second = (each["merchantSubOrderId"] for each in shown["subOrderInfoList"])
    one = await client.control("POST", f"/orders/{order_id}/rider/50", {"part": first})
    assert one["statusName"] == "accepted"
    await client.control("POST", f"/orders/{order_id}/rider/50", {"part": 1}, status=400)
    both = await client.control("POST", f"/orders/{order_id}/rider/50", {"part": second})
    assert both["statusName"] == "completed"


async def test_a_partial_refund_from_request_to_decision(sandbox: Sandbox, client: Client) -> None:
    order_id = (await client.control("POST", "/orders", {"lines": 2}))["orderViewId"]
    await client.control("POST", f"/orders/{order_id}/accept")
    await client.control("POST", f"/orders/{order_id}/ready")
    line = sandbox.book.get(order_id).products[0]
    asked = {
        "kind": "partial",
        "lines": [{"id": line["id"], "count": 1}],
        "reason": "missing",
        "pictures": ["https://img.example.test/a.jpg"],
        "money": 100,
    }
    case = (await client.control("POST", f"/orders/{order_id}/refund", asked))["case"]
    assert (case["kind"], case["state"], case["money"]) == ("partial", "waiting", 100)
    await client.call("/order/reject", order_id, rejectCode=100001)
    await client.control("POST", f"/orders/{order_id}/appeal", {"reason": "I insist"})
    await client.control("POST", f"/orders/{order_id}/service-decides", {}, status=400)
    await client.control("POST", f"/orders/{order_id}/service-decides", {"approve": True})
    (shown,) = (await client.control("GET", f"/orders/{order_id}"))["cases"]
    assert (shown["state"], shown["handleOpType"]) == ("agreed", 30)


async def test_a_full_refund_before_acceptance_has_no_case(client: Client) -> None:
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    answer = await client.control("POST", f"/orders/{order_id}/refund")
    assert (answer["case"], answer["statusName"]) == (None, "cancelled")


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "half"},
        {"kind": "partial"},
        {"kind": "partial", "lines": [7]},
        {"kind": "partial", "lines": [{"id": 1}]},
        {"pictures": [1]},
        {"money": 0},
    ],
)
async def test_a_refund_that_cannot_be_read(client: Client, body: dict[str, Any]) -> None:
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    await client.control("POST", f"/orders/{order_id}/accept")
    await client.control("POST", f"/orders/{order_id}/refund", body, status=400)


async def test_customer_service_cancels_after_completion(client: Client) -> None:
    order_id = (await client.control("POST", "/orders"))["orderViewId"]
    await client.control("POST", f"/orders/{order_id}/accept")
    await client.control("POST", f"/orders/{order_id}/complete")
    path = f"/orders/{order_id}/service-cancel"
    answer = await client.control("POST", path, {"reason": "spoiled"})
    assert answer["statusName"] == "cancelled"
    await client.control("POST", path, status=409)
