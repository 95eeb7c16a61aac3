"""A start that fails leaves nothing behind: no thread, no lock, no log handler."""

import logging
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap.instance import only_instance
from kitchen_app.bootstrap.program import RunOptions, run
from kitchen_app.store.errors import ConfigError
from kitchen_app.ui import i18n
from tests.e2e.installation import SECRET, Installation


def test_a_failed_start_gives_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setenv("KITCHEN_APP_KEETA_SECRET", SECRET)
    installation = Installation(tmp_path)
    config = installation.data_dir / "kitchen.toml"
    config.write_text(config.read_text("utf-8").replace("shop_id", "other_id"), "utf-8")
    threads, handlers = set(threading.enumerate()), list(logging.getLogger().handlers)
    with pytest.raises(ConfigError, match="shop_id is missing"):
        run(RunOptions(data_dir=tmp_path, offscreen=True, exit_after_s=0))
    assert set(threading.enumerate()) <= threads
    assert logging.getLogger().handlers == handlers
    with only_instance(tmp_path):
        pass


@pytest.mark.parametrize(
    ("in_file", "asked", "spoken"),
    [("ar", None, "ar"), ("ar", "zh_HK", "zh_HK"), ("system", "ar", "ar")],
)
def test_the_setting_wins_over_the_system_and_the_command_over_both(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    in_file: str,
    asked: str | None,
    spoken: str,
) -> None:
    monkeypatch.setenv("KITCHEN_APP_KEETA_SECRET", SECRET)
    config = Installation(tmp_path).data_dir / "kitchen.toml"
    before = config.read_text("utf-8") + f'\n[screen]\nlanguage = "{in_file}"\n'
    config.write_text(before, "utf-8")
    run(RunOptions(data_dir=tmp_path, offscreen=True, exit_after_s=0, lang=asked))
    assert i18n.language() == spoken
    assert config.read_text("utf-8") == before, "for this run only"
