"""What Keeta tells us of the shop and of our right to act for it, not of one order."""

from dataclasses import dataclass, field

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import ShopStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopChanged:
    """Hours (event 1101) or status (1102) may be others now: read the shop.

    `status` is what a proven 1102 says, also when only delivery or only pickup changed.
    """

    shop_id: ShopId
    status: ShopStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven:
    """The owner consented (event 1): `code` becomes tokens, once, within ten minutes.

    `state` is the text that we put into the address of the consent page, if that was used.
    `proven`: the message was signed; a browser's redirect may come without a signature.
    """

    code: str = field(repr=False)
    state: str = field(repr=False)
    proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopAuthorised:
    """Our token covers this shop from now on (event 1301); `name` as Keeta tells it."""

    shop_id: ShopId
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopRemoved:
    """Our token does not cover this shop any more (event 1302)."""

    shop_id: ShopId


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandRevoked:
    """The owner withdrew everything (event 1303): no token of ours works. Shops may be unnamed."""

    shop_ids: tuple[ShopId, ...]


AccessEvent = ConsentGiven | ShopAuthorised | ShopRemoved | BrandRevoked
"""What changes our right to act; it may speak of other shops of the brand than ours."""

ShopEvent = ShopChanged | AccessEvent
