"""Opening what came sealed: for self-delivery only, at most 50 texts a call, never in the way."""

from typing import Any

import pytest

from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.recipient_codec import decode_opened
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import OutcomeUnknown
from tests.builders import ORDER_ID, SHOP_ID, sample
from tests.keeta.far_end import FarEnd


def order_with(**recipient: Any) -> dict[str, Any]:
    answer = sample("order_get_self_delivery")
    answer["data"]["orderInfo"]["recipientInfo"] = recipient
    return answer


def opening(**texts: str) -> dict[str, Any]:
    rows = [
        {"cipherText": sealed, "plainText": plain, "errorCode": 0, "errorMsg": "success"}
        for sealed, plain in texts.items()
    ]
    return {"code": 0, "message": "Success", "data": {"plainInfos": rows}}


async def test_sealed_texts_are_opened_and_plain_ones_taken_as_they_are(
    calls: SignedCalls, end: FarEnd
) -> None:
    sealed = order_with(name="Sara", phone="ENC_p", houseNumber="ENC_h")
    end.says(sealed, opening(ENC_p="5", ENC_h="7"))
    recipient = await OrderApi(calls).recipient(ORDER_ID, SHOP_ID)
    assert (recipient.name, recipient.phone, recipient.house_number) == ("Sara", "5", "7")
    assert not recipient.hidden
    assert end.paths == ["/order/get", "/base/batchDecrypt"]
    assert end.business() == {
        "shopId": int(SHOP_ID),
        "cipherInfos": [{"cipherText": "ENC_p"}, {"cipherText": "ENC_h"}],
    }


@pytest.mark.parametrize("name", ["order_get", "order_get_pickup"])
async def test_for_keetas_riders_and_pickup_nothing_is_opened(
    calls: SignedCalls, end: FarEnd, name: str
) -> None:
    answer = sample(name)
    answer["data"]["orderInfo"]["recipientInfo"] = {"phone": "ENC_p", "name": "Sara"}
    end.says(answer)
    recipient = await OrderApi(calls).recipient(ORDER_ID, SHOP_ID)
    assert (recipient.name, recipient.phone, recipient.hidden) == ("Sara", "", True)
    assert end.paths == ["/order/get"]


async def test_without_ciphertexts_nothing_is_asked(calls: SignedCalls, end: FarEnd) -> None:
    end.says(order_with(name="Sara", phone="500000002"))
    assert not (await OrderApi(calls).recipient(ORDER_ID, SHOP_ID)).hidden
    assert end.paths == ["/order/get"]


async def test_a_failure_leaves_what_is_sealed_hidden_and_the_rest_there(
    calls: SignedCalls, end: FarEnd, caplog: pytest.LogCaptureFixture
) -> None:
    end.says(order_with(name="Sara", phone="ENC_secret"), sample("answer_server_error"))
    recipient = await OrderApi(calls).recipient(ORDER_ID, SHOP_ID)
    assert (recipient.name, recipient.phone, recipient.hidden) == ("Sara", "", True)
    assert "stays sealed" in caplog.text
    assert "Sara" not in caplog.text
    assert "ENC_" not in caplog.text
    caplog.clear()


async def test_more_than_fifty_texts_go_in_several_calls(calls: SignedCalls, end: FarEnd) -> None:
    many = {f"member{number}": f"ENC_{number}" for number in range(51)}
    end.says(order_with(**many), opening(**{f"ENC_{n}": "x" for n in range(51)}))
    await OrderApi(calls).recipient(ORDER_ID, SHOP_ID)
    sizes = [len(body["cipherInfos"]) for body in end.bodies[1:]]
    assert sizes == [50, 1]


async def test_an_answer_about_another_order_is_not_taken(calls: SignedCalls, end: FarEnd) -> None:
    end.says({"code": 0, "message": "Success", "data": {}})
    with pytest.raises(OutcomeUnknown):
        await OrderApi(calls).recipient(ORDER_ID, SHOP_ID)


def test_only_what_keeta_surely_opened_counts() -> None:
    assert decode_opened(Reader(sample("batch_decrypt")["data"])) == {"ENC_qwerty": "500000002"}
    odd = {
        "plainInfos": [
            {"cipherText": "ENC_1", "plainText": "ENC_1"},
            {"cipherText": "ENC_2", "plainText": None},
            {"cipherText": None, "plainText": "x"},
            {"cipherText": "ENC_3", "plainText": "kept"},
            "row",
        ]
    }
    assert decode_opened(Reader(odd)) == {"ENC_3": "kept"}


@pytest.mark.parametrize("nothing", [None, [], {}, {"plainInfos": {}}])
def test_an_answer_that_holds_nothing_opens_nothing(nothing: object) -> None:
    assert decode_opened(Reader(nothing)) == {}
