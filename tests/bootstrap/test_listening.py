"""The listener gets its path once; `test_core` closes it behind the program's back."""

from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.listening import make_listener
from kitchen_app.services.settings import Settings, WebhookSettings
from kitchen_app.store.config_file import load_settings


def test_a_path_of_the_owners_is_used(tmp_path: Path) -> None:
    settings = Settings(webhook=WebhookSettings(path="/mine", port=0))
    assert make_listener(settings, tmp_path, SystemClock()).path == "/mine"
    assert list(tmp_path.iterdir()) == []


def test_a_path_is_made_and_written_down(tmp_path: Path) -> None:
    (tmp_path / "kitchen.toml").write_text("[webhook]\nport = 0\n", "utf-8")
    server = make_listener(load_settings(tmp_path), tmp_path, SystemClock())
    assert server.path == load_settings(tmp_path).webhook.path
    assert not server.is_listening
