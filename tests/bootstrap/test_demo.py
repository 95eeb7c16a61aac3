"""Demo mode is the ordinary program with other settings."""

import asyncio
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap.demo import demo_data_dir, running_demo
from kitchen_app.services.settings import LANGUAGES
from tests.keyrings import LockedKeyring, in_use


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_settings_lead_to_a_running_emulator_on_this_machine(lang: str) -> None:
    before = threading.active_count()
    with running_demo(lang) as demo:
        assert demo.settings.keeta.base_url.startswith("http://127.0.0.1:")
        assert demo.settings.webhook.host == "127.0.0.1"
        assert demo.secrets.app_secret
        zone = demo.settings.shop.time_zone
        assert zone is not None
        assert ZoneInfo(zone).key == zone
    assert threading.active_count() == before


def test_the_demos_token_is_not_looked_for_in_the_keyring_of_a_person() -> None:
    ring = LockedKeyring()
    with in_use(ring), running_demo("en") as demo:
        held = asyncio.run(demo.vault.load())
        assert held is not None
        asyncio.run(demo.vault.save(held))
    assert held.pair.access_token == demo.secrets.access_token
    assert not held.pair.refresh_token
    assert ring.kept == {}


def test_a_folder_of_its_own_vanishes_with_the_demo() -> None:
    with demo_data_dir(None) as folder:
        assert folder.is_dir()
    assert not folder.exists()


def test_a_chosen_folder_stays(tmp_path: Path) -> None:
    with demo_data_dir(tmp_path) as folder:
        assert folder == tmp_path
    assert tmp_path.is_dir()


def test_the_folder_of_a_real_shop_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kitchen.toml").touch()
    with pytest.raises(KnownError, match="real shop"), demo_data_dir(tmp_path):
        pass
