"""The signature against published digests, our own vectors, and what must not give them."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.keeta.signing import (
    CALLBACK_RECIPES,
    callback_recipe,
    compact_json,
    sign,
    string_to_sign,
)
from tests.builders import STEADY, signature

_BASE = "https://open.mykeeta.com/api/open"
_HOOK = "https://kitchen.example.net/keeta/webhook"

# Authorization Guide, section 2.
_V1_URL = f"{_BASE}/product/shopcategory/update"
_V1: dict[str, Any] = {
    "appId": 123,
    "shopId": 123,
    "accessToken": "abc",
    "timestamp": "1682566749",
    "shopCategory": {"id": 123, "name": "test", "type": 0, "description": None},
}
_V1_DIGEST = "48eb6d562bb0673e3db753831f032be237fc19d1e5c33fcb5386d89c0eebca86"

# A third party's published unit test.
_V2_URL = f"{_BASE}/order/get"
_V2: dict[str, Any] = {"appId": "3084446411", "timestamp": "1700000000", "accessToken": "tok"}
_V2_DIGEST = "fdb0c75a74946eb58dbfcd5ebe6b7f42a9a12f4302c697e750de9691277e6965"

# Our own, computed by another hand: they pin what no published vector shows.
_OWN = "demo-secret-not-real"
_TOKEN = "11112222333344445555666677778888"
_APP: dict[str, Any] = {"appId": 4100000001, "timestamp": 1790000000}
_SHOP: dict[str, Any] = _APP | {"shopId": 700123}
_FULL: dict[str, Any] = _SHOP | {"accessToken": _TOKEN}
_S5: dict[str, Any] = _SHOP | {
    "eventId": 1102,
    "messageId": "1990000000000000001",
    "message": '{"shopId":700123,"fromStatus":3,"toStatus":4}',
}
_WEEK = {
    "mon": [{"startTime": 36000, "endTime": 54000}, {"startTime": 61200, "endTime": 86400}],
    "tue": [{"startTime": 0, "endTime": 0}],
}

_VECTORS = [
    pytest.param(_V1_URL, _V1, "abc", _V1_DIGEST, id="V1"),
    pytest.param(_V2_URL, _V2, "SEKRET", _V2_DIGEST, id="V2"),
    pytest.param(
        f"{_BASE}/scm/shop/status/rest",
        _FULL,
        _OWN,
        "256f01d7279fcbfa2a79c4ec32407479d600a1c5ba3a3e7a0087405132675920",
        id="S1-plain",
    ),
    pytest.param(
        f"{_BASE}/base/oauth/token",
        _APP | {"grantType": "refresh_token", "refreshToken": "aaaabbbbccccddddeeeeffff00001111"},
        _OWN,
        "7ed5e76b8a259c48678bbb17ad74979ec4f0fb183d37351962b5b06d0e4f89ab",
        id="S2-without-token",
    ),
    pytest.param(
        f"{_BASE}/product/spustatus/batchupdatebycode",
        _FULL | {"spuOpenItemCodeList": ["SKU-雞飯", "A/B&C"], "status": 0, "needLinkage": 0},
        _OWN,
        "98b42a0e1c5cf6f456149d367caad1b81e9f76fa348d5f55d09f9e9b8432817d",
        id="S3-array-and-unicode",
    ),
    pytest.param(
        f"{_BASE}/scm/shop/business/hour/effective/update",
        _FULL | {"businessHourOfTheWeek": _WEEK},
        _OWN,
        "6a084d765d2356b61bc6dd4203a5b4e3fe6e8b1ed0e40ddbc5cd5ce096038df2",
        id="S4-nested",
    ),
    pytest.param(
        _HOOK,
        _S5,
        _OWN,
        "1cb96e90454c2fe56b734572b57aed2e51dba4f56b4598d50f21b6d1d07269ba",
        id="S5-webhook",
    ),
    pytest.param(
        f"{_BASE}/base/callback/url/set",
        _APP | {"eventId": 1001, "url": _HOOK, "isTest": 1},
        _OWN,
        "0c144f461594a102dbb75360116e88a7912ff1fb56be3ebae60ee2e4a318c855",
        id="S6-an-address-inside",
    ),
]


@pytest.mark.parametrize(("url", "params", "secret", "digest"), _VECTORS)
def test_the_vector_is_reproduced(
    url: str, params: dict[str, Any], secret: str, digest: str
) -> None:
    assert sign(url, params, secret) == digest
    assert callback_recipe(url, params | {"sig": digest}, secret) == CALLBACK_RECIPES[0]


@pytest.mark.parametrize(("url", "params", "secret", "digest"), _VECTORS)
def test_the_signature_itself_and_the_order_of_members_do_not_count(
    url: str, params: dict[str, Any], secret: str, digest: str
) -> None:
    backwards = dict(reversed(params.items())) | {"sig": "anything"}
    assert sign(url, backwards, secret) == digest


@pytest.mark.parametrize(("url", "params", "secret", "digest"), _VECTORS)
def test_digits_sign_alike_as_number_and_as_text(
    url: str, params: dict[str, Any], secret: str, digest: str
) -> None:
    as_text = {k: str(v) if isinstance(v, int) else v for k, v in params.items()}
    as_number = {
        k: int(v) if isinstance(v, str) and v.isdigit() and v[0] != "0" else v
        for k, v in params.items()
    }
    assert sign(url, as_text, secret) == digest
    assert sign(url, as_number, secret) == digest


def test_the_published_text_to_sign() -> None:
    assert string_to_sign(_V1_URL, _V1, "abc") == (
        "https://open.mykeeta.com/api/open/product/shopcategory/update?accessToken=abc&appId=123"
        '&shopCategory={"id":123,"name":"test","type":0,"description":null}'
        "&shopId=123&timestamp=1682566749abc"
    )


def test_a_nested_object_signs_like_its_own_text() -> None:
    as_text = _V1 | {"shopCategory": compact_json(_V1["shopCategory"])}
    assert sign(_V1_URL, as_text, "abc") == _V1_DIGEST


def test_the_inner_order_of_a_nested_object_counts() -> None:
    inner = dict(sorted(_V1["shopCategory"].items()))
    assert sign(_V1_URL, _V1 | {"shopCategory": inner}, "abc") != _V1_DIGEST


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (None, "null"),
        ("", ""),
        (0, "0"),
        ("صحن", "صحن"),
        ("雞飯🍚", "雞飯🍚"),
        ('a "b" & c=d/e', 'a "b" & c=d/e'),
        ([1, "é/", True, None], '[1,"é/",true,null]'),
        ({"b": 1, "a": {"z": [], "y": "🍚"}}, '{"b":1,"a":{"z":[],"y":"🍚"}}'),
        (9223372036854775807, "9223372036854775807"),
    ],
)
def test_how_each_kind_of_value_is_written(value: object, text: str) -> None:
    assert string_to_sign("u", {"k": value}, "S") == f"u?k={text}S"


def test_keys_sort_by_code_unit_capitals_first() -> None:
    assert string_to_sign("u", {"b": 1, "a": 2, "B": 3, "_": 4}, "S") == "u?B=3&_=4&a=2&b=1S"


def test_no_parameters_still_give_a_question_mark() -> None:
    assert string_to_sign("u", {}, "S") == "u?S"


@pytest.mark.parametrize(("url", "params", "secret", "digest"), _VECTORS)
def test_recipes_that_others_guessed_do_not_fit(
    url: str, params: dict[str, Any], secret: str, digest: str
) -> None:
    whole = string_to_sign(url, params, "")
    pairs = whole.removeprefix(url + "?")
    path = url.removeprefix("https://open.mykeeta.com")
    guesses = {
        "no question mark": url + pairs + secret,
        "no address": pairs + secret,
        "only the question mark": f"?{pairs}{secret}",
        "path only": f"{path}?{pairs}{secret}" if path != url else "",
        "separated secret": f"{whole}&{secret}",
        "secret first": secret + whole,
    }
    digests = {hashlib.sha256(text.encode()).hexdigest() for text in guesses.values()}
    digests |= {
        hmac.new(secret.encode(), text.encode(), "sha256").hexdigest() for text in (whole, pairs)
    }
    assert digest not in digests


@pytest.mark.parametrize(
    "sig",
    [None, "", 0, 1, True, [], [_V1_DIGEST], {"sig": _V1_DIGEST}, _V1_DIGEST.upper(), "é" * 64],
    ids=repr,
)
def test_a_signature_of_another_shape_never_fits(sig: object) -> None:
    assert callback_recipe(_V1_URL, _V1 | {"sig": sig}, "abc") is None


def test_a_missing_signature_never_fits() -> None:
    assert callback_recipe(_V1_URL, _V1, "abc") is None


@pytest.mark.parametrize("length", [0, 1, 63])
def test_a_shortened_signature_never_fits(length: int) -> None:
    assert callback_recipe(_V1_URL, _V1 | {"sig": _V1_DIGEST[:length]}, "abc") is None


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@STEADY
@given(st.dictionaries(st.text(), _values, max_size=6), st.text())
def test_any_parameters_sign_as_an_independent_hand_does(
    params: dict[str, Any], secret: str
) -> None:
    assert sign(_HOOK, params, secret) == signature(_HOOK, params, secret)


@STEADY
@given(_values)
def test_compact_json_loses_nothing(value: object) -> None:
    assert json.loads(compact_json(value)) == value


def test_compact_json_has_no_spaces_and_no_escapes() -> None:
    assert compact_json({"a": [1, "é/ب"], "b": None}) == '{"a":[1,"é/ب"],"b":null}'


@pytest.mark.parametrize(
    ("recipe", "before"),
    [("{url}?", f"{_HOOK}?"), ("{url}", _HOOK), ("", ""), ("?", "?")],
)
def test_a_callback_is_known_by_each_recipe_that_may_be_keetas(recipe: str, before: str) -> None:
    params = {"eventId": 1102, "message": "{}"}
    text = f"{before}eventId=1102&message={{}}secret"
    sig = hashlib.sha256(text.encode()).hexdigest()
    assert callback_recipe(_HOOK, params | {"sig": sig}, "secret") == recipe
    assert callback_recipe(_HOOK, params | {"sig": sig}, "another") is None
    assert callback_recipe(_HOOK, params | {"sig": sig, "eventId": 1101}, "secret") is None


def test_all_recipes_are_told_apart() -> None:
    assert len({sign(_HOOK, {"a": 1}, "s", recipe) for recipe in CALLBACK_RECIPES}) == 4
