"""`kitchen-app autostart`: on, off, and told as the system has it."""

import sys
from pathlib import Path

import pytest

from kitchen_app.bootstrap.autostart import DESKTOP_FILE
from kitchen_app.cli.main import main


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it would change this computer")
def test_it_is_switched_on_told_and_switched_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    said = []
    for arguments in ([], ["--on"], ["--status"], ["--status", "--data-dir", "d"], ["--off"]):
        assert main(["autostart", *arguments]) == 0
        said.append(capsys.readouterr().out.strip())
    starts = "Kitchen App starts when you log in."
    not_so = "Kitchen App does not start by itself."
    other = "At log-in another copy of Kitchen App is started, or with other options."
    assert said == [not_so, starts, starts, other, not_so]
    assert not (tmp_path / "autostart" / DESKTOP_FILE).exists()
