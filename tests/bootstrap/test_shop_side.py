"""Each shop that is served has a keeper of its own, and the screen shows the home shop's."""

from dataclasses import replace
from pathlib import Path

from kitchen_app.bootstrap.core import Core
from tests.bootstrap.cores import config_for
from tests.e2e.installation import SHOP_ID

OTHER = 470012


async def test_every_served_shop_is_kept_and_the_home_shop_is_shown(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    keeta = replace(config.settings.keeta, other_shops=(OTHER,))
    core = Core(replace(config, settings=replace(config.settings, keeta=keeta)))
    try:
        assert list(core._keepers) == [str(SHOP_ID), str(OTHER)]
        assert core.shop is core._keepers[core._served.home]
        home, other = core._keepers.values()
        home.changed.emit(replace(home.view, zone_name="Asia/Riyadh"))
        other.changed.emit(replace(other.view, zone_name="Asia/Dubai"))
        assert core.kitchen.shop.facts.zone_name == "Asia/Riyadh"
    finally:
        await core.stop()
