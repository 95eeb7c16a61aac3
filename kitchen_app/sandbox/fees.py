"""The money of an order: Keeta's `feeDtl` and promotion rows, in integer minor units.

The arithmetic is the one that the order guide's example and live settlements obey:
payTotal = productPrice + shippingFee + platformFee + diffPrice + tip - discounts.
"""

import random
from dataclasses import dataclass
from typing import Any

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.menu import Menu

_PERCENT_DELIVERY = 18
_PERCENT_PICKUP = 3
_BANK_PER_100_000 = 2_875
_TIPS = (0, 0, 0, 300, 500)


_THREE_DIGITS = ("KWD", "BHD", "OMR")


def price_text(currency: str, amount: int, sent_digits: int = 2) -> str:
    """Return money as Keeta's `…Str` members show it, such as "SAR 23.00" or "KWD 2.300".

    `sent_digits` is how many decimals the amount itself counts.
    """
    digits = 3 if currency in _THREE_DIGITS else 2
    minor = amount * 10 ** (digits - sent_digits)
    return f"{currency} {minor // 10**digits}.{minor % 10**digits:0{digits}d}"


def sent_digits(currency: str, config: SandboxConfig) -> int:
    """Return how many decimals of a currency the amounts on the wire count."""
    three = currency in _THREE_DIGITS and config.money_scale == "thousandths"
    return 3 if three else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Fees:
    """What the customer pays and what of it is discounted, by whom."""

    currency: str
    product_price: int
    shipping_fee: int
    platform_fee: int
    top_up: int
    tip: int
    discount_by_merchant: int
    discount_by_platform: int
    commission_percent: int
    sent_digits: int = 2

    @property
    def discounts(self) -> int:
        return self.discount_by_merchant + self.discount_by_platform

    @property
    def pay_total(self) -> int:
        charges = self.product_price + self.shipping_fee + self.platform_fee + self.top_up
        return charges + self.tip - self.discounts


def draw_fees(menu: Menu, rng: random.Random, product_price: int, *, delivered: bool) -> Fees:
    """Return the fees of an order; only delivered orders pay for delivery, top-up and tip."""
    tip = rng.choice(_TIPS)
    discount = rng.choice((0, menu.delivery_fee * 4 // 5))
    by_merchant = discount * 2 // 5
    if not delivered:
        tip = discount = by_merchant = 0
    return Fees(
        currency=menu.currency,
        product_price=product_price,
        shipping_fee=menu.delivery_fee if delivered else 0,
        platform_fee=menu.platform_fee,
        top_up=max(0, menu.small_order_below - product_price) if delivered else 0,
        tip=tip,
        discount_by_merchant=by_merchant,
        discount_by_platform=discount - by_merchant,
        commission_percent=_PERCENT_DELIVERY if delivered else _PERCENT_PICKUP,
        sent_digits=menu.sent_digits,
    )


def fee_detail(fees: Fees) -> dict[str, Any]:
    """Return `feeDtl` of the order object."""
    return {
        "customerFee": _with_texts(
            fees,
            {
                "productPrice": fees.product_price,
                "shippingFee": fees.shipping_fee,
                "platformFee": fees.platform_fee,
                "discounts": fees.discounts,
                "tip": fees.tip,
                "diffPrice": fees.top_up,
                "payTotal": fees.pay_total,
            },
        ),
        "merchantFee": _merchant_fee(fees),
    }


def promotions(fees: Fees, rng: random.Random) -> list[dict[str, Any]]:
    """Return `orderPromotionDtlList`: at most the one documented kind, a cheaper delivery."""
    activity = str(rng.randint(5_000_000, 5_999_999))
    if not fees.discounts:
        return []
    return [
        {
            "i18n": {"currency": fees.currency},
            "type": 4,
            "typeName": "Delivery charge discount",
            "promotionRuleDesc": f"delivery fee {fees.discounts // 10**fees.sent_digits} off 0",
            "activityId": activity,
            "reduceFee": fees.discounts,
            "sillAmount": 0,
            "merchantActivityFee": fees.discount_by_merchant,
            "platformActivityFee": fees.discount_by_platform,
        }
    ]


def _merchant_fee(fees: Fees) -> dict[str, Any]:
    """Net of commission and of the bank's share; the rates are one live shop's contract."""
    sold = fees.product_price - fees.discount_by_merchant
    brokerage = _share(sold, fees.commission_percent * 1000)
    bank_fee = _share(fees.pay_total - fees.platform_fee - fees.tip, _BANK_PER_100_000)
    return _with_texts(
        fees,
        {
            "productPrice": fees.product_price,
            "brokerage": brokerage,
            "activityFee": fees.discount_by_merchant,
            "diffPrice": fees.top_up,
            "total": sold - brokerage - bank_fee + fees.top_up,
            "platformServiceFee": fees.platform_fee,
            "bankTransactionFee": bank_fee,
        },
    )


def _share(minor: int, per_100_000: int) -> int:
    """Return a share of an amount, rounded half up."""
    return (minor * per_100_000 + 50_000) // 100_000


def _with_texts(fees: Fees, amounts: dict[str, int]) -> dict[str, Any]:
    """Add the `…Str` twin of each amount, which live orders carry and the pages do not name."""
    texts = {
        f"{name}Str": price_text(fees.currency, amount, fees.sent_digits)
        for name, amount in amounts.items()
    }
    return {"i18n": {"currency": fees.currency}, **amounts, **texts}
