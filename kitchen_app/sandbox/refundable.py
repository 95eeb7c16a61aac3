"""What of an order can still be refunded, and how much money that is."""

from collections.abc import Mapping
from typing import Any, Literal

from kitchen_app.sandbox.cases import claimed_lines
from kitchen_app.sandbox.orders import Order
from kitchen_app.sandbox.refusals import BAD_PARAMETER, OVER_REFUNDABLE, RefusedError

RefundId = Literal["line", "spu"]


def left_to_refund(order: Order) -> dict[int, int]:
    """Return how many of each line, by line id, nobody has asked back yet."""
    if any(case.takes_money and not case.partial for case in order.cases):
        return {line["id"]: 0 for line in order.products}
    claimed = claimed_lines(order.cases)
    return {line["id"]: line["count"] - claimed.get(line["id"], 0) for line in order.products}


def money_of(order: Order, lines: Mapping[int, int]) -> int:
    """Return what so many of each line cost, options included."""
    prices = {line["id"]: line["priceWithGroup"]["unitPrice"] for line in order.products}
    return sum(prices[line_id] * count for line_id, count in lines.items())


def money_left(order: Order, paid: int) -> int:
    """Return what of the payment was not given back or asked for."""
    return max(0, paid - sum(case.money for case in order.cases if case.takes_money))


def choose_lines(order: Order, asked: list[dict[str, Any]], refund_id: RefundId) -> dict[int, int]:
    """Return how many of each line the `products[]` of a call mean; refuse too many."""
    left = left_to_refund(order)
    chosen: dict[int, int] = {}
    for row in asked:
        product_id, wanted = row["orderProductId"], row["refundCount"]
        lines = [line["id"] for line in order.products if _id_of(line, refund_id) == product_id]
        if not lines:
            raise RefusedError(BAD_PARAMETER, "orderProductId is invalid")
        for line_id in lines:
            taken = min(wanted, left[line_id])
            left[line_id] -= taken
            wanted -= taken
            chosen[line_id] = chosen.get(line_id, 0) + taken
        if wanted:
            raise RefusedError(OVER_REFUNDABLE, "refundCount is more than can be refunded")
    return {line_id: count for line_id, count in chosen.items() if count}


def preview_rows(
    order: Order, chosen: Mapping[int, int] | None, refund_id: RefundId
) -> list[dict[str, Any]]:
    """Return `data.products[]` of the preview: all that is left with amount 0, or the chosen."""
    left = left_to_refund(order)
    return [
        _row(line, refund_id, 0 if chosen is None else money_of(order, {line["id"]: count}))
        for line in order.products
        if (count := left[line["id"]] if chosen is None else chosen.get(line["id"], 0))
    ]


def refund_products(
    order: Order, lines: Mapping[int, int], count_name: str
) -> list[dict[str, Any]]:
    """Return `refundProducts[]` of event 1007; `count` there is the quantity bought."""
    rows = []
    for line in order.products:
        if count := lines.get(line["id"], 0):
            row = _row(line, "line", money_of(order, {line["id"]: count}))
            del row["id"], row["currency"]
            rows.append(row if count_name == "absent" else row | {count_name: count})
    return rows


def _row(line: dict[str, Any], refund_id: RefundId, refund_price: int) -> dict[str, Any]:
    return {
        "id": _id_of(line, refund_id),
        "spuId": line["spuId"],
        "skuId": line["skuId"],
        "count": line["count"],
        "name": line["name"],
        "nameI18n": dict(line["nameI18n"]),
        "currency": line["currency"],
        "refundPrice": refund_price,
    }


def _id_of(line: dict[str, Any], refund_id: RefundId) -> int:
    number: int = line["id" if refund_id == "line" else "spuId"]
    return number
