"""What the services need of Keeta to run the shop: its front, and what is sold out in it."""

from collections.abc import Iterable
from datetime import tzinfo
from typing import Protocol

from kitchen_app.domain.hours import ReadSpecials, ReadWeek, SpecialDays, Week
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Availability, Contact, OptionKey, Shop


class ShopPlatform(Protocol):
    """Keeta's store API. Every method raises `services.errors.PlatformError`.

    What somebody entered is refused before it is sent, by `InvalidHours` and `InvalidShop`.
    """

    async def read(self, shop_id: ShopId) -> Shop: ...

    async def week(self, shop_id: ShopId) -> ReadWeek: ...

    async def set_week(self, shop_id: ShopId, week: Week) -> None:
        """Replace the ordinary hours, all seven days."""
        ...

    async def specials(self, shop_id: ShopId, zone: tzinfo) -> ReadSpecials:
        """Return the special days that are not over yet, by the shop's own calendar."""
        ...

    async def set_specials(
        self, shop_id: ShopId, spoken: tuple[SpecialDays, ...], *, week: Week, zone: tzinfo
    ) -> None:
        """Replace all special days, said as people say them; none clears them."""
        ...

    async def upload_picture(self, shop_id: ShopId, *, name: str, content: bytes) -> str:
        """Return the address of an uploaded picture; it shows nowhere until it is proposed."""
        ...

    async def set_picture(self, shop_id: ShopId, url: str) -> None:
        """Propose a main picture; refused while another is under review."""
        ...

    async def set_contact(self, shop_id: ShopId, contact: Contact) -> None: ...

    async def open(self, shop_id: ShopId) -> None:
        """Take orders again; what Keeta has suspended itself it refuses to open."""
        ...

    async def rest(self, shop_id: ShopId) -> None: ...


class StockPlatform(Protocol):
    """Keeta's switches of products and options; saying the same twice changes nothing.

    Every method raises `services.errors.PlatformError`; what was refused in parts is in the answer.
    """

    async def set_products_by_code(
        self, shop_id: ShopId, codes: Iterable[str], *, available: bool, linked: bool = False
    ) -> Availability: ...

    async def set_products(
        self, shop_id: ShopId, spu_ids: Iterable[str], *, available: bool, linked: bool = False
    ) -> Availability: ...

    async def set_options_by_code(
        self, shop_id: ShopId, options: Iterable[OptionKey], *, available: bool
    ) -> Availability: ...

    async def set_options(
        self, shop_id: ShopId, options: Iterable[OptionKey], *, available: bool
    ) -> Availability: ...
