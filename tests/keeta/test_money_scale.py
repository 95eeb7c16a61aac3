"""The unit of dinars and rials is learned from orders, for amounts that have no text."""

from typing import Any

import pytest

from kitchen_app.keeta.money_scale import MoneyScale
from kitchen_app.keeta.wire import Reader


def an_order(price: int, text: str, currency: str = "KWD") -> Reader:
    fee: dict[str, Any] = {"i18n": {"currency": currency}, "payTotal": price, "payTotalStr": text}
    return Reader({"feeDtl": {"customerFee": fee}})


@pytest.mark.parametrize(("minor", "decimals"), [(4600, 3), (460, 2)])
def test_an_order_shows_the_unit_for_its_currency_alone(minor: int, decimals: int) -> None:
    scale = MoneyScale()
    assert scale.is_open("KWD")
    scale.learn(an_order(minor, "KWD 4.600"))
    assert (scale.decimals("KWD"), scale.decimals("kwd")) == (decimals, decimals)
    assert not scale.is_open("KWD")
    assert scale.is_open("BHD")


def test_an_order_that_shows_nothing_takes_nothing_back() -> None:
    scale = MoneyScale()
    scale.learn(an_order(460, "KWD 4.600"))
    scale.learn(an_order(0, "KWD 0.000"))
    scale.learn(Reader({}))
    assert scale.decimals("KWD") == 2


def test_the_latest_order_counts() -> None:
    scale = MoneyScale()
    scale.learn(an_order(460, "KWD 4.600"))
    scale.learn(an_order(4600, "KWD 4.600"))
    assert scale.decimals("KWD") == 3


@pytest.mark.parametrize("currency", ["SAR", "HKD", "AED", "QAR", "", "XXX"])
def test_currencies_of_two_decimals_are_no_question(currency: str) -> None:
    scale = MoneyScale()
    assert not scale.is_open(currency)
    scale.learn(an_order(46000, f"{currency} 46.00", currency))
    assert scale.decimals(currency) is None
