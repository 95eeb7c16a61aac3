"""Currencies with three decimals, under each reading of the unit that they are sent in."""

from typing import Literal

import pytest

from kitchen_app.sandbox.config import SWITCHES, Language, SandboxConfig
from kitchen_app.sandbox.market import menu_in
from kitchen_app.sandbox.menu_data import MENUS
from tests.sandbox.fakes import scene

Scale = Literal["thousandths", "hundredths"]


def test_each_menu_has_a_currency_of_its_own() -> None:
    for language, menu in MENUS.items():
        assert menu_in(language, SandboxConfig(money_scale="hundredths")) is menu


@pytest.mark.parametrize("currency", ["KWD", "BHD", "OMR"])
@pytest.mark.parametrize(("money_scale", "price"), [("thousandths", 2300), ("hundredths", 230)])
async def test_the_text_shows_the_same_price_in_either_unit(
    currency: Literal["KWD", "BHD", "OMR"], money_scale: Scale, price: int
) -> None:
    config = SandboxConfig(currency=currency, money_scale=money_scale)
    usual = MENUS[Language.ENGLISH]
    dish = next(each for each in usual.dishes if each.price == 2300)
    menu = menu_in(Language.ENGLISH, config)
    assert menu.dishes[usual.dishes.index(dish)].price == price
    async with scene(currency=currency, money_scale=money_scale, languages=("en",)) as on:
        info = await on.info(await on.accepted(lines=9, seed=4))
    texts = {each["price"]: each["priceStr"] for each in info["products"]}
    assert texts[price] == f"{currency} 2.300"
    fee = info["feeDtl"]["customerFee"]
    assert fee["productPrice"] == sum(each["priceWithGroup"]["amount"] for each in info["products"])
    assert fee["i18n"] == {"currency": currency}


@pytest.mark.parametrize("money_scale", SWITCHES["money_scale"])
async def test_what_is_left_after_a_refund_is_told_in_the_same_unit(money_scale: Scale) -> None:
    async with scene(currency="BHD", money_scale=money_scale) as on:
        order_id = await on.accepted(lines=3, seed=4)
        order = on.order(order_id)
        on.sandbox.refunds.give_back(order, {order.products[0]["id"]: 1}, "Wrong dish")
        fee = (await on.info(order_id))["feeDtl"]["customerFee"]
    whole = f"{fee['rebatesPayTotal'] * (1 if money_scale == 'thousandths' else 10):04d}"
    assert fee["rebatesPayTotalStr"] == f"BHD {whole[:-3]}.{whole[-3:]}"
