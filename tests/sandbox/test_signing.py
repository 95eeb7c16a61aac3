"""The signature against digests that others have published."""

import pytest

from kitchen_app.sandbox.signing import is_signed, sign

KEETA = "https://open.mykeeta.com/api/open"
GUIDE = {
    "appId": 123,
    "shopId": 123,
    "accessToken": "abc",
    "timestamp": "1682566749",
    "shopCategory": {"id": 123, "name": "test", "type": 0, "description": None},
}
GUIDE_DIGEST = "48eb6d562bb0673e3db753831f032be237fc19d1e5c33fcb5386d89c0eebca86"


def test_worked_example_of_the_authorization_guide() -> None:
    assert sign(f"{KEETA}/product/shopcategory/update", GUIDE, "abc") == GUIDE_DIGEST


def test_numeric_and_text_timestamps_sign_alike() -> None:
    as_number = GUIDE | {"timestamp": 1682566749}
    assert sign(f"{KEETA}/product/shopcategory/update", as_number, "abc") == GUIDE_DIGEST


def test_published_third_party_vector() -> None:
    parameters = {"appId": "3084446411", "timestamp": "1700000000", "accessToken": "tok"}
    assert (
        sign(f"{KEETA}/order/get", parameters, "SEKRET")
        == "fdb0c75a74946eb58dbfcd5ebe6b7f42a9a12f4302c697e750de9691277e6965"
    )


def test_array_with_unescaped_text() -> None:
    parameters = {
        "appId": 4100000001,
        "timestamp": 1790000000,
        "accessToken": "11112222333344445555666677778888",
        "shopId": 700123,
        "spuOpenItemCodeList": ["SKU-雞飯", "A/B&C"],
        "status": 0,
        "needLinkage": 0,
    }
    assert (
        sign(f"{KEETA}/product/spustatus/batchupdatebycode", parameters, "demo-secret-not-real")
        == "98b42a0e1c5cf6f456149d367caad1b81e9f76fa348d5f55d09f9e9b8432817d"
    )


def test_webhook_envelope() -> None:
    envelope = {
        "eventId": 1102,
        "appId": 4100000001,
        "messageId": "1990000000000000001",
        "shopId": 700123,
        "message": '{"shopId":700123,"fromStatus":3,"toStatus":4}',
        "timestamp": 1790000000,
    }
    assert (
        sign("https://kitchen.example.net/keeta/webhook", envelope, "demo-secret-not-real")
        == "1cb96e90454c2fe56b734572b57aed2e51dba4f56b4598d50f21b6d1d07269ba"
    )


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (None, "null"), ("", ""), (7, "7"), ([1, "a"], '[1,"a"]')]
)
def test_values_are_signed_as_json_and_strings_bare(value: object, text: str) -> None:
    assert sign("u", {"k": value}, "s") == sign("u", {"k": text}, "s")


def test_signature_itself_is_not_signed_and_may_be_upper_case() -> None:
    assert is_signed("u", {"k": 1, "sig": sign("u", {"k": 1}, "s").upper()}, "s")


@pytest.mark.parametrize("sig", ["", "é", "0" * 64, None])
def test_wrong_signatures(sig: str | None) -> None:
    assert not is_signed("u", {"k": 1, "sig": sig}, "s")
