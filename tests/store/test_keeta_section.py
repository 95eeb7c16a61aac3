"""The shops in kitchen.toml: each once, the home shop not among the others."""

from pathlib import Path

import pytest

from kitchen_app.services.settings import KeetaSettings
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.keeta_section import read_keeta
from kitchen_app.store.section import Section


def read(**table: object) -> KeetaSettings:
    return read_keeta(Section({"keeta": table}, "keeta", Path("kitchen.toml")))


def test_other_shops_are_served_beside_the_home_shop() -> None:
    told = read(shop_id=470011, other_shops=[470012, 470013], tokens_of=470010)
    assert told == KeetaSettings(shop_id=470011, other_shops=(470012, 470013), tokens_of=470010)
    assert read(shop_id=470011).other_shops == ()


@pytest.mark.parametrize("wrong", [470012, ["470012"], [True], [0], [470012, 470012]])
def test_a_list_of_anything_but_different_numbers_is_refused(wrong: object) -> None:
    with pytest.raises(ConfigError, match=r"\[keeta\] other_shops must be a list of other shops"):
        read(shop_id=470011, other_shops=wrong)


def test_the_home_shop_is_not_named_twice() -> None:
    with pytest.raises(ConfigError, match="other_shops must be without 470011"):
        read(shop_id=470011, other_shops=[470012, 470011])
