"""Keeta's order API as we call it: one method an endpoint."""

import logging
from collections.abc import Sequence
from typing import Any

from kitchen_app.domain.actions import CancelReason, RejectReason
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import Fulfilment, OrderId, ShopId
from kitchen_app.domain.part_refund import Choice, PartRefund, RefundPreview
from kitchen_app.domain.recipient import Recipient
from kitchen_app.keeta.codec import (
    CANCEL_CODES,
    REJECT_CODES,
    decode_order,
    holds_order,
    order_id_in,
    order_info,
)
from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.part_refund_codec import (
    PART_REFUND_CODES,
    decode_preview,
    encode_choices,
)
from kitchen_app.keeta.recipient_codec import decode_opened, decode_recipient, sealed_texts
from kitchen_app.keeta.refund_codec import decode_refund_infos
from kitchen_app.keeta.transport import Calls, Params
from kitchen_app.keeta.wire import Reader
from kitchen_app.services.errors import OutcomeUnknown, PlatformError

logger = logging.getLogger(__name__)

_MOST_CIPHERTEXTS = 50


class OrderApi:
    """Reads and moves orders; satisfies `services.ports.Platform` over any `Calls`.

    `scale` learns from every order that is read, and serves whoever reads amounts without a text.
    """

    def __init__(self, calls: Calls, scale: MoneyScale | None = None) -> None:
        self._calls = calls
        self._scale = scale or MoneyScale()

    async def close(self) -> None:
        await self._calls.close()

    async def reach(self) -> None:
        """Ask for nothing: any answer shows that Keeta is there and tells its time."""
        await self._calls.reach()

    async def read(self, order_id: OrderId, shop_id: ShopId) -> ReadBack:
        """Return the order as Keeta has it, with its refund cases (order/get)."""
        info = await self._info(order_id, shop_id)
        now = self._calls.now()
        return ReadBack(
            order=decode_order(info, order_id=order_id, shop_id=shop_id, now=now),
            cases=decode_refund_infos(info, order_id=order_id, received_at=now),
        )

    async def recipient(self, order_id: OrderId, shop_id: ShopId) -> Recipient:
        """Return who gets the food of an order that the shop brings itself.

        What came sealed is opened for such orders only, and stays hidden where Keeta opens
        nothing: a courier with half an address is better than none (base/batchDecrypt).
        """
        info = await self._info(order_id, shop_id)
        order = decode_order(info, order_id=order_id, shop_id=shop_id, now=self._calls.now())
        sealed = sealed_texts(info) if order.fulfilment is Fulfilment.SELF_DELIVERY else ()
        opened: dict[str, str] = {}
        try:
            for start in range(0, len(sealed), _MOST_CIPHERTEXTS):
                opened |= await self._opened(shop_id, sealed[start : start + _MOST_CIPHERTEXTS])
        except PlatformError as error:
            logger.warning("The recipient of order %s stays sealed: %s", order_id, error)
        return decode_recipient(info, opened)

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
        self, order_id: OrderId, shop_id: ShopId, choices: Sequence[Choice], *, currency: str = ""
    ) -> RefundPreview:
        """Return what may be refunded, or what choices are worth (refund/part/products/preview).

        `currency` is that of the order, in case the rows name none.
        """
        params = _ids(order_id, shop_id) | {"products": encode_choices(choices)}
        answer = await self._call("/order/refund/part/products/preview", params)
        data = answer.child("data")
        preview = decode_preview(data, order_id, currency, self._scale)
        if preview is None:
            raise OutcomeUnknown("Keeta's answer does not say what may be refunded")
        total = preview.total
        if total is None or not total.minor or not self._scale.is_open(total.currency):
            return preview
        await self._info(order_id, shop_id)  # its texts show the unit of the amounts
        return decode_preview(data, order_id, currency, self._scale) or preview

    async def refund_part(self, order_id: OrderId, shop_id: ShopId, wanted: PartRefund) -> None:
        """Give part of the money back (refund/part/apply): each success does it once more."""
        params = _ids(order_id, shop_id) | {
            "products": encode_choices(wanted.choices),
            "partRefundType": PART_REFUND_CODES[wanted.reason],
        }
        if wanted.text:
            params["partRefundReason"] = wanted.text
        await self._call("/order/refund/part/apply", params)

    async def _info(self, order_id: OrderId, shop_id: ShopId) -> Reader:
        """Return the order object of order/get, sure that it is of the order we asked for."""
        answer = await self._call("/order/get", _ids(order_id, shop_id))
        info = order_info(answer.child("data"))
        is_strange = order_id_in(info) not in ("", order_id)
        if is_strange or not holds_order(info):
            raise OutcomeUnknown("Keeta's answer does not hold the order we asked for")
        self._scale.learn(info)
        return info

    async def _opened(self, shop_id: ShopId, sealed: Sequence[str]) -> dict[str, str]:
        params = {
            "shopId": int(shop_id),
            "cipherInfos": [{"cipherText": text} for text in sealed],
        }
        answer = await self._call("/base/batchDecrypt", params)
        return decode_opened(answer.child("data"))

    async def _call(self, path: str, params: Params) -> Reader:
        return (await self._calls.call(path, params)).reader


def _ids(order_id: OrderId, shop_id: ShopId) -> dict[str, Any]:
    return {"orderViewId": int(order_id), "shopId": int(shop_id)}
