"""The right to act, asked for with the tokens that are meant."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from kitchen_app.domain.shop import TokenPair
from kitchen_app.keeta.access_api import KeetaAccess
from kitchen_app.keeta.base_api import CALLBACK_EVENTS
from kitchen_app.keeta.transport import SignedCalls
from tests.builders import APP_ID, NOW, SHOP_ID, sample
from tests.keeta.far_end import SUCCESS, TOKEN, FarEnd

PAIR = TokenPair(
    access_token="new-access",
    refresh_token="new-refresh",
    issued_at=NOW,
    expires_at=NOW + timedelta(days=90),
)


@pytest.fixture
def access(calls: SignedCalls) -> KeetaAccess:
    return KeetaAccess(app_id=APP_ID, calls=calls, in_use=calls)


def test_the_owner_consents_to_our_application(access: KeetaAccess) -> None:
    url = access.consent_address(redirect_uri="https://k.example/back", state="s1")
    query = parse_qs(urlsplit(url).query)
    assert (query["appId"], query["state"]) == ([str(APP_ID)], ["s1"])
    assert query["redirectUri"] == ["https://k.example/back"]


async def test_a_new_pair_is_asked_about_before_it_is_in_use(
    access: KeetaAccess, end: FarEnd
) -> None:
    end.says(sample("authorized_resource"))
    account = await access.account_of(PAIR)
    assert end.body["accessToken"] == "new-access"
    assert SHOP_ID in [shop.shop_id for shop in account.shops]
    assert await access.account() == account
    assert end.body["accessToken"] == TOKEN, "the tokens in use are still in use"


async def test_a_code_becomes_a_pair(access: KeetaAccess, end: FarEnd) -> None:
    end.says(sample("oauth_token"))
    pair = await access.exchange("code-1")
    assert pair.refresh_token
    assert end.body["code"] == "code-1"


async def test_an_address_is_set_for_an_event(access: KeetaAccess, end: FarEnd) -> None:
    end.says(SUCCESS)
    await access.set_callback(1001, "https://k.example/hook", is_test=True)
    assert end.paths == ["/base/callback/url/set"]
    assert list(access.events) == list(CALLBACK_EVENTS)
