"""Messages 1101, 1102, 1301, 1302 and 1303 → what they say of the shop and of our right to act.

Facts: the webhook pages of the store reference and of the basic reference. Hours are read again
instead of being taken from 1101: either part of it may be missing.
"""

from collections.abc import Callable, Mapping

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop_events import (
    BrandRevoked,
    ShopAuthorised,
    ShopChanged,
    ShopEvent,
    ShopRemoved,
)
from kitchen_app.keeta.shop_codec import SHOP_STATUSES
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.ports import StoredCallback


def decode_shop_event(callback: StoredCallback, message: Reader) -> ShopEvent | None:
    """Return what a message of `SHOP_EVENTS` says, or None if it says nothing to us.

    Of an unproven one about the shop only "read it again" is taken, of one about our right to
    act nothing: the next call tells whether a token works.
    """
    shop_id = callback.shop_id or ShopId(message.identifier("shopId"))
    if not callback.proven:
        return ShopChanged(shop_id=shop_id) if callback.event_id in _ABOUT_THE_SHOP else None
    return SHOP_EVENTS[callback.event_id](message, shop_id)


def _hours(_message: Reader, shop_id: ShopId) -> ShopEvent:
    return ShopChanged(shop_id=shop_id)


def _status(message: Reader, shop_id: ShopId) -> ShopEvent:
    number = message.integer("toStatus")
    status = SHOP_STATUSES.get(number) if number is not None else None
    return ShopChanged(shop_id=shop_id, status=status)


def _authorised(message: Reader, shop_id: ShopId) -> ShopEvent:
    return ShopAuthorised(shop_id=_named(message, shop_id), name=message.text("shopName"))


def _removed(message: Reader, shop_id: ShopId) -> ShopEvent:
    return ShopRemoved(shop_id=_named(message, shop_id))


def _revoked(message: Reader, _shop_id: ShopId) -> ShopEvent:
    listed = message.raw("shopIds")
    ids = (
        [Reader({"id": each}).identifier("id") for each in listed]
        if isinstance(listed, list)
        else []
    )
    return BrandRevoked(shop_ids=tuple(ShopId(each) for each in ids if each))


def _named(message: Reader, shop_id: ShopId) -> ShopId:
    return ShopId(message.identifier("shopId") or shop_id)


_ABOUT_THE_SHOP = frozenset({1101, 1102})

SHOP_EVENTS: Mapping[int, Callable[[Reader, ShopId], ShopEvent]] = {
    1101: _hours,
    1102: _status,
    1301: _authorised,
    1302: _removed,
    1303: _revoked,
}
"""The decoder of each event that concerns no order."""
