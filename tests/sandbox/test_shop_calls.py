"""The store endpoints and the sold-out batches."""

from typing import Any, Literal

import pytest

from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.sandbox.lines import number_of
from kitchen_app.sandbox.resting import ShopStatus
from tests.sandbox.fakes import Scene, scene

SUCCESS = {"code": 0, "message": "Success"}
WEEK = {"mon": [{"startTime": 36000, "endTime": 54000}], "tue": [{"startTime": 0, "endTime": 0}]}
SPECIAL = [
    {
        "startDate": 1796072400000,
        "endDate": 1796245199999,
        "businessHour": [{"startTime": 0, "endTime": 0}],
    }
]
HOURS = "/scm/shop/business/hour/effective"
SPECIAL_HOURS = "/scm/shop/special/business/hour/effective"
BY_CODE = "/product/spustatus/batchupdatebycode"
BATCHCHECK = "/product/spu/batchcheck"
OPTIONS_BY_CODE = "/product/choicegroupskustatus/batchupdatebycode"


async def test_rest_and_open_are_read_back() -> None:
    async with scene() as on:
        for path, status in (("rest", 4), ("open", 3)):
            assert await on.client.call_shop(f"/scm/shop/status/{path}") == SUCCESS
            details = (await on.client.call_shop("/scm/shop/base/get"))["data"]
            assert (details["shopId"], details["status"]) == (470011, status)


async def test_stale_read_back_of_the_shop() -> None:
    async with scene() as on:
        reads = ("/scm/shop/base/get", f"{HOURS}/get", f"{SPECIAL_HOURS}/get")
        before = [await on.client.call_shop(path) for path in reads]
        on.clock.advance(10)
        await on.client.call_shop("/scm/shop/status/rest")
        await on.client.call_shop(f"{HOURS}/update", businessHourOfTheWeek=WEEK)
        await on.client.call_shop(f"{SPECIAL_HOURS}/update", specialBusinessHour=SPECIAL)
        on.clock.advance(4)
        for stale_s, is_old in ((5.0, True), (3.0, False)):
            for path, old in zip(reads, before, strict=True):
                on.sandbox.faults.next_call(path, Fault(kind=FaultKind.STALE, stale_s=stale_s))
                assert (await on.client.call_shop(path) == old) is is_old
        assert all([await on.client.call_shop(path) not in before for path in reads])


async def test_what_is_no_read_of_the_shop_cannot_be_stale() -> None:
    async with scene() as on:
        on.sandbox.faults.next_call("/scm/shop/status/rest", Fault(kind=FaultKind.STALE))
        assert await on.client.call_shop("/scm/shop/status/rest") == SUCCESS
        assert on.sandbox.shop.status is ShopStatus.RESTING


@pytest.mark.parametrize("shape", ["bare", "wrapped"])
async def test_the_week(shape: Literal["bare", "wrapped"]) -> None:
    async with scene(hours_shape=shape) as on:
        path = f"{HOURS}/update"
        assert await on.client.call_shop(path, businessHourOfTheWeek=WEEK) == SUCCESS
        data = (await on.client.call_shop(f"{HOURS}/get"))["data"]
        assert (data if shape == "bare" else data["businessHourOfTheWeek"]) == WEEK
        assert (await on.client.call_shop(path, businessHourOfTheWeek=[]))["code"] == 115000201


@pytest.mark.parametrize("cleared_with", [[], None])
async def test_special_days(cleared_with: list[Any] | None) -> None:
    async with scene() as on:
        path = f"{SPECIAL_HOURS}/update"
        assert await on.client.call_shop(path, specialBusinessHour=SPECIAL) == SUCCESS
        assert (await on.client.call_shop(f"{SPECIAL_HOURS}/get"))["data"] == SPECIAL
        assert await on.client.call_shop(path, specialBusinessHour=cleared_with) == SUCCESS
        assert (await on.client.call_shop(f"{SPECIAL_HOURS}/get"))["data"] == []
        assert (await on.client.call_shop(path))["code"] == 115000201


@pytest.mark.parametrize("tells", [False, True])
async def test_own_updates_may_send_1101(tells: bool) -> None:
    async with scene(hours_event_on_update=tells) as on:
        await on.client.call_shop(f"{HOURS}/update", businessHourOfTheWeek=WEEK)
        await on.client.call_shop(f"{SPECIAL_HOURS}/update", specialBusinessHour=SPECIAL)
        on.sandbox.shop.close_by_keeta()
        await on.told(None, 1102)
        told = on.receiver.messages(1101)
    assert told == (
        [
            {"shopId": 470011, "businessHourOfTheWeek": WEEK},
            {"shopId": 470011, "specialBusinessHour": SPECIAL},
        ]
        if tells
        else []
    )


@pytest.mark.parametrize(
    ("phones", "code"),
    [
        (["966-501234567"], 0),
        ([], 115000201),
        (["966-501234567"] * 4, 115000201),
        (["501234567"], 115000201),
        ([966], 115000201),
        ("966-501234567", 115000201),
    ],
)
async def test_contact(phones: Any, code: int) -> None:
    async with scene() as on:
        assert (await on.client.call_shop("/scm/shop/contact/update", phones=phones))[
            "code"
        ] == code


async def test_a_shop_picture() -> None:
    async with scene() as on:
        path, url = "/scm/shop/picture/main/update", "https://img.example.test/new.png"
        assert await on.client.call_shop(path, pictureUrl=url) == SUCCESS
        assert (await on.client.call_shop(path, pictureUrl=url))["code"] == 115000230


async def test_products_by_code_and_partial_failure() -> None:
    async with scene() as on:
        codes = ["SOUP-LENTIL", "NO-SUCH", "SOUP-LENTIL"]
        answer = await on.client.call_shop(BY_CODE, spuOpenItemCodeList=codes, status=0)
        assert (answer["code"], answer["message"]) == (0, "Partial Failure")
        (failed,) = answer["errorList"]
        assert (failed["openItemCode"], failed["code"]) == ("NO-SUCH", 107000104)
        assert sold_out(on) == ["SOUP-LENTIL"]
        back = await on.client.call_shop(BY_CODE, spuOpenItemCodeList=codes[:1], status=1)
        assert back == SUCCESS
        assert sold_out(on) == []


async def test_products_by_id() -> None:
    async with scene() as on:
        ids = [number_of("SOUP-LENTIL"), 7]
        path = "/product/spustatus/batchupdate"
        answer = await on.client.call_shop(path, spuIdList=ids, status=0, needLinkage=1)
        assert [each["openItemCode"] for each in answer["data"]] == ["SOUP-LENTIL"]
        assert answer["data"][0]["status"] == 0
        assert [each["id"] for each in answer["errorList"]] == [7]


async def test_options_by_code_and_id() -> None:
    async with scene() as on:
        pack = {"choiceGroupCode": "G-EXTRA", "choiceGroupSkuCodes": ["X-GARLIC", "X-NONE"]}
        answer = await on.client.call_shop(
            OPTIONS_BY_CODE, choiceGroupSkuCodePackList=[pack], status=0
        )
        assert answer["data"] == 1
        assert answer["errorList"][0]["openItemCode"] == "X-NONE"
        packs = [
            {
                "choiceGroupId": number_of("G-EXTRA"),
                "choiceGroupSkuIds": [number_of("sku:X-CHEESE"), 7],
            },
            {"choiceGroupId": 7, "choiceGroupSkuIds": [number_of("sku:X-CHEESE")]},
        ]
        path = "/product/choicegroupskustatus/batchupdate"
        answer = await on.client.call_shop(path, choiceGroupSkuIdPackList=packs, status=0)
        assert (answer["data"], len(answer["errorList"])) == (1, 2)
        options = on.sandbox.shelf.options
        assert [key[1] for key, status in options.items() if not status] == [
            "X-GARLIC",
            "X-CHEESE",
        ]


@pytest.mark.parametrize("switch", ["listed", "left_out"])
async def test_which_groups_a_product_would_break(switch: Literal["listed", "left_out"]) -> None:
    async with scene(harmless_products=switch) as on:
        drinks = [("G-SETDRINK", "X-LEMONTEA"), ("G-SETDRINK", "X-YUANYANG")]
        on.sandbox.shelf.set_options(drinks, 0)
        tea, soup = number_of("TEA-MILK"), number_of("SOUP-LENTIL")
        answer = await on.client.call_shop(BATCHCHECK, spuIdList=[tea, soup, 7])
        broken = {"spuId": tea, "choiceGroupIdList": [number_of("G-SETDRINK")]}
        harmless = {"spuId": soup, "choiceGroupIdList": []}
        assert answer["data"] == ([broken, harmless] if switch == "listed" else [broken])
        assert answer["message"] == "Partial Failure"
        assert [each["id"] for each in answer["errorList"]] == [7]
        assert sold_out(on) == [], "it only asks"


async def test_a_check_has_the_limit_of_the_other_batches() -> None:
    async with scene() as on:
        answer = await on.client.call_shop(BATCHCHECK, spuIdList=[7] * 201)
    assert answer["code"] == 115000201


@pytest.mark.parametrize(
    ("codes", "status", "code"),
    [(["x"] * 201, 0, 115000201), ([], 0, 115000201), (["x"], 2, 115000201), (["x"] * 200, 0, 0)],
)
async def test_a_batch_has_limits(codes: list[str], status: int, code: int) -> None:
    async with scene() as on:
        answer = await on.client.call_shop(BY_CODE, spuOpenItemCodeList=codes, status=status)
    assert answer["code"] == code


async def test_a_shop_that_is_not_authorized() -> None:
    async with scene() as on:
        assert (await on.client.call_shop("/scm/shop/base/get", shopId=7))["code"] == 115000210


def sold_out(on: Scene) -> list[str]:
    return [code for code, status in on.sandbox.shelf.products.items() if not status]
