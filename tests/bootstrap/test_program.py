"""A start that fails leaves nothing behind: no thread, no lock, no log handler."""

import logging
import threading
from pathlib import Path

import pytest

from kitchen_app.bootstrap.instance import only_instance
from kitchen_app.bootstrap.program import RunOptions, run
from kitchen_app.store.errors import ConfigError
from tests.e2e.installation import SECRET, Installation


def test_a_failed_start_gives_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    monkeypatch.setenv("KITCHEN_APP_KEETA_SECRET", SECRET)
    installation = Installation(tmp_path)
    config = installation.data_dir / "kitchen.toml"
    config.write_text(config.read_text("utf-8").replace("shop_id", "other_id"), "utf-8")
    threads, handlers = threading.active_count(), list(logging.getLogger().handlers)
    with pytest.raises(ConfigError, match="shop_id is missing"):
        run(RunOptions(data_dir=tmp_path, offscreen=True, exit_after_s=0))
    assert threading.active_count() == threads
    assert logging.getLogger().handlers == handlers
    with only_instance(tmp_path):
        pass
