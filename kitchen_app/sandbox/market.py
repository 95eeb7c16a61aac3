"""The menus in the currency that the sandbox sells in, and the unit in which Keeta sends it."""

from dataclasses import replace

from kitchen_app.sandbox.config import Language, SandboxConfig
from kitchen_app.sandbox.menu import Choice, Dish, Group, Menu
from kitchen_app.sandbox.menu_data import MENUS

_THOUSANDTHS_IN_A_HUNDREDTH = 10


def menu_in(language: Language, config: SandboxConfig) -> Menu:
    """Return a menu with the prices as they are sent.

    A price of 2300 halalas is 2300 fils in a Gulf currency of three decimals: 23 riyals become
    2.3 dinars, which is about what the same dish costs there.
    """
    menu = MENUS[language]
    if config.currency == "menu":
        return menu
    menu = replace(menu, currency=config.currency)
    if config.money_scale == "thousandths":
        return replace(menu, sent_digits=3)
    return replace(
        menu,
        dishes=tuple(_dish(each) for each in menu.dishes),
        small_order_below=_fewer(menu.small_order_below),
        delivery_fee=_fewer(menu.delivery_fee),
        platform_fee=_fewer(menu.platform_fee),
    )


def _dish(dish: Dish) -> Dish:
    return replace(
        dish,
        price=_fewer(dish.price),
        specs=tuple(replace(each, surcharge=_fewer(each.surcharge)) for each in dish.specs),
        groups=_groups(dish.groups),
    )


def _groups(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    return tuple(
        replace(group, choices=tuple(_choice(each) for each in group.choices)) for group in groups
    )


def _choice(choice: Choice) -> Choice:
    return replace(choice, price=_fewer(choice.price), groups=_groups(choice.groups))


def _fewer(thousandths: int) -> int:
    return thousandths // _THOUSANDTHS_IN_A_HUNDREDTH
