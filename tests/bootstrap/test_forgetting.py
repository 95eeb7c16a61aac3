"""What forgets by itself goes by what is chosen, and by what a person had forgotten by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kitchen_app.bootstrap.core import Core
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.services.preferences import Setting
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.store.backups import FOLDER_NAME
from tests.bootstrap.cores import config_for
from tests.fakes import an_order, reached

NOTE = b"no onions for Sara"


async def test_the_file_then_the_screen_say_how_long_people_are_kept(tmp_path: Path) -> None:
    config = config_for(tmp_path)
    settings = replace(config.settings, privacy=PrivacySettings(mask_after_hours=100))
    core = Core(replace(config, settings=settings))
    order = reached(an_order(note=NOTE.decode()), Status.COMPLETED)
    core._store.orders.save(order, datetime.now(UTC) - timedelta(hours=30))
    assert core.kitchen.preferences.chosen.privacy.mask_after_hours == 100
    await core._retention.forget()
    stored = core._store.orders.get(order.order_id)
    assert stored is not None
    assert stored.order == order
    await core.kitchen.preferences.change({Setting.MASK_AFTER_HOURS: 2})
    await core._retention.forget()
    stored = core._store.orders.get(order.order_id)
    assert stored is not None
    assert stored.order.is_masked
    await core.stop()


async def test_what_is_forgotten_by_hand_ends_the_older_copies(tmp_path: Path) -> None:
    core = Core(config_for(tmp_path))
    order = reached(an_order(note=NOTE.decode()), Status.COMPLETED)
    core._store.orders.save(order, datetime.now(UTC))
    await core._safekeeper.back_up_now()
    copies = tmp_path / FOLDER_NAME
    assert any(NOTE in file.read_bytes() for file in copies.iterdir())
    assert await core.kitchen.erasure.forget(OrderId(order.order_id)) is None
    await core._safekeeper.back_up_now()
    assert [NOTE in file.read_bytes() for file in copies.iterdir()] == [False]
    await core.stop()
