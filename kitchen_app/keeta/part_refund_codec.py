"""Keeta's preview of a partial refund ↔ ours.

Source: Partial Refundable Item Query and Initiate a Partial Refund. Of the preview's rows only
`id`, `spuId`, `skuId` and `count` are documented; names and `refundPrice` are taken to be those of
event 1007's products.
"""

from collections.abc import Iterable
from typing import Any

from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import (
    Choice,
    PartRefundReason,
    RefundPreview,
    RefundRow,
    RowId,
)
from kitchen_app.keeta.money_codec import in_own_units
from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.wire import Reader

PART_REFUND_CODES = {
    PartRefundReason.OTHER: 200000,
    PartRefundReason.SLOW: 200001,
    PartRefundReason.NO_INGREDIENTS: 200002,
    PartRefundReason.MISSING: 200003,
    PartRefundReason.WRONG_ITEM: 200004,
}


def decode_preview(
    data: Reader, order_id: OrderId, currency: str = "", scale: MoneyScale | None = None
) -> RefundPreview | None:
    """Return what the `data` of a preview offers, or None if it holds no list of products.

    `currency` is that of the order, for rows that name none: no page shows whether they do.
    `scale` is what orders have shown of its unit. A row without a readable id is left out: it
    could not be asked for.
    """
    if "products" not in data:
        return None
    known = scale or MoneyScale()
    rows = [_row(product, currency, known) for product in data.children("products")]
    return RefundPreview(order_id=order_id, rows=tuple(row for row in rows if row.row_id))


def encode_choices(choices: Iterable[Choice]) -> list[dict[str, Any]]:
    """Return the `products[]` of a call: ids as a preview gave them."""
    return [
        {"orderProductId": int(choice.row_id), "refundCount": choice.count} for choice in choices
    ]


def _row(product: Reader, currency: str, scale: MoneyScale) -> RefundRow:
    row_id = RowId(product.identifier("id"))
    return RefundRow(
        row_id=row_id,
        name=product.text("name", "spuName") or row_id,
        names=product.texts("nameI18n"),
        bought=max(1, product.count("count") or 1),
        amount=_amount(product, currency, scale),
    )


def _amount(product: Reader, currency: str, scale: MoneyScale) -> Money | None:
    minor, named = product.integer("refundPrice"), product.text("currency") or currency
    if minor is None or minor < 0 or not named:
        return None
    return in_own_units(Money(minor=minor, currency=named.upper()), scale.decimals(named))
