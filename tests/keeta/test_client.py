"""The order API: what each call sends, and how an order is read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from kitchen_app.domain.actions import CancelReason, RejectReason
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.keeta.client import OrderApi
from kitchen_app.services.errors import NotSent, OutcomeUnknown
from tests.builders import APP_ID, NOW, ORDER_ID, SECRET, SHOP_ID, compact, sample, signature
from tests.keeta.far_end import BASE, TOKEN, FarEnd, dated
from tests.keeta.order_calls import EVERY_CALL, OrderCall, accept, cancel, read, ready

# What is sent


@pytest.mark.parametrize(
    ("call", "path"),
    [
        (accept, "/order/confirm"),
        (ready, "/order/prepare"),
        (cancel, "/order/cancel"),
        (read, "/order/get"),
    ],
)
async def test_each_call_goes_to_its_address(
    orders: OrderApi, end: FarEnd, call: OrderCall, path: str
) -> None:
    end.says(sample("order_get"))
    await call(orders)
    (request,) = end.requests
    assert request.method == "POST"
    assert str(request.url) == BASE + path
    assert request.headers["Content-Type"].startswith("application/json")


@EVERY_CALL
async def test_each_body_is_compact_and_signed(
    orders: OrderApi, end: FarEnd, call: OrderCall
) -> None:
    end.says(sample("order_get"))
    await call(orders)
    request, body = end.requests[-1], end.body
    assert request.content.decode("utf-8") == compact(body)
    assert body["sig"] == signature(str(request.url), body, SECRET)
    assert body["appId"] == APP_ID
    assert body["accessToken"] == TOKEN
    assert body["orderViewId"] == int(ORDER_ID)
    assert body["shopId"] == int(SHOP_ID)
    assert body["timestamp"] == int(NOW.timestamp())


@EVERY_CALL
async def test_no_body_has_a_null_a_float_or_a_flag(
    orders: OrderApi, end: FarEnd, call: OrderCall
) -> None:
    end.says(sample("order_get"))
    await call(orders)
    assert {type(value) for value in end.body.values()} == {int, str}


@pytest.mark.parametrize("order_id", ["761200345678901", "5219876500012345", "9223372036854775807"])
async def test_an_id_goes_out_as_a_number_with_every_digit(
    orders: OrderApi, end: FarEnd, order_id: str
) -> None:
    await orders.accept(OrderId(order_id), SHOP_ID)
    assert f'"orderViewId":{order_id}'.encode() in end.requests[-1].content


@pytest.mark.parametrize(
    ("kind", "reason", "text", "code"),
    [
        ("cancel", CancelReason.OTHER, "Oven broke & smoke = bad", 500000),
        ("cancel", CancelReason.OTHER, "الفرن معطل 🔥", 500000),
        ("cancel", CancelReason.NO_INGREDIENTS, "no lentils", 500001),
        ("cancel", CancelReason.SHOP_CLOSED, "", 500002),
        ("cancel", CancelReason.SHORT_STAFFED, "", 500003),
        ("reject", RejectReason.OTHER, "وصلت ساخنة", 100000),
        ("reject", RejectReason.PREPARED, "", 100001),
        ("reject", RejectReason.ON_ITS_WAY, "", 100002),
    ],
)
async def test_a_cancel_and_a_rejection_tell_their_reason_and_text_only_if_there_is_one(
    orders: OrderApi, end: FarEnd, kind: str, reason: Any, text: str, code: int
) -> None:
    call: Callable[..., Any] = orders.cancel if kind == "cancel" else orders.reject_refund
    await call(ORDER_ID, SHOP_ID, reason=reason, text=text)
    body = end.body
    assert body[f"{kind}Code"] == code
    assert body.get(f"{kind}Reason", "") == text
    assert (f"{kind}Reason" in body) is bool(text)
    assert body["sig"] == signature(f"{BASE}/order/{kind}", body, SECRET)


async def test_agreeing_names_the_order_and_the_shop_only(orders: OrderApi, end: FarEnd) -> None:
    await orders.agree_refund(ORDER_ID, SHOP_ID)
    (request,) = end.requests
    assert str(request.url) == f"{BASE}/order/agree"
    assert set(end.body) == {"appId", "timestamp", "accessToken", "sig", "shopId", "orderViewId"}


async def test_reaching_keeta_sends_no_secret_and_measures_its_clock(
    orders: OrderApi, end: FarEnd, offsets: list[timedelta]
) -> None:
    end.says(httpx.Response(404, headers=dated(300)))
    await orders.reach()
    (request,) = end.requests
    assert (request.method, str(request.url), request.content) == ("HEAD", BASE, b"")
    (offset,) = offsets
    assert abs(offset - timedelta(minutes=5)) <= timedelta(seconds=1)


async def test_a_keeta_that_is_not_there_is_said_to_be_so(orders: OrderApi, end: FarEnd) -> None:
    end.says(httpx.ConnectError)
    with pytest.raises(NotSent):
        await orders.reach()


# Reading an order


async def test_a_read_gives_the_order(orders: OrderApi, end: FarEnd) -> None:
    end.says(sample("order_get"))
    order = (await orders.read(ORDER_ID, SHOP_ID)).order
    assert (order.order_id, order.status, order.number) == (ORDER_ID, Status.ACCEPTED, "1077")


async def test_a_read_takes_the_bare_order_too(orders: OrderApi, end: FarEnd) -> None:
    answer = sample("order_get")
    end.says(answer | {"data": answer["data"]["orderInfo"]})
    assert (await orders.read(ORDER_ID, SHOP_ID)).order.number == "1077"


@pytest.mark.parametrize(
    "data",
    [
        {"orderInfo": {"baseOrder": {"orderViewId": 5219876500012346}}},
        {"orderInfo": {}},
        {},
        None,
        [],
        "text",
    ],
    ids=["another order", "no order", "empty", "null", "array", "text"],
)
async def test_an_answer_with_another_order_proves_nothing(
    orders: OrderApi, end: FarEnd, data: object
) -> None:
    end.says({"code": 0, "message": "Success", "data": data})
    with pytest.raises(OutcomeUnknown):
        await orders.read(ORDER_ID, SHOP_ID)


@pytest.mark.parametrize("order_id", [..., None, 5.219876500012345e15, "?"])
async def test_an_order_whose_id_cannot_be_read_is_the_one_we_asked_for(
    orders: OrderApi, end: FarEnd, order_id: object
) -> None:
    answer = sample("order_get")
    for part in ("baseOrder", "merchantOrder"):
        members = answer["data"]["orderInfo"][part]
        members.pop("orderViewIdStr", None)
        members["orderViewId"] = order_id
        if order_id is ...:
            del members["orderViewId"]
    end.says(answer)
    order = (await orders.read(ORDER_ID, SHOP_ID)).order
    assert (order.order_id, order.number) == (ORDER_ID, "1077")


async def test_a_read_is_stamped_in_keetas_clock(orders: OrderApi, end: FarEnd) -> None:
    end.says(httpx.Response(200, json=sample("order_get"), headers=dated(-300)))
    order = (await orders.read(ORDER_ID, SHOP_ID)).order
    assert abs(order.received_at - (NOW - timedelta(seconds=300))) <= timedelta(seconds=1)
