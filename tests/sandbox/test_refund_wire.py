"""How refund cases look on the wire, under each switch."""

import json
from typing import Any, Literal

import pytest

from kitchen_app.sandbox.cases import PARTIAL_TYPE, Case
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.events import Actor
from kitchen_app.sandbox.orders import Order, OrderBook
from kitchen_app.sandbox.refund_wire import case_message, refund_infos
from tests.sandbox.fakes import HandClock, scene

PICTURES = ("https://img.example.test/a.jpg", "https://img.example.test/b.jpg")


def order() -> Order:
    return OrderBook(SandboxConfig(), HandClock()).place(Wish(lines=3, seed=4))


def message(**switches: Any) -> dict[str, Any]:
    placed = order()
    line = placed.products[0]
    case = Case(
        case_id=1,
        apply_type=PARTIAL_TYPE,
        money=100,
        currency="SAR",
        applied_by=Actor.CUSTOMER,
        reason="cold",
        opened_at_ms=0,
        lines={line["id"]: 1},
        pictures=PICTURES,
    )
    return case_message(placed, case, SandboxConfig(**switches))


@pytest.mark.parametrize(
    ("switch", "text"), [("json", json.dumps(PICTURES)), ("url", PICTURES[0]), ("empty", "")]
)
def test_pictures(switch: Literal["json", "url", "empty"], text: str) -> None:
    assert message(refund_pictures=switch)["pictures"] == text.replace('", "', '","')


@pytest.mark.parametrize(
    ("switch", "members"),
    [
        ("absent", {}),
        ("null", {"handleOpType": None, "handleReason": None}),
        ("empty", {"handleOpType": 0, "handleReason": ""}),
    ],
)
def test_who_handles_a_waiting_case(switch: str, members: dict[str, Any]) -> None:
    shown = message(waiting_handler=switch)
    assert {name: shown[name] for name in shown if name.startswith("handle")} == members


@pytest.mark.parametrize(("switch", "shown"), [("absent", False), ("refundCount", True)])
def test_the_refunded_quantity(switch: str, shown: bool) -> None:
    (product,) = message(refunded_count=switch)["refundProducts"]
    assert ("refundCount" in product) == shown


@pytest.mark.parametrize(("switch", "per_line"), [("line", True), ("unit", False)])
async def test_rebates_show_what_is_left(switch: Literal["line", "unit"], per_line: bool) -> None:
    async with scene(residue_amount=switch) as on:
        order_id = await on.accepted(lines=50, seed=2)
        before = await on.info(order_id)
        assert before["rebatesTag"] is False
        line = max(before["products"], key=lambda each: each["count"])
        assert line["count"] > 1
        on.sandbox.refunds.give_back(on.order(order_id), {line["id"]: 1}, "none left")
        info = await on.info(order_id)
    assert info["rebatesTag"] is True
    rest = next(each for each in info["rebates"]["residueProducts"] if each["id"] == line["id"])
    assert rest["count"] == line["count"] - 1
    unit = rest["priceWithGroup"]["unitPrice"]
    assert rest["priceWithGroup"]["amount"] == unit * (rest["count"] if per_line else 1)
    fee = info["feeDtl"]["customerFee"]
    assert fee["rebatesProductPrice"] == fee["productPrice"] - unit
    assert info["products"] == before["products"]
    (refund,) = info["refundInfos"]
    assert (refund["applyType"], refund["partRefund"], refund["refundMoney"]) == (2002, 1, unit)


async def test_a_line_that_is_given_back_wholly_is_gone() -> None:
    async with scene() as on:
        order_id = await on.accepted(lines=2)
        line = on.order(order_id).products[0]
        on.sandbox.refunds.give_back(on.order(order_id), {line["id"]: line["count"]}, "none")
        rest = (await on.info(order_id))["rebates"]["residueProducts"]
    assert line["id"] not in [each["id"] for each in rest]


async def test_options_of_what_is_left_are_counted_anew() -> None:
    async with scene() as on:
        for seed in range(40):
            order_id = await on.accepted(lines=5, seed=seed)
            lines = [x for x in on.order(order_id).products if x["count"] > 1 and x["groups"]]
            if lines:
                break
        line = lines[0]
        on.sandbox.refunds.give_back(on.order(order_id), {line["id"]: 1}, "none")
        rests = (await on.info(order_id))["rebates"]["residueProducts"]
        rest = next(each for each in rests if each["id"] == line["id"])
    option = rest["groups"][0]["shopProductGroupSkuList"][0]
    assert option["groupSkuCount"] == rest["count"]


@pytest.mark.parametrize(("switch", "is_the_cases"), [("case", True), ("own", False)])
def test_the_id_in_the_order_may_be_another(
    switch: Literal["case", "own"], is_the_cases: bool
) -> None:
    placed = order()
    case = Case(
        case_id=834000000000001,
        apply_type=PARTIAL_TYPE,
        money=100,
        currency="SAR",
        applied_by=Actor.CUSTOMER,
        reason="cold",
        opened_at_ms=0,
    )
    placed.cases.append(case)
    (row,) = refund_infos(placed, SandboxConfig(refund_info_id=switch))
    assert (row["id"] == case.case_id) is is_the_cases
