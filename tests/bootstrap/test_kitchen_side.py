"""The facade knows what an earlier run has kept, and a demo keeps nothing of a person's."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.order import ShopId
from kitchen_app.services.rests import Rest
from kitchen_app.services.settings import LastResort
from kitchen_app.store.rest_file import RestFile
from kitchen_app.store.tokens import MemoryVault
from tests.bootstrap.cores import config_for
from tests.e2e.installation import SHOP_ID

HOME = ShopId(str(SHOP_ID))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


async def test_a_rest_of_an_earlier_run_is_known(tmp_path: Path) -> None:
    RestFile(tmp_path, HOME).keep(Rest(since=NOON))
    core = Core(config_for(tmp_path))
    assert core.kitchen.fronts.home.rests.view.rest == Rest(since=NOON)
    assert core.kitchen.shop.facts.resting.rest == Rest(since=NOON)
    await core.stop()


async def test_what_was_chosen_is_in_force(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    alarm = replace(config.settings.alarm, last_minute=LastResort.REST)
    core = Core(replace(config, settings=replace(config.settings, alarm=alarm)))
    assert core.kitchen.preferences.chosen.last_minute is LastResort.REST
    await core.stop()


async def test_a_demo_can_start_at_no_log_in(tmp_path: Path) -> None:
    core = Core(replace(config_for(tmp_path), vault=MemoryVault()))
    assert not await core.kitchen.has_pin()
    await core.stop()
