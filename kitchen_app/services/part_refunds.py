"""Looking at what of an order may be given back, before a person decides."""

from collections.abc import Sequence

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import (
    Choice,
    InvalidRefund,
    RefundFault,
    RefundPreview,
    check_amount,
    check_choices,
)
from kitchen_app.services.calls import watched
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform, Store
from kitchen_app.services.served_shops import OrderShops


class PartRefunds:
    """The first two of the three steps of a partial refund; both only read."""

    def __init__(
        self, *, platform: Platform, store: Store, links: Links, shops: OrderShops
    ) -> None:
        self._platform = platform
        self._store = store
        self._links = links
        self._shops = shops

    async def offered(self, order_id: OrderId) -> RefundPreview:
        """Return all that may be refunded, without amounts.

        Raises:
            PlatformError: Keeta could not be asked, or will not refund a part of this order.
        """
        return await self._preview(order_id, ())

    async def priced(self, order_id: OrderId, choices: Sequence[Choice]) -> RefundPreview:
        """Return what was chosen with what Keeta would give back for it.

        Raises:
            InvalidRefund: the choice is not possible, Keeta tells no amount for it, or more than
                is left of what the customer paid.
            PlatformError: Keeta could not be asked.
        """
        check_choices(await self.offered(order_id), choices)
        preview = await self._preview(order_id, choices)
        if preview.total is None:
            raise InvalidRefund(RefundFault.NO_AMOUNT)
        self._check(order_id, preview.total)
        return preview

    def _check(self, order_id: OrderId, total: Money) -> None:
        stored = self._store.orders.get(order_id)
        if stored is not None:
            check_amount(total, stored.order, self._store.refunds.of_order(order_id))

    async def _preview(self, order_id: OrderId, choices: Sequence[Choice]) -> RefundPreview:
        stored = self._store.orders.get(order_id)
        paid = stored.order.paid if stored else None
        call = self._platform.preview_refund(
            order_id,
            self._shops.of(order_id),
            choices,
            currency=paid.currency if paid else "",
        )
        return await watched(self._links, call)
