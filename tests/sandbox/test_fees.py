"""The arithmetic of an order's money."""

import random

import pytest

from kitchen_app.sandbox.fees import Fees, draw_fees, fee_detail, price_text, promotions
from kitchen_app.sandbox.menu_data import MENUS

GUIDE = Fees(
    currency="SAR",
    product_price=6200,
    shipping_fee=1000,
    platform_fee=100,
    top_up=0,
    tip=300,
    discount_by_merchant=300,
    discount_by_platform=500,
    commission_percent=18,
)


def test_example_order() -> None:
    detail = fee_detail(GUIDE)
    assert detail["customerFee"]["payTotal"] == 6800
    assert detail["customerFee"]["payTotalStr"] == "SAR 68.00"
    assert detail["merchantFee"]["brokerage"] == 1062
    assert detail["merchantFee"]["bankTransactionFee"] == 184
    assert detail["merchantFee"]["total"] == 4654


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("delivered", [True, False])
def test_customer_pays_the_sum(seed: int, delivered: bool) -> None:
    menu = list(MENUS.values())[seed % 3]
    fees = draw_fees(menu, random.Random(seed), 1500, delivered=delivered)
    paid = fee_detail(fees)["customerFee"]
    charges = sum(paid[each] for each in ("productPrice", "shippingFee", "platformFee"))
    assert paid["payTotal"] == charges + paid["diffPrice"] + paid["tip"] - paid["discounts"]
    assert delivered == (paid["diffPrice"] > 0)
    for row in promotions(fees, random.Random(seed)):
        assert row["reduceFee"] == row["merchantActivityFee"] + row["platformActivityFee"]
        assert row["type"] == 4


def test_price_text() -> None:
    assert price_text("HKD", 5) == "HKD 0.05"
    assert price_text("SAR", 123456) == "SAR 1234.56"
    assert price_text("KWD", 2300, sent_digits=3) == "KWD 2.300"
    assert price_text("KWD", 230, sent_digits=2) == "KWD 2.300"
    assert price_text("BHD", 5, sent_digits=3) == "BHD 0.005"
