"""The order calls beyond accept, ready and cancel."""

from typing import Any, Literal

import pytest

from tests.sandbox.fakes import scene

SUCCESS = {"code": 0, "message": "Success"}
WRONG_STATE = 209009999
PREVIEW = "/order/refund/part/products/preview"
APPLY = "/order/refund/part/apply"


async def test_agree_and_reject_answer_the_waiting_request_once() -> None:
    async with scene() as on:
        for path, members in (("/order/agree", {}), ("/order/reject", {"rejectCode": 100001})):
            order_id = await on.accepted()
            assert (await on.client.call(path, order_id, **members))["code"] == WRONG_STATE
            on.sandbox.refunds.ask(on.order(order_id))
            assert await on.client.call(path, order_id, **members) == SUCCESS
            assert (await on.client.call(path, order_id, **members))["code"] == WRONG_STATE


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "rejectCode is null"),
        ({"rejectCode": 100003}, "rejectCode is invalid"),
        ({"rejectCode": 100000}, "rejectReason is null"),
        ({"rejectCode": 100000, "rejectReason": " "}, "rejectReason is null"),
    ],
)
async def test_reject_wants_a_reason(members: dict[str, Any], message: str) -> None:
    async with scene() as on:
        order_id = await on.accepted()
        on.sandbox.refunds.ask(on.order(order_id))
        answer = await on.client.call("/order/reject", order_id, **members)
    assert answer == {"code": 109000000, "message": message}


@pytest.mark.parametrize(("switch", "member"), [("line", "id"), ("spu", "spuId")])
async def test_preview_then_apply(switch: Literal["line", "spu"], member: str) -> None:
    async with scene(refund_id=switch) as on:
        order_id = await on.accepted(lines=3, seed=4)
        line = (await on.info(order_id))["products"][0]
        everything = (await on.client.call(PREVIEW, order_id, products=[]))["data"]["products"]
        assert [row["id"] for row in everything] == [
            each[member] for each in (await on.info(order_id))["products"]
        ]
        assert {row["refundPrice"] for row in everything} == {0}
        chosen = [{"orderProductId": everything[0]["id"], "refundCount": 1}]
        (row,) = (await on.client.call(PREVIEW, order_id, products=chosen))["data"]["products"]
        assert row["refundPrice"] == line["priceWithGroup"]["unitPrice"]
        assert (row["spuId"], row["skuId"], row["count"]) == (
            line["spuId"],
            line["skuId"],
            line["count"],
        )
        answer = await on.client.call(APPLY, order_id, products=chosen, partRefundType=200002)
        assert answer == SUCCESS
        told = await on.told(order_id, 1007)
    assert (told["money"], told["applyOpType"], told["handleOpType"]) == (
        row["refundPrice"],
        20,
        20,
    )


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"products": []}, 109000000),
        ({"products": [{"orderProductId": 1, "refundCount": 1}]}, 109000000),
        ({"products": [{"orderProductId": "first", "refundCount": 99}]}, 209009998),
        ({"products": [{"orderProductId": "first", "refundCount": 0}]}, 109000000),
        ({"products": [{"orderProductId": "first"}]}, 109000000),
        ({"products": ["first"]}, 109000000),
        ({"products": [None]}, 109000000),
        ({"partRefundType": 200005}, 109000000),
        ({"partRefundType": 200000}, 109000000),
    ],
)
async def test_apply_refuses(members: dict[str, Any], code: int) -> None:
    async with scene() as on:
        order_id = await on.accepted(lines=2)
        first = on.order(order_id).products[0]["id"]
        body: dict[str, Any] = {
            "products": [{"orderProductId": first, "refundCount": 1}],
            "partRefundType": 200001,
        } | members
        for row in body["products"]:
            if isinstance(row, dict) and row.get("orderProductId") == "first":
                row["orderProductId"] = first
        assert (await on.client.call(APPLY, order_id, **body))["code"] == code
        assert on.order(order_id).cases == []


async def test_no_partial_refund_before_acceptance() -> None:
    async with scene() as on:
        order_id = await on.sandbox.place_order()
        first = on.order(order_id).products[0]["id"]
        chosen = [{"orderProductId": first, "refundCount": 1}]
        answer = await on.client.call(APPLY, order_id, products=chosen, partRefundType=200001)
        assert answer["code"] == WRONG_STATE
        assert (await on.client.call(PREVIEW, order_id))["code"] == WRONG_STATE


async def test_self_delivery_from_dispatch_to_door() -> None:
    async with scene() as on:
        order_id = await on.accepted(fulfilment="self_delivery")
        rider = {"courierName": "Driver One", "courierPhone": "5001", "courierPhoneInterCode": "+9"}
        assert await on.client.call("/order/dispatched", order_id, courierInfo=rider) == SUCCESS
        (delivery,) = (await on.info(order_id))["merchantOrderDeliveries"]
        assert (delivery["courierName"], delivery["courierPhone"]) == ("Driver One", "+95001")
        assert await on.client.call("/order/delivered", order_id) == SUCCESS
        assert (await on.told(order_id, 1003))["status"] == 40
        assert (await on.client.call("/order/delivered", order_id))["code"] == WRONG_STATE


@pytest.mark.parametrize("path", ["/order/dispatched", "/order/delivered"])
async def test_only_self_delivery_orders_are_carried_by_the_shop(path: str) -> None:
    async with scene() as on:
        assert (await on.client.call(path, await on.accepted()))["code"] == 2090006003
        waiting = await on.sandbox.place_order(fulfilment="self_delivery")
        assert (await on.client.call(path, waiting))["code"] == WRONG_STATE
        wrong = await on.accepted(fulfilment="self_delivery")
        answer = await on.client.call(path, wrong, courierInfo={"courierVehicle": 5})
        assert answer == {"code": 109000000, "message": "courierVehicle is invalid"}


@pytest.mark.parametrize("needed", [False, True])
async def test_delivered_may_need_dispatched(needed: bool) -> None:
    async with scene(delivered_needs_dispatched=needed) as on:
        order_id = await on.accepted(fulfilment="self_delivery")
        first = await on.client.call("/order/delivered", order_id)
        assert first["code"] == (WRONG_STATE if needed else 0)
        if needed:
            await on.client.call("/order/dispatched", order_id)
            assert await on.client.call("/order/delivered", order_id) == SUCCESS


@pytest.mark.parametrize("needed", [False, True])
async def test_collect_may_need_ready(needed: bool) -> None:
    async with scene(collect_needs_ready=needed) as on:
        order_id = await on.accepted(fulfilment="pickup")
        first = await on.client.call("/order/collect", order_id)
        assert first["code"] == (WRONG_STATE if needed else 0)
        if needed:
            await on.client.call("/order/prepare", order_id)
            assert await on.client.call("/order/collect", order_id) == SUCCESS


@pytest.mark.parametrize(("switch", "code"), [("success", 0), ("error", WRONG_STATE)])
async def test_repeated_dispatch(switch: str, code: int) -> None:
    async with scene(repeated_dispatch=switch) as on:
        order_id = await on.accepted(fulfilment="self_delivery")
        assert await on.client.call("/order/dispatched", order_id) == SUCCESS
        assert (await on.client.call("/order/dispatched", order_id))["code"] == code
        assert await on.client.call("/order/delivered", order_id) == SUCCESS


@pytest.mark.parametrize(("switch", "there"), [("present", True), ("absent", False)])
async def test_preview_currency(switch: str, there: bool) -> None:
    async with scene(preview_currency=switch) as on:
        order_id = await on.accepted(lines=3, seed=4)
        rows = (await on.client.call(PREVIEW, order_id))["data"]["products"]
        assert {"currency" in row for row in rows} == {there}
        chosen = [{"orderProductId": rows[0]["id"], "refundCount": 1}]
        rows = (await on.client.call(PREVIEW, order_id, products=chosen))["data"]["products"]
        assert {"currency" in row for row in rows} == {there}


@pytest.mark.parametrize(
    ("merchant_cancel_window", "codes"),
    [
        ("open", (0, 0, 0, 0)),
        ("until_completed", (0, 0, 0, WRONG_STATE)),
        ("until_ready", (0, 0, WRONG_STATE, WRONG_STATE)),
    ],
)
async def test_until_when_the_shop_may_cancel(
    merchant_cancel_window: str, codes: tuple[int, ...]
) -> None:
    async with scene(merchant_cancel_window=merchant_cancel_window) as on:
        ready = await on.accepted()
        on.sandbox.mark_ready(ready)
        orders = (
            await on.sandbox.place_order(),
            await on.accepted(),
            ready,
            await on.completed(),
        )
        for order_id, code in zip(orders, codes, strict=True):
            answer = await on.client.call("/order/cancel", order_id, cancelCode=500003)
            assert answer["code"] == code
            again = await on.client.call("/order/cancel", order_id, cancelCode=500003)
            assert again["code"] == WRONG_STATE


@pytest.mark.parametrize(
    ("prepare_window", "code"), [("open", 0), ("until_collected", WRONG_STATE)]
)
@pytest.mark.parametrize("step", [25, 30])
async def test_until_when_ready_can_be_told(prepare_window: str, code: int, step: int) -> None:
    async with scene(prepare_window=prepare_window) as on:
        order_id = await on.accepted()
        on.sandbox.ride(order_id, step)
        answer = await on.client.call("/order/prepare", order_id)
        assert answer["code"] == (code if step == 30 else 0)


@pytest.mark.parametrize(
    ("part_refund_window", "code"), [("open", 0), ("until_completed", WRONG_STATE)]
)
async def test_until_when_a_part_can_be_given_back(part_refund_window: str, code: int) -> None:
    async with scene(part_refund_window=part_refund_window) as on:
        for order_id, wanted in ((await on.accepted(), 0), (await on.completed(), code)):
            rows = (await on.client.call(PREVIEW, order_id))["data"]["products"]
            chosen = [{"orderProductId": rows[0]["id"], "refundCount": 1}]
            answer = await on.client.call(APPLY, order_id, products=chosen, partRefundType=200003)
            assert answer["code"] == wanted
