"""Keeta's API and the right to use it: connection, tokens, orders and consent, put together."""

from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.base.tasks import Supervisor
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Authorisation
from kitchen_app.keeta.access_api import KeetaAccess
from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.oauth import TokenKeeper
from kitchen_app.keeta.pictures import PictureDownload
from kitchen_app.keeta.refreshing import RefreshingCalls
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.services.access import Access
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.ports import TokenVault
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.settings import Secrets
from kitchen_app.store.tokens import KeyringVault


class KeetaSide:
    """Every call goes through `calls`: signed, with the tokens in use, which it renews.

    Without a `vault` the tokens are in the system's keyring. `scale` is what every order, read or
    told, teaches about the unit of money.
    """

    def __init__(
        self,
        *,
        base_url: str,
        app_id: int,
        shops: ServedShops,
        tokens_of: ShopId,
        secrets: Secrets,
        vault: TokenVault | None,
        clock: Clock,
        links: Links,
        hub: Hub,
        supervisor: Supervisor,
    ) -> None:
        self._supervisor = supervisor
        vault = vault or KeyringVault(app_id=app_id, shop_id=tokens_of, pasted=secrets, clock=clock)
        signed = _signed_calls(base_url, app_id, secrets.app_secret, clock=clock, links=links)
        changes: Signal[Authorisation] = Signal()
        self._keeper = TokenKeeper(
            calls=signed,
            vault=vault,
            clock=clock,
            supervisor=supervisor,
            shop_key=tokens_of,
            on_change=changes.emit,
        )
        self.calls = RefreshingCalls(signed, self._keeper)
        self.pictures = PictureDownload(base_url=base_url)
        self.scale = MoneyScale()
        self.orders = OrderApi(self.calls, self.scale)
        self.access = Access(
            api=KeetaAccess(app_id=app_id, calls=signed, in_use=self.calls),
            tokens=self._keeper,
            hub=hub,
            links=links,
            clock=clock,
            supervisor=supervisor,
            shops=shops,
        )
        changes.connect(self.access.note_tokens)

    def start(self) -> None:
        """Read the tokens, without waiting for the keyring, and keep them and the right good."""
        self._supervisor.serve(self._keeper.run, name="tokens")
        self._supervisor.serve(self.access.run, name="access")

    async def close(self) -> None:
        await self.calls.close()
        await self.pictures.close()


def _signed_calls(
    base_url: str, app_id: int, app_secret: str, *, clock: Clock, links: Links
) -> SignedCalls:
    """Return calls without a token: the keeper gives them one."""
    return SignedCalls(
        base_url=base_url,
        app_id=app_id,
        secret=app_secret,
        access_token="",
        clock=clock,
        on_clock=links.clock_measured,
    )
