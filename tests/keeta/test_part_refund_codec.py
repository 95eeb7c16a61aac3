"""The preview of a partial refund, and the calls around it."""

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.money import Money
from kitchen_app.domain.part_refund import (
    Choice,
    PartRefund,
    PartRefundReason,
    RefundPreview,
    RefundRow,
    RowId,
)
from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.part_refund_codec import (
    PART_REFUND_CODES,
    decode_preview,
    encode_choices,
)
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import OutcomeUnknown
from tests.builders import ORDER_ID, SHOP_ID, STEADY, sample
from tests.keeta.far_end import FarEnd

SOUP = RowId("330000102")
CHOSEN = (Choice(row_id=SOUP, count=1),)


def decoded(data: object) -> RefundPreview | None:
    return decode_preview(Reader(data), ORDER_ID)


def only_row(**members: Any) -> RefundRow:
    preview = decoded({"products": [members]})
    assert preview is not None
    (row,) = preview.rows
    return row


def test_the_sample_is_read() -> None:
    preview = decoded(sample("part_refund_preview")["data"])
    assert preview is not None
    assert preview.order_id == ORDER_ID
    shawarma, soup = preview.rows
    assert (shawarma.row_id, shawarma.bought) == (RowId("330000101"), 2)
    assert shawarma.names == {"en": "Chicken shawarma", "ar": "شاورما دجاج"}
    assert soup.amount == Money(minor=1200, currency="SAR")
    assert preview.total == Money(minor=3700, currency="SAR")


def test_the_id_that_is_sent_back_is_the_rows_own_not_the_products() -> None:
    assert only_row(id=5, spuId=6, skuId=7).row_id == RowId("5")


def test_names_and_amounts_that_no_page_documents_may_be_missing() -> None:
    row = only_row(id=5, spuId=6, skuId=7, count=2)
    assert (row.name, row.names, row.bought, row.amount) == ("5", {}, 2, None)


@pytest.mark.parametrize("price", [None, -1, 12.5, "x", True, {}])
def test_an_amount_that_is_none_is_not_guessed(price: object) -> None:
    assert only_row(id=5, currency="SAR", refundPrice=price).amount is None


@pytest.mark.parametrize("data", [None, [], {}, {"products": None}, "products"])
def test_an_answer_without_a_list_is_no_preview(data: object) -> None:
    assert decoded(data) is None


def test_nothing_to_refund_is_an_answer() -> None:
    assert decoded({"products": []}) == RefundPreview(order_id=ORDER_ID, rows=())


def test_a_row_that_could_not_be_asked_for_is_left_out() -> None:
    preview = decoded({"products": [{"spuId": 6}, {"id": 1.5}, None, 7, {"id": 5}]})
    assert preview is not None
    assert [row.row_id for row in preview.rows] == [RowId("5")]


@STEADY
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["products", "id", "count", "name"]), inner)
        ),
    )
)
def test_no_answer_breaks_the_reader(data: object) -> None:
    preview = decoded(data)
    assert preview is None or all(row.row_id and row.bought >= 1 for row in preview.rows)


def test_every_reason_has_its_own_number() -> None:
    assert set(PART_REFUND_CODES) == set(PartRefundReason)
    assert sorted(PART_REFUND_CODES.values()) == list(range(200000, 200005))


def test_choices_are_sent_as_numbers() -> None:
    assert encode_choices(CHOSEN) == [{"orderProductId": 330000102, "refundCount": 1}]


async def test_the_preview_is_asked_for_all_and_then_for_what_was_chosen(
    calls: SignedCalls, end: FarEnd
) -> None:
    api = OrderApi(calls)
    end.says(sample("part_refund_preview"))
    offered = await api.preview_refund(ORDER_ID, SHOP_ID, ())
    assert end.business()["products"] == []
    await api.preview_refund(ORDER_ID, SHOP_ID, CHOSEN)
    assert end.paths[-1] == "/order/refund/part/products/preview"
    assert end.business()["products"] == encode_choices(CHOSEN)
    assert len(offered.rows) == 2


async def test_an_answer_that_offers_nothing_readable_is_an_unknown_outcome(
    calls: SignedCalls, end: FarEnd
) -> None:
    end.says({"code": 0, "message": "Success", "data": {}})
    with pytest.raises(OutcomeUnknown):
        await OrderApi(calls).preview_refund(ORDER_ID, SHOP_ID, ())


@pytest.mark.parametrize(
    ("reason", "text", "members"),
    [
        (PartRefundReason.NO_INGREDIENTS, "", {"partRefundType": 200002}),
        (
            PartRefundReason.OTHER,
            "نفد الخبز",
            {"partRefundType": 200000, "partRefundReason": "نفد الخبز"},
        ),
    ],
)
async def test_a_refund_is_asked_for_with_its_reason(
    calls: SignedCalls,
    end: FarEnd,
    reason: PartRefundReason,
    text: str,
    members: dict[str, Any],
) -> None:
    end.says(sample("answer_success"))
    amount = Money(minor=1200, currency="SAR")
    wanted = PartRefund(choices=CHOSEN, amount=amount, reason=reason, text=text)
    await OrderApi(calls).refund_part(ORDER_ID, SHOP_ID, wanted)
    assert end.paths[-1] == "/order/refund/part/apply"
    sent = end.business()
    assert sent["products"] == encode_choices(CHOSEN)
    assert {name: sent[name] for name in sent if name.startswith("part")} == members


def test_a_row_without_a_currency_has_the_orders() -> None:
    data = Reader({"products": [{"id": 5, "refundPrice": 1200}]})
    preview = decode_preview(data, ORDER_ID, "KWD")
    assert preview is not None
    assert preview.total == Money(minor=1200, currency="KWD")


# The unit of dinars


def _dinars(price: int, text: str) -> dict[str, Any]:
    """Return an order of one dish, paid in dinars."""
    fee = {"i18n": {"currency": "KWD"}, "payTotal": price, "payTotalStr": text}
    order = {"baseOrder": {"orderViewId": int(ORDER_ID)}, "feeDtl": {"customerFee": fee}}
    return {"code": 0, "data": order | {"products": [{"name": "Soup", "price": price}]}}


_PREVIEW = {"code": 0, "data": {"products": [{"id": 5, "count": 2, "refundPrice": 230}]}}


@pytest.mark.parametrize(("order", "minor"), [((460, "KWD 4.600"), 2300), ((460, "x"), 230)])
async def test_the_unit_of_a_preview_is_learned_from_the_order_once(
    calls: SignedCalls, end: FarEnd, order: tuple[int, str], minor: int
) -> None:
    """As after a restart: no order was read yet. What cannot be learned stays as ISO says."""
    api = OrderApi(calls)
    end.says(_PREVIEW, _dinars(*order), _PREVIEW, _dinars(*order))
    for _ in range(2):
        preview = await api.preview_refund(ORDER_ID, SHOP_ID, CHOSEN, currency="KWD")
        assert preview.total == Money(minor=minor, currency="KWD")
    reads = end.paths.count("/order/get")
    assert reads == (1 if minor == 2300 else 2)


async def test_an_order_that_was_read_before_needs_no_further_read(
    calls: SignedCalls, end: FarEnd
) -> None:
    api = OrderApi(calls)
    end.says(_dinars(460, "KWD 4.600"), _PREVIEW)
    await api.read(ORDER_ID, SHOP_ID)
    preview = await api.preview_refund(ORDER_ID, SHOP_ID, CHOSEN, currency="KWD")
    assert preview.total == Money(minor=2300, currency="KWD")
    assert len(end.paths) == 2


async def test_riyals_are_no_question(calls: SignedCalls, end: FarEnd) -> None:
    end.says(_PREVIEW)
    preview = await OrderApi(calls).preview_refund(ORDER_ID, SHOP_ID, CHOSEN, currency="SAR")
    assert preview.total == Money(minor=230, currency="SAR")
    assert len(end.paths) == 1


async def test_an_order_that_cannot_be_read_leaves_the_amount_open(
    calls: SignedCalls, end: FarEnd
) -> None:
    """Ten times too little given back is worse than a question that is asked again."""
    end.says(_PREVIEW, httpx.Response(500))
    with pytest.raises(OutcomeUnknown):
        await OrderApi(calls).preview_refund(ORDER_ID, SHOP_ID, CHOSEN, currency="KWD")
