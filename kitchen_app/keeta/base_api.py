"""Keeta's basic API: consent, tokens, what a token covers, where callbacks go.

Sources: Self-service Authorization, Get and Refresh Token, Get Authorized Resources, Set Callback
URL.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from kitchen_app.base.log import hide
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Account, AuthorisedShop, TokenPair
from kitchen_app.keeta.transport import Answer, Calls, Params
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import OutcomeUnknown

AUTHORISE_PAGE = "https://merchant.mykeeta.com/m/web/openapi/authorize"

CALLBACK_EVENTS = (1, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1101, 1102, 1301, 1302, 1303)
"""The documented events that we understand; each has its own address at Keeta."""

_TOKEN_PATH = "/base/oauth/token"  # noqa: S105 - a path
_PAGE_SIZE = 200
_MOST_PAGES = 100
_LONGEST_LIFE_S = 365 * 86400
"""Keeta's tokens live 90 days; more than a year is a mistake, and too far for a calendar."""


def authorise_url(*, app_id: int, redirect_uri: str, state: str, page: str = AUTHORISE_PAGE) -> str:
    """Return the address at which the owner consents.

    `redirect_uri` is, to the letter, the one registered for the application; `state` comes back
    unchanged with the code, which is good for one use within 10 minutes.
    """
    query = {
        "responseType": "authorization_code",
        "appId": str(app_id),
        "redirectUri": redirect_uri,
        "state": state,
        "scope": "all",
    }
    return f"{page}?{urlencode(query, quote_via=quote, safe='')}"


class BaseApi:
    """Calls that concern the application rather than orders.

    Every method raises `services.errors.PlatformError`.
    """

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def exchange(self, code: str) -> TokenPair:
        """Turn the owner's consent into tokens (base/oauth/token)."""
        hide(code)
        return await self._token({"grantType": "authorization_code", "code": code})

    async def refresh(self, refresh_token: str) -> TokenPair:
        """Turn a refresh token into new tokens (base/oauth/token).

        It works once, even when the answer is lost: see `keeta.oauth.TokenKeeper`. The access
        token that it belongs to lives on for 60 minutes.
        """
        return await self._token({"grantType": "refresh_token", "refreshToken": refresh_token})

    async def account(self) -> Account:
        """Return whose token we hold and which shops it covers (base/authorized/resource/get)."""
        pages = [await self._page(1)]
        last = min(pages[0].child("page").integer("totalPage") or 1, _MOST_PAGES)
        pages += [await self._page(number) for number in range(2, last + 1)]
        first = pages[0]
        return Account(
            user_id=first.text("userId"),
            brand_id=first.identifier("brandId"),
            brand_name=first.text("brandName"),
            shops=tuple({shop.shop_id: shop for page in pages for shop in _shops(page)}.values()),
        )

    async def set_callback(self, event_id: int, url: str, *, is_test: bool) -> None:
        """Tell Keeta where to send one event (base/callback/url/set).

        `is_test` chooses between the addresses for test shops and for real ones.
        """
        params = {"eventId": event_id, "url": url, "isTest": int(is_test)}
        await self._calls.call("/base/callback/url/set", params, with_token=False)

    async def _token(self, params: Params) -> TokenPair:
        answer = await self._calls.call(_TOKEN_PATH, params, with_token=False, flat=True)
        for reader in _token_places(answer):
            access, refresh = reader.text("accessToken"), reader.text("refreshToken")
            life_s = reader.integer("expiresIn") or 0
            hide(access, refresh)
            if access and refresh and life_s > 0:
                now = self._calls.now()
                return TokenPair(
                    access_token=access,
                    refresh_token=refresh,
                    issued_at=now,
                    expires_at=now + timedelta(seconds=min(life_s, _LONGEST_LIFE_S)),
                )
        raise OutcomeUnknown("Keeta's answer holds no usable tokens")

    async def _page(self, number: int) -> Reader:
        params: dict[str, Any] = {"pageNum": number, "pageSize": _PAGE_SIZE}
        answer = await self._calls.call("/base/authorized/resource/get", params)
        return answer.reader.child("data")


def _token_places(answer: Answer) -> Iterator[Reader]:
    """Yield where tokens were seen: flat (documents), under data, under data.data (live)."""
    yield answer.reader
    yield answer.reader.child("data")
    yield answer.reader.child("data").child("data")


def _shops(page: Reader) -> Iterator[AuthorisedShop]:
    for shop in page.children("authorizedShops"):
        if shop_id := shop.identifier("id"):
            yield AuthorisedShop(
                shop_id=ShopId(shop_id),
                name=shop.text("name"),
                address=shop.text("address"),
                longitude=shop.text("longitute", "longitude"),  # so spelled by Keeta
                latitude=shop.text("latitude"),
            )
