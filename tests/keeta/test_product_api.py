"""Sold out: four calls, parts of at most 200, and failures hidden behind a success."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.shop import Availability, ItemFailure, OptionKey
from kitchen_app.keeta.product_api import MOST_IN_A_CALL, ProductApi
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import Busy, OutcomeUnknown, PlatformError, Refused
from tests.builders import SHOP_ID, STEADY, sample
from tests.keeta.far_end import SUCCESS, FarEnd, calls_to

_SHOP = {"shopId": 470022}
_OPTIONS = (
    OptionKey(group="10", option="101"),
    OptionKey(group="20", option="201"),
    OptionKey(group="10", option="102"),
)
_PARTIAL = {"code": 0, "message": "Partial Failure"}

Call = Callable[[ProductApi], Coroutine[Any, Any, Availability]]


@pytest.fixture
def products(calls: SignedCalls) -> ProductApi:
    return ProductApi(calls)


@pytest.mark.parametrize(
    ("call", "path", "params"),
    [
        (
            lambda api: api.set_products_by_code(SHOP_ID, ["SKU-雞飯", "A/B&C"], available=False),
            "/product/spustatus/batchupdatebycode",
            {"spuOpenItemCodeList": ["SKU-雞飯", "A/B&C"], "status": 0, "needLinkage": 0},
        ),
        (
            lambda api: api.set_products_by_code(SHOP_ID, ["A"], available=True, linked=True),
            "/product/spustatus/batchupdatebycode",
            {"spuOpenItemCodeList": ["A"], "status": 1, "needLinkage": 1},
        ),
        (
            lambda api: api.set_products(SHOP_ID, ["11020771"], available=False, linked=True),
            "/product/spustatus/batchupdate",
            {"spuIdList": [11020771], "status": 0, "needLinkage": 1},
        ),
        (
            lambda api: api.set_options_by_code(SHOP_ID, _OPTIONS, available=False),
            "/product/choicegroupskustatus/batchupdatebycode",
            {
                "choiceGroupSkuCodePackList": [
                    {"choiceGroupCode": "10", "choiceGroupSkuCodes": ["101", "102"]},
                    {"choiceGroupCode": "20", "choiceGroupSkuCodes": ["201"]},
                ],
                "status": 0,
            },
        ),
        (
            lambda api: api.set_options(SHOP_ID, _OPTIONS, available=True),
            "/product/choicegroupskustatus/batchupdate",
            {
                "choiceGroupSkuIdPackList": [
                    {"choiceGroupId": 10, "choiceGroupSkuIds": [101, 102]},
                    {"choiceGroupId": 20, "choiceGroupSkuIds": [201]},
                ],
                "status": 1,
            },
        ),
    ],
)
async def test_each_call_is_signed_and_sent_to_its_address_with_its_members(
    products: ProductApi, end: FarEnd, call: Call, path: str, params: dict[str, Any]
) -> None:
    outcome = await call(products)
    assert end.paths == [path]
    assert end.business() == _SHOP | params
    assert outcome.is_complete


async def test_nothing_asked_is_nothing_sent(products: ProductApi, end: FarEnd) -> None:
    assert await products.set_products_by_code(SHOP_ID, [], available=True) == Availability(
        asked=()
    )
    assert end.requests == []


async def test_what_is_said_twice_is_sent_once(products: ProductApi, end: FarEnd) -> None:
    await products.set_products_by_code(SHOP_ID, ["B", "A", "B"], available=True)
    assert end.business()["spuOpenItemCodeList"] == ["B", "A"]


# Parts


@STEADY
@given(count=st.integers(0, 3 * MOST_IN_A_CALL))
async def test_many_go_out_in_parts_and_none_is_lost(count: int) -> None:
    end = FarEnd()
    calls = calls_to(end)
    ids = [str(number) for number in range(1, count + 1)]
    outcome = await ProductApi(calls).set_products(SHOP_ID, ids, available=False)
    sent = [body["spuIdList"] for body in end.bodies]
    assert all(0 < len(part) <= MOST_IN_A_CALL for part in sent)
    assert len(sent) == -(-count // MOST_IN_A_CALL)
    assert [str(spu_id) for part in sent for spu_id in part] == ids
    assert outcome.changed == tuple(ids)
    await calls.close()


async def test_the_options_of_all_groups_together_count(products: ProductApi, end: FarEnd) -> None:
    options = [OptionKey(group=f"G{i % 3}", option=f"O{i}") for i in range(MOST_IN_A_CALL + 1)]
    await products.set_options_by_code(SHOP_ID, options, available=False)
    packs = [body["choiceGroupSkuCodePackList"] for body in end.bodies]
    assert [sum(len(p["choiceGroupSkuCodes"]) for p in part) for part in packs] == [200, 1]


async def test_failures_of_all_parts_are_told_together(products: ProductApi, end: FarEnd) -> None:
    end.says(
        _PARTIAL | {"errorList": [{"openItemCode": "C7", "code": 7}]},
        SUCCESS,
        _PARTIAL | {"errorList": [{"openItemCode": "C401", "code": 8}]},
    )
    codes = [f"C{i}" for i in range(402)]
    outcome = await products.set_products_by_code(SHOP_ID, codes, available=False)
    assert [(each.key, each.code) for each in outcome.failures] == [("C7", 7), ("C401", 8)]
    assert len(outcome.changed) == 400
    assert not outcome.is_complete


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (httpx.Response(429), Busy),
        # Nobody knows the code for a call too many, so any code is a refusal.
        ({"code": 115000299, "message": "The request is too frequent"}, Refused),
    ],
)
async def test_a_part_that_fails_ends_the_whole(
    products: ProductApi, end: FarEnd, answer: object, meaning: type[PlatformError]
) -> None:
    end.says(SUCCESS, answer)
    codes = [f"C{i}" for i in range(401)]
    with pytest.raises(meaning):
        await products.set_products_by_code(SHOP_ID, codes, available=False)
    assert len(end.requests) == 2


async def test_the_parts_of_a_whole_menu_fill_no_second(products: ProductApi, end: FarEnd) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    await products.set_products(SHOP_ID, map(str, range(1, 4002)), available=False)
    assert len(end.requests) == 21
    assert loop.time() - began >= 2, "ten a second"


# Failures behind a success


async def test_a_partial_failure_names_its_products(products: ProductApi, end: FarEnd) -> None:
    end.says(sample("spustatus_partial"))
    outcome = await products.set_products_by_code(
        SHOP_ID, ["SHW-PLATE", "SOUP-LENTIL"], available=False
    )
    assert outcome.failures == (
        ItemFailure(
            key="SOUP-LENTIL",
            name="Lentil soup",
            code=107000104,
            message="The product is not in the menu",
        ),
    )
    assert outcome.changed == ("SHW-PLATE",)


async def test_by_id_the_failure_is_found_by_its_id(products: ProductApi, end: FarEnd) -> None:
    end.says(sample("spustatus_partial"))
    outcome = await products.set_products(SHOP_ID, ["11020771", "11020702"], available=False)
    assert outcome.changed == ("11020771",)


@pytest.mark.parametrize(
    ("entry", "key", "changed"),
    [
        ({"choiceGroupSkuCode": "101"}, "101", ("201", "102")),
        ({"openItemCode": "?", "choiceGroupSkuCode": "101"}, "101", ("201", "102")),
        ({"openItemCode": "of something else"}, "of something else", ()),
        ({"code": 5}, "", ()),
        ("text", "", ()),
    ],
)
async def test_a_failure_that_cannot_be_placed_leaves_all_in_doubt(
    products: ProductApi, end: FarEnd, entry: object, key: str, changed: tuple[str, ...]
) -> None:
    end.says(_PARTIAL | {"errorList": [entry]})
    outcome = await products.set_options_by_code(SHOP_ID, _OPTIONS, available=False)
    assert [failure.key for failure in outcome.failures] == [key]
    assert outcome.changed == changed


async def test_an_error_list_counts_whatever_the_message_says(
    products: ProductApi, end: FarEnd
) -> None:
    end.says(SUCCESS | {"errorList": [{"openItemCode": "A"}]})
    outcome = await products.set_products_by_code(SHOP_ID, ["A"], available=True)
    assert outcome.changed == ()


@pytest.mark.parametrize(
    "answer",
    [_PARTIAL, _PARTIAL | {"errorList": []}, SUCCESS | {"errorList": {"A": 1}}],
    ids=["no list", "empty list", "no array"],
)
async def test_a_partial_failure_of_nobody_knows_what_proves_nothing(
    products: ProductApi, end: FarEnd, answer: dict[str, Any]
) -> None:
    end.says(answer)
    with pytest.raises(OutcomeUnknown):
        await products.set_products_by_code(SHOP_ID, ["A"], available=True)


@pytest.mark.parametrize(
    "answer",
    [SUCCESS, SUCCESS | {"errorList": None}, SUCCESS | {"errorList": []}],
)
async def test_no_error_list_is_success(
    products: ProductApi, end: FarEnd, answer: dict[str, Any]
) -> None:
    end.says(answer)
    assert (await products.set_products_by_code(SHOP_ID, ["A"], available=True)).is_complete


async def test_the_number_of_changed_options_is_not_needed(
    products: ProductApi, end: FarEnd
) -> None:
    end.says(sample("choicegroupsku_count"))
    assert (await products.set_options_by_code(SHOP_ID, _OPTIONS, available=True)).is_complete


# What would break


async def test_the_groups_that_a_product_would_break(products: ProductApi, end: FarEnd) -> None:
    end.says(sample("spu_batchcheck"))
    broken = await products.broken_groups(SHOP_ID, ["11020771", "11020702", "11020771"])
    assert end.paths == ["/product/spu/batchcheck"]
    assert end.business() == _SHOP | {"spuIdList": [11020771, 11020702]}
    assert broken == {"11020771": ("5520101", "5520107"), "11020702": ()}


async def test_many_are_checked_in_parts(products: ProductApi, end: FarEnd) -> None:
    end.says(
        SUCCESS | {"data": [{"spuId": 7, "choiceGroupIdList": [1]}]},
        SUCCESS | {"data": [{"spuId": "201", "choiceGroupIdList": ["2"]}]},
    )
    broken = await products.broken_groups(SHOP_ID, [str(spu_id) for spu_id in range(1, 202)])
    assert [len(body["spuIdList"]) for body in end.bodies] == [200, 1]
    assert len(broken) == 201
    assert {spu_id: groups for spu_id, groups in broken.items() if groups} == {
        "7": ("1",),
        "201": ("2",),
    }


async def test_nothing_to_check_is_nothing_sent(products: ProductApi, end: FarEnd) -> None:
    assert await products.broken_groups(SHOP_ID, []) == {}
    assert end.requests == []


async def test_a_product_that_keeta_could_not_check_has_no_entry(
    products: ProductApi, end: FarEnd
) -> None:
    end.says(_PARTIAL | {"data": [], "errorList": [{"id": 2, "code": 7}]})
    assert await products.broken_groups(SHOP_ID, ["1", "2"]) == {"1": ()}


@pytest.mark.parametrize(
    "answer",
    [
        {"data": [{"spuId": 1, "choiceGroupIdList": [5]}, "row"]},
        {"data": [{"spuId": 1, "choiceGroupIdList": [5]}, {"choiceGroupIdList": [6]}]},
        {"data": [{"spuId": 1, "choiceGroupIdList": [5]}, {"spuId": 9}]},
        {
            "data": [{"spuId": 1, "choiceGroupIdList": [5]}],
            "errorList": [{"openItemCode": "of something else"}],
        },
    ],
    ids=["no object", "no product", "another product", "another failure"],
)
async def test_what_cannot_be_placed_proves_no_other_product_harmless(
    products: ProductApi, end: FarEnd, answer: dict[str, Any]
) -> None:
    end.says(SUCCESS | answer)
    assert await products.broken_groups(SHOP_ID, ["1", "2"]) == {"1": ("5",)}


@pytest.mark.parametrize("groups", [5, "5", {"5": 5}, [5, None], [5, "x"], [1.5]])
async def test_groups_that_cannot_be_read_prove_nothing_of_their_product(
    products: ProductApi, end: FarEnd, groups: object
) -> None:
    end.says(SUCCESS | {"data": [{"spuId": 1, "choiceGroupIdList": groups}]})
    assert await products.broken_groups(SHOP_ID, ["1", "2"]) == {"2": ()}


@pytest.mark.parametrize("data", [{}, {"data": None}, {"data": {"spuId": 1}}, {"data": "none"}])
async def test_an_answer_without_a_check_proves_nothing(
    products: ProductApi, end: FarEnd, data: dict[str, Any]
) -> None:
    end.says(SUCCESS | data)
    with pytest.raises(OutcomeUnknown):
        await products.broken_groups(SHOP_ID, ["1"])


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "openItemCode", "code", "name", "message"]), inner)
    ),
    max_leaves=6,
)


@STEADY
@given(error_list=_junk)
async def test_no_error_list_is_too_strange_to_be_read(error_list: object) -> None:
    end = FarEnd()
    end.says(SUCCESS | {"errorList": error_list})
    calls = calls_to(end)
    try:
        outcome = await ProductApi(calls).set_products_by_code(SHOP_ID, ["A", "B"], available=True)
    except PlatformError:
        pass
    else:
        assert set(outcome.changed) <= {"A", "B"}
    finally:
        await calls.close()


@STEADY
@given(data=st.lists(st.dictionaries(st.sampled_from(["spuId", "choiceGroupIdList"]), _junk)))
async def test_no_check_is_too_strange_to_be_read(data: object) -> None:
    end = FarEnd()
    end.says(SUCCESS | {"data": data})
    calls = calls_to(end)
    broken = await ProductApi(calls).broken_groups(SHOP_ID, ["1", "2"])
    assert set(broken) <= {"1", "2"}
    await calls.close()
