"""Keeta's order API as we call it: one method an endpoint."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import CancelReason, RejectReason
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.domain.part_refund import Choice, PartRefund, RefundPreview
from kitchen_app.keeta.codec import (
    CANCEL_CODES,
    REJECT_CODES,
    decode_order,
    order_id_in,
    order_info,
)
from kitchen_app.keeta.part_refund_codec import (
    PART_REFUND_CODES,
    decode_preview,
    encode_choices,
)
from kitchen_app.keeta.transport import Calls, Params, SignedCalls
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import OutcomeUnknown


class OrderApi:
    """Reads and moves orders; satisfies `services.ports.Platform` over any `Calls`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def close(self) -> None:
        await self._calls.close()

    async def reach(self) -> None:
        """Ask for nothing: any answer shows that Keeta is there and tells its time."""
        await self._calls.reach()

    async def read(self, order_id: OrderId, shop_id: ShopId) -> ReadBack:
        """Return the order as Keeta has it, with its refund cases (order/get)."""
        answer = await self._call("/order/get", _ids(order_id, shop_id))
        info = order_info(answer.child("data"))
        if order_id_in(info) != order_id:
            raise OutcomeUnknown("Keeta's answer does not hold the order we asked for")
        now = self._calls.now()
        return ReadBack(
            order=decode_order(info, order_id=order_id, shop_id=shop_id, now=now),
            cases=(),
        )

    async def accept(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Accept a new order (order/confirm)."""
        await self._call("/order/confirm", _ids(order_id, shop_id))

    async def ready(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Tell that the whole order is prepared (order/prepare: "ready", not "cooking")."""
        await self._call("/order/prepare", _ids(order_id, shop_id))

    async def collect(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Tell that the customer has fetched a pickup order (order/collect)."""
        await self._call("/order/collect", _ids(order_id, shop_id))

    async def dispatch(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Tell that the shop's own courier has left (order/dispatched)."""
        await self._call("/order/dispatched", _ids(order_id, shop_id))

    async def deliver(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Tell that the shop's own courier has handed the food over (order/delivered)."""
        await self._call("/order/delivered", _ids(order_id, shop_id))

    async def agree_refund(self, order_id: OrderId, shop_id: ShopId) -> None:
        """Agree to the order's open refund request (order/agree; it names no case)."""
        await self._call("/order/agree", _ids(order_id, shop_id))

    async def reject_refund(
        self, order_id: OrderId, shop_id: ShopId, *, reason: RejectReason, text: str
    ) -> None:
        """Refuse the order's open refund request (order/reject); the customer sees `text`."""
        params = _ids(order_id, shop_id) | {"rejectCode": REJECT_CODES[reason]}
        if text:
            params["rejectReason"] = text
        await self._call("/order/reject", params)

    async def cancel(
        self, order_id: OrderId, shop_id: ShopId, *, reason: CancelReason, text: str
    ) -> None:
        """Cancel with a full refund (order/cancel); `text` is sent when there is one."""
        params = _ids(order_id, shop_id) | {"cancelCode": CANCEL_CODES[reason]}
        if text:
            params["cancelReason"] = text
        await self._call("/order/cancel", params)

    async def preview_refund(
        self, order_id: OrderId, shop_id: ShopId, choices: Sequence[Choice]
    ) -> RefundPreview:
        """Return what may be refunded, or what choices are worth (refund/part/products/preview)."""
        params = _ids(order_id, shop_id) | {"products": encode_choices(choices)}
        answer = await self._call("/order/refund/part/products/preview", params)
        preview = decode_preview(answer.child("data"), order_id)
        if preview is None:
            raise OutcomeUnknown("Keeta's answer does not say what may be refunded")
        return preview

    async def refund_part(self, order_id: OrderId, shop_id: ShopId, wanted: PartRefund) -> None:
        """Give part of the money back (refund/part/apply): each success does it once more."""
        params = _ids(order_id, shop_id) | {
            "products": encode_choices(wanted.choices),
            "partRefundType": PART_REFUND_CODES[wanted.reason],
        }
        if wanted.text:
            params["partRefundReason"] = wanted.text
        await self._call("/order/refund/part/apply", params)

    async def _call(self, path: str, params: Params) -> Reader:
        return (await self._calls.call(path, params)).reader


class KeetaClient(OrderApi):
    """The order API over a connection of its own, for one shop's application.

    `on_clock` hears Keeta's clock minus ours whenever an answer carries a `Date`.
    """

    def __init__(
        self,
        *,
        base_url: str,
        app_id: int,
        secret: str,
        access_token: str,
        clock: Clock,
        on_clock: Callable[[timedelta], None],
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.calls = SignedCalls(
            base_url=base_url,
            app_id=app_id,
            secret=secret,
            access_token=access_token,
            clock=clock,
            on_clock=on_clock,
            transport=transport,
        )
        super().__init__(self.calls)


def _ids(order_id: OrderId, shop_id: ShopId) -> dict[str, Any]:
    return {"orderViewId": int(order_id), "shopId": int(shop_id)}
