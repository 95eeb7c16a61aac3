"""Calls over tokens that renew themselves."""

from datetime import datetime

from kitchen_app.keeta.oauth import TokenKeeper
from kitchen_app.keeta.transport import Answer, Params, SignedCalls, Upload


class RefreshingCalls:
    """Calls that refresh an expired token and are then sent once more; satisfies `Calls`."""

    def __init__(self, calls: SignedCalls, keeper: TokenKeeper) -> None:
        self._calls = calls
        self._keeper = keeper

    def now(self) -> datetime:
        return self._calls.now()

    async def reach(self) -> None:
        await self._calls.reach()

    async def close(self) -> None:
        await self._calls.close()

    async def call(
        self, path: str, params: Params, *, with_token: bool = True, flat: bool = False
    ) -> Answer:
        async def send() -> Answer:
            return await self._calls.call(path, params, with_token=with_token, flat=flat)

        return await (self._keeper.retried(send) if with_token else send())

    async def upload(self, path: str, params: Params, file: Upload) -> Answer:
        async def send() -> Answer:
            return await self._calls.upload(path, params, file)

        return await self._keeper.retried(send)
