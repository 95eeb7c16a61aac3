"""Amounts of money in Keeta's orders: integer minor units and the currency beside them."""

from kitchen_app.domain.money import Money
from kitchen_app.keeta.wire import Reader


def decode_paid(info: Reader) -> Money | None:
    """Return what the customer pays in all: tip and Keeta's own fees are in it."""
    fee = info.child("feeDtl").child("customerFee")
    return decode_amount(fee, "payTotal", order_currency(info))


def decode_amount(block: Reader, name: str, currency: str) -> Money | None:
    """Return the amount under `name`, or None when it is missing or cannot be shown for sure."""
    minor = block.integer(name)
    if minor is None:
        return None
    if minor < 0 or not (len(currency) == 3 and currency.isalpha() and currency.isascii()):
        block.odd.add(name)
        return None
    return Money(minor=minor, currency=currency.upper())


def order_currency(info: Reader) -> str:
    """Return the first currency that an order names: with the fee, the order or a line."""
    fee = info.child("feeDtl").child("customerFee")
    return (
        fee.child("i18n").text("currency")
        or info.child("baseOrder").text("currency")
        or next((text for row in info.children("products") if (text := row.text("currency"))), "")
    )
