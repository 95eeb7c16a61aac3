"""The lines of an order: dishes drawn from a menu, written as Keeta's `products[]`."""

import random
import zlib
from typing import Any

from kitchen_app.sandbox.fees import price_text
from kitchen_app.sandbox.menu import Choice, Dish, Group, Menu

_COUNTS = (1, 2, 3)
_COUNT_WEIGHTS = (70, 22, 8)
_REMARK_CHANCE = 0.35


def draw_products(
    menu: Menu, rng: random.Random, lines: int, *, first_line_id: int
) -> list[dict[str, Any]]:
    """Return so many `products[]`; a dish comes twice only when the menu is used up."""
    rounds, rest = divmod(lines, len(menu.dishes))
    dishes = list(menu.dishes) * rounds + rng.sample(menu.dishes, rest)
    return [_product(menu, dish, rng, first_line_id + offset) for offset, dish in enumerate(dishes)]


def goods_total(products: list[dict[str, Any]]) -> int:
    """Return what all lines cost before discounts, options included."""
    return sum(product["priceWithGroup"]["originAmount"] for product in products)


def _product(menu: Menu, dish: Dish, rng: random.Random, line_id: int) -> dict[str, Any]:
    spec = rng.choice(dish.specs) if dish.specs else None
    count = rng.choices(_COUNTS, _COUNT_WEIGHTS)[0]
    groups, options_price = _groups(menu, dish.groups, rng, count)
    unit_price = dish.price + (spec.surcharge if spec else 0)
    remark = rng.choice(menu.line_notes) if rng.random() < _REMARK_CHANCE else ""
    code = f"{dish.code}-{spec.code}" if spec else dish.code
    return {
        "id": line_id,
        "spuId": number_of(dish.code),
        "skuId": number_of(code),
        "spuOpenItemCode": dish.code,
        "skuOpenItemCode": code,
        "name": dish.name.within(menu.language),
        "nameI18n": dish.name.translations(menu.language),
        "spec": spec.name.within(menu.language) if spec else "",
        "specI18n": spec.name.translations(menu.language) if spec else {},
        "count": count,
        "currency": menu.currency,
        "price": unit_price,
        "priceStr": price_text(menu.currency, unit_price, menu.sent_digits),
        "originPrice": unit_price,
        "originPriceStr": price_text(menu.currency, unit_price, menu.sent_digits),
        "priceWithoutGroup": _amounts(unit_price, count),
        "priceWithGroup": _amounts(unit_price + options_price, count),
        "remark": remark,
        "groups": groups,
    }


def _groups(
    menu: Menu, groups: tuple[Group, ...], rng: random.Random, item_count: int
) -> tuple[list[dict[str, Any]], int]:
    """Draw from each group; return the groups that were used and their price for one item."""
    used: list[dict[str, Any]] = []
    price = 0
    for group in groups:
        wanted = rng.randint(group.minimum, min(group.maximum, len(group.choices)))
        picked = [_option(menu, choice, rng, item_count) for choice in _pick(group, wanted, rng)]
        if not picked:
            continue
        price += sum(option_price for _, option_price in picked)
        used.append(
            {
                "groupId": number_of(group.code),
                "groupName": group.name.within(menu.language),
                "minNumber": group.minimum,
                "maxNumber": group.maximum,
                "status": 1,
                "groupOpenItemCode": group.code,
                "shopProductGroupSkuList": [option for option, _ in picked],
            }
        )
    return used, price


def _pick(group: Group, wanted: int, rng: random.Random) -> list[Choice]:
    """Return the chosen options in the order of the menu."""
    chosen = rng.sample(range(len(group.choices)), wanted)
    return [group.choices[index] for index in sorted(chosen)]


def _option(
    menu: Menu, choice: Choice, rng: random.Random, item_count: int
) -> tuple[dict[str, Any], int]:
    """Return one option and its price with the options inside it.

    `count` is per one dish, `groupSkuCount` is multiplied by the number of dishes.
    """
    groups, inner_price = _groups(menu, choice.groups, rng, item_count)
    option = {
        "groupSkuId": number_of(f"sku:{choice.code}"),
        "spuId": number_of(choice.code),
        "spuName": choice.name.within(menu.language),
        "spuNameI18n": choice.name.translations(menu.language),
        "groupSkuOpenItemCode": choice.code,
        "price": choice.price,
        "priceStr": price_text(menu.currency, choice.price, menu.sent_digits),
        "unitPrice": choice.price,
        "currency": menu.currency,
        "count": 1,
        "groupSkuCount": item_count,
        "groups": groups,
    }
    return option, choice.price + inner_price


def _amounts(unit_price: int, count: int) -> dict[str, int]:
    amount = unit_price * count
    return {
        "originUnitPrice": unit_price,
        "unitPrice": unit_price,
        "originAmount": amount,
        "amount": amount,
    }


def number_of(code: str) -> int:
    """Return the id that stands for a menu code, the same in every run."""
    return 10_000_000 + zlib.crc32(code.encode()) % 90_000_000
