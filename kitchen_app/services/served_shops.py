"""Which shops this program serves, and which of them an order belongs to.

A chain has one authorization, with one pair of tokens, for all its shops (Basic Integration Guide);
so one program can serve several of them, while every call names the shop that it is about. That of
an order is the order's own, never the home shop by mistake (docs/decisions/0040).
"""

from dataclasses import dataclass

from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.services.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedShops:
    """The home shop, whose page the program shows first, and those that it serves beside it."""

    home: ShopId
    others: tuple[ShopId, ...] = ()

    def __contains__(self, shop_id: object) -> bool:
        return shop_id in self.all

    @property
    def all(self) -> tuple[ShopId, ...]:
        return (self.home, *self.others)

    @property
    def are_several(self) -> bool:
        return bool(self.others)


class OrderShops:
    """Tells the shop of an order, for the calls about it."""

    def __init__(self, served: ServedShops, store: Store) -> None:
        self.served = served
        self._store = store

    def of(self, order_id: OrderId) -> ShopId:
        """Return the shop of a stored order, also of one that is served no longer.

        An order that is not stored, or whose message named no shop, is the home shop's.
        """
        stored = self._store.orders.get(order_id)
        return (stored.order.shop_id if stored else None) or self.served.home
