"""The menus are complete and consistent."""

from collections.abc import Iterator

import pytest

from kitchen_app.sandbox.config import Language
from kitchen_app.sandbox.menu import Group, Menu
from kitchen_app.sandbox.menu_data import MENUS


def _groups(groups: tuple[Group, ...]) -> Iterator[Group]:
    for group in groups:
        yield group
        for choice in group.choices:
            yield from _groups(choice.groups)


def test_there_is_a_menu_for_each_language() -> None:
    assert set(MENUS) == set(Language)
    assert {menu.currency for menu in MENUS.values()} == {"SAR", "HKD"}


@pytest.mark.parametrize("menu", MENUS.values(), ids=list(MENUS))
def test_dishes(menu: Menu) -> None:
    codes = [dish.code for dish in menu.dishes]
    assert len(set(codes)) == len(codes) >= 8
    assert all(dish.price > 0 for dish in menu.dishes)
    for dish in menu.dishes:
        for group in _groups(dish.groups):
            assert 0 <= group.minimum <= group.maximum <= len(group.choices)
