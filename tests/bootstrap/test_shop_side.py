"""Each shop that is served has a keeper, a storefront and rests of its own."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.order import ShopId
from kitchen_app.services.rests import Rest
from kitchen_app.store.rest_file import OLD_NAME, RestFile
from tests.bootstrap.cores import config_for
from tests.e2e.installation import SHOP_ID

OTHER = 470012
HOME_ID, OTHER_ID = ShopId(str(SHOP_ID)), ShopId(str(OTHER))
REST = Rest(since=datetime(2026, 11, 22, 12, tzinfo=UTC))


def core_of(data_dir: Path, home: int, *others: int) -> Core:
    config = config_for(data_dir)
    keeta = replace(config.settings.keeta, shop_id=home, other_shops=others)
    return Core(replace(config, settings=replace(config.settings, keeta=keeta)))


async def test_every_served_shop_is_kept_and_the_home_shop_is_shown(tmp_path: Path) -> None:
    core = core_of(tmp_path, SHOP_ID, OTHER)
    try:
        assert list(core._keepers) == [str(SHOP_ID), str(OTHER)]
        assert core.shop is core._keepers[core._served.home]
        home, other = core._keepers.values()
        home.changed.emit(replace(home.view, zone_name="Asia/Riyadh"))
        other.changed.emit(replace(other.view, zone_name="Asia/Dubai"))
        assert core.kitchen.shop.facts.zone_name == "Asia/Riyadh"
        assert core.kitchen.fronts.of(OTHER_ID).front.facts.zone_name == "Asia/Dubai"
    finally:
        await core.stop()


async def test_a_rest_stays_its_shops_when_another_becomes_the_home_shop(tmp_path: Path) -> None:
    RestFile(tmp_path, HOME_ID).keep(REST)
    (tmp_path / f"rest-{HOME_ID}.json").rename(tmp_path / OLD_NAME)  # as before 0040
    core = core_of(tmp_path, SHOP_ID, OTHER)
    assert core.kitchen.fronts.home.rests.view.rest == REST
    await core.stop()
    core = core_of(tmp_path, OTHER, SHOP_ID)
    rests = {each.shop_id: each.rests.view.rest for each in core.kitchen.fronts}
    await core.stop()
    assert rests == {OTHER_ID: None, HOME_ID: REST}
