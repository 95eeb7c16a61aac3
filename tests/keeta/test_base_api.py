"""Consent, tokens in three shapes, what a token covers, and where callbacks go."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.keeta.base_api import CALLBACK_EVENTS, BaseApi, authorise_url
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.errors import (
    AuthorisationEnded,
    OutcomeUnknown,
    PlatformError,
    SignatureRejected,
    TokenExpired,
)
from tests.builders import APP_ID, NOW, SECRET, STEADY, sample, signature
from tests.keeta.far_end import BASE, SUCCESS, FarEnd, calls_to

_ACCESS, _REFRESH = "aaaa1111bbbb2222cccc3333dddd4444", "eeee5555ffff6666aaaa7777bbbb8888"
_CALLBACK = "https://kitchen.example.net/keeta/webhook"


@pytest.fixture
def base(calls: SignedCalls) -> BaseApi:
    return BaseApi(calls)


def _application_call(end: FarEnd) -> dict[str, Any]:
    """Return the members of the last call, which must be signed and carry no access token."""
    body = end.body
    assert body["sig"] == signature(str(end.requests[-1].url), body, SECRET)
    assert body["appId"] == APP_ID
    assert "accessToken" not in body
    return {key: value for key, value in body.items() if key not in ("appId", "timestamp", "sig")}


# Consent


@pytest.mark.parametrize("state", ["abc", "a b&c=d", "متجر/雞"])
def test_the_address_of_consent_has_five_parameters(state: str) -> None:
    url = authorise_url(app_id=APP_ID, redirect_uri="https://k.example/back?x=1&y=2", state=state)
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == (
        "https://merchant.mykeeta.com/m/web/openapi/authorize"
    )
    assert parse_qsl(parts.query) == [
        ("responseType", "authorization_code"),
        ("appId", str(APP_ID)),
        ("redirectUri", "https://k.example/back?x=1&y=2"),
        ("state", state),
        ("scope", "all"),
    ]
    assert url.isascii()


# Tokens


async def test_a_code_is_exchanged(base: BaseApi, end: FarEnd) -> None:
    end.says(sample("oauth_token"))
    await base.exchange("code-1")
    assert end.paths == ["/base/oauth/token"]
    assert _application_call(end) == {"grantType": "authorization_code", "code": "code-1"}


async def test_a_refresh_token_is_used(base: BaseApi, end: FarEnd) -> None:
    end.says(sample("oauth_token"))
    await base.refresh("refresh-1")
    assert end.paths == ["/base/oauth/token"]
    assert _application_call(end) == {"grantType": "refresh_token", "refreshToken": "refresh-1"}


@pytest.mark.parametrize(
    "name", ["oauth_token", "oauth_token_in_data", "oauth_token_in_data_twice"]
)
async def test_tokens_are_found_in_all_three_shapes(base: BaseApi, end: FarEnd, name: str) -> None:
    end.says(sample(name))
    pair = await base.exchange("code-1")
    assert (pair.access_token, pair.refresh_token) == (_ACCESS, _REFRESH)
    assert (pair.issued_at, pair.expires_at) == (NOW, NOW + timedelta(days=90))


@pytest.mark.parametrize(
    "change",
    [
        {"accessToken": ""},
        {"accessToken": None},
        {"refreshToken": None},
        {"refreshToken": []},
        {"expiresIn": 0},
        {"expiresIn": -1},
        {"expiresIn": None},
        {"expiresIn": "soon"},
        {"expiresIn": True},
    ],
)
@pytest.mark.parametrize("depth", [0, 1, 2])
async def test_tokens_without_all_three_members_are_none(
    base: BaseApi, end: FarEnd, change: dict[str, Any], depth: int
) -> None:
    answer = sample("oauth_token") | change
    for _ in range(depth):
        answer = SUCCESS | {"data": answer}
    end.says(answer)
    with pytest.raises(OutcomeUnknown) as caught:
        await base.refresh("refresh-1")
    assert _ACCESS not in str(caught.value)


async def test_an_absurd_life_is_cut_to_a_year(base: BaseApi, end: FarEnd) -> None:
    end.says(sample("oauth_token") | {"expiresIn": 2**62})
    assert (await base.exchange("code-1")).expires_at == NOW + timedelta(days=365)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (sample("answer_authorisation_cancelled"), AuthorisationEnded),
        (sample("answer_token_unknown"), TokenExpired),
        (sample("answer_signature_error"), SignatureRejected),
        (SUCCESS, OutcomeUnknown),
        ({"code": 0, "data": "x"}, OutcomeUnknown),
        (httpx.Response(200, json=[]), OutcomeUnknown),
        (httpx.ReadTimeout, OutcomeUnknown),
        (httpx.Response(504), OutcomeUnknown),
    ],
)
async def test_what_is_no_token_is_a_failure(
    base: BaseApi, end: FarEnd, answer: object, kind: type[PlatformError]
) -> None:
    end.says(answer)
    with pytest.raises(PlatformError) as caught:
        await base.refresh("refresh-1")
    assert type(caught.value) is kind
    assert "refresh-1" not in str(caught.value) + repr(caught.value)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(
            st.sampled_from(["code", "data", "accessToken", "refreshToken", "expiresIn"]), inner
        )
    ),
    max_leaves=8,
)


@STEADY
@given(_json)
async def test_no_answer_is_too_strange(answer: object) -> None:
    end = FarEnd()
    end.says(httpx.Response(200, json=answer))
    calls = calls_to(end)
    try:
        pair = await BaseApi(calls).refresh("refresh-1")
    except PlatformError:
        pass
    else:
        assert pair.access_token
        assert pair.refresh_token
    finally:
        await calls.close()


# What a token covers


async def test_an_account_is_read_with_its_shops(base: BaseApi, end: FarEnd) -> None:
    end.says(sample("authorized_resource"))
    account = await base.account()
    assert end.paths == ["/base/authorized/resource/get"]
    assert end.business() == {"pageNum": 1, "pageSize": 200}
    assert (account.user_id, account.brand_id) == ("810000456", "6140")
    assert account.brand_name == "Sample Grill"
    assert account.shops == (
        AuthorisedShop(
            shop_id=ShopId("470022"),
            name="Sample Grill Malaz",
            address="7 Sample Road",
            longitude="46.7353",  # spelled longitute
            latitude="24.6701",
        ),
        AuthorisedShop(
            shop_id=ShopId("470023"),
            name="مشويات العينة",
            address="شارع العينة",
            longitude="46.6901",
            latitude="24.7102",
        ),
    )


def _page(number: int, last: object, *ids: object) -> dict[str, Any]:
    return SUCCESS | {
        "data": {
            "brandId": 6140,
            "authorizedShops": [{"id": shop_id} for shop_id in ids],
            "page": {"pageNum": number, "pageSize": 200, "totalPage": last},
        }
    }


async def test_all_pages_are_read_and_no_shop_counts_twice(base: BaseApi, end: FarEnd) -> None:
    end.says(_page(1, 3, 1, 2), _page(2, 3, 2, 3), _page(3, 3, 4, None, "x"))
    account = await base.account()
    assert [body["pageNum"] for body in end.bodies] == [1, 2, 3]
    assert [shop.shop_id for shop in account.shops] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("last", "asked"), [(None, 1), (0, 1), (-5, 1), ("x", 1), ("2", 2), (10**9, 100)]
)
async def test_odd_numbers_of_pages_do_not_lead_astray(
    base: BaseApi, end: FarEnd, last: object, asked: int
) -> None:
    end.says(_page(1, last, 1))
    await base.account()
    assert len(end.requests) == asked


@pytest.mark.parametrize("data", [None, [], "x", {"authorizedShops": "x", "page": 1}])
async def test_an_account_of_another_shape_is_empty(
    base: BaseApi, end: FarEnd, data: object
) -> None:
    end.says(SUCCESS | {"data": data})
    assert (await base.account()).shops == ()


# Callbacks


@pytest.mark.parametrize("event_id", CALLBACK_EVENTS)
@pytest.mark.parametrize(("is_test", "number"), [(True, 1), (False, 0)])
async def test_each_event_gets_its_address(
    base: BaseApi, end: FarEnd, event_id: int, number: int, *, is_test: bool
) -> None:
    await base.set_callback(event_id, _CALLBACK, is_test=is_test)
    assert end.paths == ["/base/callback/url/set"]
    sent = _application_call(end)
    assert sent == {"eventId": event_id, "url": _CALLBACK, "isTest": number}
    assert type(sent["isTest"]) is int
    assert str(end.requests[-1].url) == f"{BASE}/base/callback/url/set"
