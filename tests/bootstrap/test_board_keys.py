"""Learned keys stand in kitchen.toml, but for the demo."""

from pathlib import Path

import pytest

from kitchen_app.bootstrap.board_keys import make_keys
from kitchen_app.bootstrap.pin_lock import make_lock
from kitchen_app.services.board_keys import BoardKey
from kitchen_app.services.settings import ManagerSettings
from kitchen_app.store.config_file import FILE_NAME, load_settings
from tests.fakes import FakeClock


@pytest.mark.parametrize("is_demo", [True, False])
async def test_they_are_written_for_the_next_start(tmp_path: Path, is_demo: bool) -> None:
    load_settings(tmp_path)
    before = (tmp_path / FILE_NAME).read_text("utf-8")
    lock = make_lock(tmp_path, FakeClock(), ManagerSettings(), is_demo=True)
    await make_keys(tmp_path, {}, lock, is_demo=is_demo).keep({BoardKey.BUMP: "Ctrl"})
    if is_demo:
        assert (tmp_path / FILE_NAME).read_text("utf-8") == before
    else:
        assert load_settings(tmp_path).keys == {BoardKey.BUMP: "Ctrl"}
