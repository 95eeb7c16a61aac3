"""The calls by which the program gets, checks and spreads the right to act for the shop."""

from collections.abc import Sequence

from kitchen_app.domain.shop import Account, TokenPair
from kitchen_app.keeta.base_api import CALLBACK_EVENTS, BaseApi, authorise_url
from kitchen_app.keeta.transport import Calls, SignedCalls


class KeetaAccess:
    """Satisfies `services.ports.AccessApi`.

    `in_use` goes out with the tokens in use and renews them; `calls` with whatever it is given.
    """

    def __init__(self, *, app_id: int, calls: SignedCalls, in_use: Calls) -> None:
        self._app_id = app_id
        self._calls = calls
        self._base = BaseApi(in_use)

    @property
    def events(self) -> Sequence[int]:
        return CALLBACK_EVENTS

    def consent_address(self, *, redirect_uri: str, state: str) -> str:
        return authorise_url(app_id=self._app_id, redirect_uri=redirect_uri, state=state)

    async def exchange(self, code: str) -> TokenPair:
        return await self._base.exchange(code)

    async def account(self) -> Account:
        return await self._base.account()

    async def account_of(self, pair: TokenPair) -> Account:
        return await BaseApi(self._calls.holding(pair.access_token)).account()

    async def set_callback(self, event_id: int, url: str, *, is_test: bool) -> None:
        await self._base.set_callback(event_id, url, is_test=is_test)
