"""The members of options, under each reading of where price and number stand."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.sandbox.fakes import scene

PRICES = {
    "both": {"price", "priceStr", "unitPrice"},
    "price": {"price", "priceStr"},
    "unitPrice": {"unitPrice"},
}
COUNTS = {
    "both": {"count", "groupSkuCount"},
    "count": {"count"},
    "groupSkuCount": {"groupSkuCount"},
}


def options_of(groups: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for group in groups:
        for option in group["shopProductGroupSkuList"]:
            yield option
            yield from options_of(option["groups"])


def lines_of(info: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [line for part in info["subOrderInfoList"] for line in part["products"]]
    return [*info["products"], *parts, *info["rebates"]["residueProducts"]]


@pytest.mark.parametrize("live_extras", [True, False])
@pytest.mark.parametrize("big", [True, False])
@pytest.mark.parametrize(("option_price", "prices"), PRICES.items())
@pytest.mark.parametrize(("option_count", "counts"), COUNTS.items())
async def test_every_option_has_these_members(
    option_price: str,
    prices: set[str],
    option_count: str,
    counts: set[str],
    *,
    big: bool,
    live_extras: bool,
) -> None:
    settings: dict[str, Any] = {"option_price": option_price, "option_count": option_count}
    async with scene(live_extras=live_extras, **settings) as on:
        order_id = await on.accepted(lines=9, seed=4, big=big)
        order = on.order(order_id)
        on.sandbox.refunds.give_back(order, {order.products[0]["id"]: 1}, "Wrong dish")
        info = await on.info(order_id)
    wanted = prices | counts
    if option_price == "both" and not live_extras:
        wanted = wanted - {"unitPrice"}
    found = [option for line in lines_of(info) for option in options_of(line["groups"])]
    assert found
    for option in found:
        assert option.keys() & (PRICES["both"] | COUNTS["both"]) == wanted
