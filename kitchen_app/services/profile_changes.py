"""What customers see of the shop, as people change it: the phones and the main picture.

Both are behind the PIN. Nothing of them is kept here before it is sent (docs/decisions/0013).
"""

import logging
from typing import Protocol

from kitchen_app.domain.shop import Contact
from kitchen_app.services.case_pictures import PictureSource
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter
from kitchen_app.services.shop_view import ChangeResult, ShopView

logger = logging.getLogger(__name__)


class ProfiledShop(Protocol):
    """The part of the shop that is needed here; `services.shop.ShopKeeper` is one."""

    @property
    def view(self) -> ShopView: ...

    async def set_contact(self, contact: Contact, *, based_on: tuple[str, ...]) -> ChangeResult: ...

    async def set_picture(
        self, content: bytes, *, width_px: int, height_px: int
    ) -> ChangeResult: ...


class ProfileChanges:
    """Changes the phones and the picture, and fetches the pictures that the details name.

    Changes raise `NotApproved` without a valid approval.
    """

    def __init__(self, *, manager: ManagerLock, source: PictureSource) -> None:
        self._manager = manager
        self._source = source
        self._shop: ProfiledShop | None = None

    def tell_through(self, shop: ProfiledShop) -> None:
        """Let the shop be changed by this; call once."""
        self._shop = shop

    async def set_contact(
        self, contact: Contact, *, based_on: tuple[str, ...], approval: str = ""
    ) -> ChangeResult:
        """Replace the phones; `based_on` are those that the person edited."""
        self._manager.approver(Matter(deed=Deed.PROFILE), approval)
        return _noted(await self._keeper.set_contact(contact, based_on=based_on))

    async def set_picture(
        self, content: bytes, *, width_px: int, height_px: int, approval: str = ""
    ) -> ChangeResult:
        """Upload a main picture and propose it.

        Raises:
            InvalidShop: Keeta could not use it; nothing was sent.
        """
        self._manager.approver(Matter(deed=Deed.PROFILE), approval)
        result = await self._keeper.set_picture(content, width_px=width_px, height_px=height_px)
        return _noted(result)

    async def picture(self, url: str) -> bytes:
        """Return a main picture, whatever Keeta's review says of it.

        Raises:
            PictureUnavailable: it cannot be fetched, or the shop names it no more.
        """
        shop = self._keeper.view.shop
        if shop is None or all(picture.url != url for picture in shop.pictures):
            raise PictureUnavailable("The shop has no such picture")
        return await self._source.fetch(url)

    @property
    def _keeper(self) -> ProfiledShop:
        if self._shop is None:
            raise RuntimeError("the profile is not connected to the shop")
        return self._shop


def _noted(result: ChangeResult) -> ChangeResult:
    logger.info("Changing the %s of the shop: %s", result.kind.value, result.outcome.value)
    return result
