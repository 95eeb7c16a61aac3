"""Each kind of tunnel starts with the documented words, its token in the environment only."""

import os
import stat
from pathlib import Path

import pytest

from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import Secrets, TunnelKind, TunnelSettings
from kitchen_app.services.tunnel_ports import TunnelNotStarted
from kitchen_app.tunnels import recipes
from kitchen_app.tunnels.recipes import Recipe, Wanted, program_name, recipe_for

SECRETS = Secrets(
    app_secret="canary-app", cloudflared_token="canary-cf", ngrok_authtoken="canary-ngrok"
)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of programs; nothing else of this computer is found."""
    monkeypatch.setattr(recipes, "_PLACES", {"other": (str(tmp_path / "usual"),)})
    for folder, name in (("path", "cloudflared"), ("usual", "ngrok"), ("path", "frpc")):
        (tmp_path / folder).mkdir(exist_ok=True)
        program = tmp_path / folder / name
        program.write_text("")
        program.chmod(stat.S_IRWXU)
    return tmp_path


def recipe(
    disk: Path, settings: TunnelSettings, *, secrets: Secrets = SECRETS, url: str | None = None
) -> Recipe:
    environment = {
        "PATH": str(disk / "path"),
        "HOME": "/at/home",
        "KITCHEN_APP_KEETA_SECRET": "canary-app",
    }
    wanted = Wanted.to_listener(settings, secrets, port=8470, callback_url=url)
    return recipe_for(wanted, environment)


def test_cloudflared_gets_its_token_by_the_environment(disk: Path) -> None:
    made = recipe(disk, TunnelSettings(kind=TunnelKind.CLOUDFLARED))
    program, *words = made.argv
    assert program == str(disk / "path" / "cloudflared")
    assert (words[0], words[-1]) == ("tunnel", "run")
    assert "--no-autoupdate" in words, "an update of its own would leave our hands"
    assert made.environment["TUNNEL_TOKEN"] == "canary-cf"
    assert made.readiness is not None
    assert f"127.0.0.1:{made.readiness.port}" in words


def test_ngrok_is_found_in_a_usual_place_and_shows_nobody_what_it_carries(disk: Path) -> None:
    made = recipe(disk, TunnelSettings(kind=TunnelKind.NGROK), url="https://shop.ngrok.app/keeta/x")
    assert made.argv[0] == str(disk / "usual" / "ngrok")
    assert made.argv[1:4] == ("http", "http://127.0.0.1:8470", "--url=https://shop.ngrok.app")
    assert "--inspect=false" in made.argv
    assert made.environment["NGROK_AUTHTOKEN"] == "canary-ngrok"


def test_ngrok_may_have_a_token_of_its_own(disk: Path) -> None:
    made = recipe(
        disk, TunnelSettings(kind=TunnelKind.NGROK), secrets=Secrets(app_secret="canary-app")
    )
    assert "NGROK_AUTHTOKEN" not in made.environment
    assert not [word for word in made.argv if word.startswith("--url")]


def test_a_command_learns_our_port(disk: Path) -> None:
    settings = TunnelSettings(kind=TunnelKind.COMMAND, command=("frpc", "-l", "x:{port}"))
    made = recipe(disk, settings)
    assert made.argv == (str(disk / "path" / "frpc"), "-l", "x:8470")


@pytest.mark.parametrize(
    "settings",
    [
        TunnelSettings(kind=TunnelKind.CLOUDFLARED),
        TunnelSettings(kind=TunnelKind.NGROK),
        TunnelSettings(kind=TunnelKind.COMMAND, command=("frpc",)),
    ],
)
def test_no_secret_is_among_the_words_and_none_of_ours_in_the_environment(
    disk: Path, settings: TunnelSettings
) -> None:
    made = recipe(disk, settings)
    assert "canary" not in " ".join(made.argv)
    assert "canary" not in repr(made)
    assert "canary-app" not in made.environment.values()
    assert made.environment["HOME"] == "/at/home"
    canaries = [value for value in made.environment.values() if "canary" in value]
    assert len(canaries) == (0 if settings.kind is TunnelKind.COMMAND else 1)


@pytest.mark.parametrize(
    ("settings", "trouble"),
    [
        (TunnelSettings(kind=TunnelKind.CLOUDFLARED), Trouble.TUNNEL_KEYLESS),
        (
            TunnelSettings(kind=TunnelKind.CLOUDFLARED, program="/no/cloudflared"),
            Trouble.TUNNEL_NOT_FOUND,
        ),
        (
            TunnelSettings(kind=TunnelKind.COMMAND, command=("no-such-program",)),
            Trouble.TUNNEL_NOT_FOUND,
        ),
    ],
)
def test_what_is_missing_is_named(disk: Path, settings: TunnelSettings, trouble: Trouble) -> None:
    with pytest.raises(TunnelNotStarted) as caught:
        recipe(disk, settings, secrets=Secrets(app_secret="canary-app"))
    assert caught.value.trouble is trouble


def test_a_place_that_is_told_comes_first(disk: Path) -> None:
    mine = disk / "mine"
    mine.write_text("")
    mine.chmod(stat.S_IRWXU)
    settings = TunnelSettings(kind=TunnelKind.CLOUDFLARED, program=str(mine))
    assert recipe(disk, settings).argv[0] == str(mine)


@pytest.mark.parametrize(
    ("first", "name"), [("/opt/x/frpc", "frpc"), (r"C:\Tools\frpc.exe", "frpc.exe"), ("ssh", "ssh")]
)
def test_of_a_command_only_the_program_is_named(first: str, name: str) -> None:
    settings = TunnelSettings(kind=TunnelKind.COMMAND, command=(first, "--token", "hush"))
    assert program_name(settings) == name
    assert program_name(TunnelSettings(kind=TunnelKind.NGROK)) == "ngrok"


def test_the_environment_is_this_programs(disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITCHEN_APP_NGROK_AUTHTOKEN", "canary")
    settings = TunnelSettings(kind=TunnelKind.COMMAND, command=(str(disk / "path" / "frpc"),))
    wanted = Wanted.to_listener(settings, SECRETS, port=1, callback_url=None)
    ours = {k: v for k, v in os.environ.items() if not k.startswith("KITCHEN_APP_")}
    assert recipe_for(wanted).environment.items() >= ours.items()
    assert "KITCHEN_APP_NGROK_AUTHTOKEN" not in recipe_for(wanted).environment
