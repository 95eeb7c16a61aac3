"""Who gets the food, for the shop's own courier: kept in memory only, and no longer than needed."""

from kitchen_app.domain.order import Fulfilment, OrderId
from kitchen_app.domain.recipient import Recipient
from kitchen_app.services.calls import watched
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform, Store
from kitchen_app.services.served_shops import OrderShops


class Recipients:
    """Asks Keeta for recipients; what was once read whole is there also without a line to Keeta.

    They are never written down: what a courier needs for half an hour is nobody's business after.
    """

    def __init__(
        self, *, platform: Platform, store: Store, hub: Hub, links: Links, shops: OrderShops
    ) -> None:
        self._platform = platform
        self._store = store
        self._links = links
        self._shops = shops
        self._known: dict[OrderId, Recipient] = {}
        hub.order_changed.connect(self._forget_when_done)

    async def of(self, order_id: OrderId) -> Recipient | None:
        """Return who gets an order; None unless the shop itself still has to bring it.

        Raises:
            PlatformError: Keeta could not be asked.
        """
        if not self._is_ours_to_bring(order_id):
            return None
        if order_id not in self._known:
            call = self._platform.recipient(order_id, self._shops.of(order_id))
            recipient = await watched(self._links, call)
            if recipient.hidden or not recipient.is_told:
                return recipient  # Keeta may open the rest the next time
            self._known[order_id] = recipient
            self._forget_when_done(order_id)
            return recipient
        return self._known[order_id]

    def _is_ours_to_bring(self, order_id: OrderId) -> bool:
        stored = self._store.orders.get(order_id)
        if stored is None or stored.order.status.is_final or stored.order.is_masked:
            return False
        return stored.order.fulfilment is Fulfilment.SELF_DELIVERY

    def _forget_when_done(self, order_id: OrderId) -> None:
        if order_id in self._known and not self._is_ours_to_bring(order_id):
            del self._known[order_id]
