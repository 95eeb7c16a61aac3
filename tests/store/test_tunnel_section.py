"""The table of the tunnel: what it takes, and what it complains of."""

from pathlib import Path

import pytest

from kitchen_app.services.settings import TunnelKind, TunnelSettings
from kitchen_app.store.config_file import FILE_NAME, load_settings
from kitchen_app.store.errors import ConfigError


def read(folder: Path, text: str) -> TunnelSettings:
    (folder / FILE_NAME).write_text(f"[tunnel]\n{text}\n", "utf-8")
    return load_settings(folder).tunnel


def test_nothing_is_kept_running_unless_told(tmp_path: Path) -> None:
    assert read(tmp_path, "") == TunnelSettings(kind=TunnelKind.NONE)
    (tmp_path / FILE_NAME).unlink()
    assert load_settings(tmp_path).tunnel == TunnelSettings(kind=TunnelKind.NONE)


@pytest.mark.parametrize("kind", ["none", "cloudflared", "ngrok"])
def test_a_program_is_named_and_may_be_placed(tmp_path: Path, kind: str) -> None:
    told = read(tmp_path, f'kind = "{kind}"\nprogram = "/opt/tunnel"')
    assert (told.kind, told.program) == (TunnelKind(kind), "/opt/tunnel")


def test_a_command_line_is_read_and_not_shown(tmp_path: Path) -> None:
    told = read(tmp_path, 'kind = "command"\ncommand = ["frpc", "--token", "hush"]')
    assert told.command == ("frpc", "--token", "hush")
    assert "hush" not in repr(told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('kind = "Ngrok"', '"none", "cloudflared", "ngrok" or "command"'),
        ("kind = true", '"none", "cloudflared", "ngrok" or "command"'),
        ('kind = "command"', "a command line"),
        ('kind = "command"\ncommand = []', "a command line"),
        ('kind = "command"\ncommand = "frpc -c x"', "a command line"),
        ('kind = "command"\ncommand = ["frpc", 1]', "a command line"),
        ('kind = "command"\ncommand = [" "]', "a command line"),
        ("program = 1", "where the program is"),
    ],
)
def test_what_is_wrong_is_told_with_what_is_wanted(tmp_path: Path, text: str, wanted: str) -> None:
    with pytest.raises(ConfigError, match=r"\[tunnel\]") as caught:
        read(tmp_path, text)
    assert wanted in str(caught.value)
