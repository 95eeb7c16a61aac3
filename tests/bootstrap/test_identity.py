"""Who we are: two numbers, and a sentence that names the one that is missing."""

from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest

from kitchen_app.bootstrap.identity import ends, far_ends, identity, tokens_of
from kitchen_app.domain.order import ShopId
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.settings import KeetaSettings, Settings
from kitchen_app.store.errors import ConfigError


def test_both_numbers_are_told(tmp_path: Path) -> None:
    settings = Settings(keeta=KeetaSettings(app_id=38, shop_id=470011, other_shops=(470012,)))
    served = ServedShops(home=ShopId("470011"), others=(ShopId("470012"),))
    assert identity(tmp_path, settings) == (38, served)


def test_the_tokens_stay_where_they_are_when_another_shop_becomes_the_home_shop() -> None:
    keeta = KeetaSettings(app_id=38, shop_id=470012, tokens_of=470011)
    assert tokens_of(Settings(keeta=keeta)) == "470011"
    assert tokens_of(Settings(keeta=replace(keeta, tokens_of=None))) == "470012"


@pytest.mark.parametrize(
    ("keeta", "missing"),
    [
        (KeetaSettings(shop_id=470011), "app_id"),
        (KeetaSettings(app_id=38), "shop_id"),
    ],
)
def test_a_missing_number_is_named_with_its_file(
    tmp_path: Path, keeta: KeetaSettings, missing: str
) -> None:
    with pytest.raises(ConfigError, match=rf"kitchen\.toml: \[keeta\] {missing} is missing"):
        identity(tmp_path, Settings(keeta=keeta))


def test_our_own_address_is_felt_for_before_keetas() -> None:
    public = "https://kitchen.example.com/keeta"
    alone = far_ends(Settings())
    both = far_ends(Settings(keeta=KeetaSettings(callback_url=public)))
    assert both == (public, *alone)
    assert len(alone) == 1


@pytest.mark.parametrize(
    ("keeta", "can"),
    [
        (KeetaSettings(callback_url="https://kitchen.example.test/keeta"), True),
        (KeetaSettings(), False),
        (KeetaSettings(base_url="http://127.0.0.1:9/api/open"), True),
        (KeetaSettings(base_url="http://localhost:9/api/open"), True),
        (KeetaSettings(base_url="http://localhost.example.test/api/open"), False),
        (KeetaSettings(base_url="http://127.0.0.1.example.test/api/open"), False),
    ],
)
def test_our_address_may_be_registered_where_keeta_can_reach_it(
    keeta: KeetaSettings, *, can: bool
) -> None:
    found = ends(Settings(keeta=keeta), access=Mock(), address="http://127.0.0.1:9/keeta")
    assert found.can_register is can
