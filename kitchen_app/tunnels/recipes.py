"""How each kind of tunnel is started: where its program is, its words, where its token goes.

A token goes in by the environment, as its vendor documents, never among the words: those can be
read by every program of this computer.
"""

import os
import shutil
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import Secrets, TunnelKind, TunnelSettings
from kitchen_app.services.tunnel_ports import TunnelNotStarted
from kitchen_app.tunnels.health import Readiness, judge_cloudflared, judge_ngrok

_OURS = "KITCHEN_APP_"
_NGROK_PORT = 4040
"""Where ngrok's agent answers unless its own configuration says otherwise (its API's page)."""

_PLACES: dict[str, tuple[str, ...]] = {
    "win32": (
        r"%ProgramFiles(x86)%\cloudflared",
        r"%ProgramFiles%\cloudflared",
        r"%ProgramFiles%\ngrok",
        r"%LOCALAPPDATA%\Microsoft\WinGet\Links",
        r"%ProgramData%\chocolatey\bin",
    ),
    "other": ("/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", "/snap/bin", "~/.local/bin"),
}
"""Where installers put them, besides the PATH: a program started at log-in may have a short one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be kept running, and what it is to lead to: our `port`, from `host`."""

    settings: TunnelSettings
    secrets: Secrets
    port: int
    host: str = ""

    @classmethod
    def to_listener(
        cls, settings: TunnelSettings, secrets: Secrets, *, port: int, callback_url: str | None
    ) -> "Wanted":
        host = urlsplit(callback_url or "").netloc
        return cls(settings=settings, secrets=secrets, port=port, host=host)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One start: its words, program first; the environment in which it runs; how to ask it."""

    argv: tuple[str, ...] = field(repr=False)
    environment: Mapping[str, str] = field(repr=False)
    readiness: Readiness | None = None


def program_name(settings: TunnelSettings) -> str:
    """Return the name of the program; nothing else of a command line may be told."""
    if settings.kind is not TunnelKind.COMMAND:
        return settings.kind.value
    return Path(settings.command[0].replace("\\", "/")).name


def recipe_for(wanted: Wanted, environment: Mapping[str, str] = os.environ) -> Recipe:
    """Return how to start what is wanted.

    Raises:
        TunnelNotStarted: the program is not there, or its token is missing.
    """
    clean = {name: value for name, value in environment.items() if not name.startswith(_OURS)}
    return _RECIPES[wanted.settings.kind](wanted, clean)


def _cloudflared(wanted: Wanted, environment: Mapping[str, str]) -> Recipe:
    token = wanted.secrets.cloudflared_token
    program = _find(wanted.settings.program or "cloudflared", environment)
    if not token:
        raise TunnelNotStarted(Trouble.TUNNEL_KEYLESS)
    port = _free_port()
    options = ("--no-autoupdate", "--metrics", f"127.0.0.1:{port}", "--grace-period", "2s")
    return Recipe(
        argv=(program, "tunnel", *options, "run"),
        environment={**environment, "TUNNEL_TOKEN": token},
        readiness=Readiness(port=port, path="/ready", judge=judge_cloudflared),
    )


def _ngrok(wanted: Wanted, environment: Mapping[str, str]) -> Recipe:
    """Return ngrok's; without a token of ours it may have one in its own configuration.

    Its inspector would keep what customers wrote, and show it to whoever sits here: it is off.
    """
    program = _find(wanted.settings.program or "ngrok", environment)
    token = wanted.secrets.ngrok_authtoken
    url = (f"--url=https://{wanted.host}",) if wanted.host else ()
    log = ("--log=stdout", "--log-format=logfmt", "--inspect=false")
    return Recipe(
        argv=(program, "http", f"http://127.0.0.1:{wanted.port}", *url, *log),
        environment={**environment, **({"NGROK_AUTHTOKEN": token} if token else {})},
        readiness=Readiness(port=_NGROK_PORT, path="/api/tunnels", judge=judge_ngrok(wanted.host)),
    )


def _command(wanted: Wanted, environment: Mapping[str, str]) -> Recipe:
    first, *others = wanted.settings.command
    words = (word.replace("{port}", str(wanted.port)) for word in others)
    return Recipe(argv=(_find(first, environment), *words), environment=environment)


_RECIPES: dict[TunnelKind, Callable[[Wanted, Mapping[str, str]], Recipe]] = {
    TunnelKind.CLOUDFLARED: _cloudflared,
    TunnelKind.NGROK: _ngrok,
    TunnelKind.COMMAND: _command,
}


def _find(program: str, environment: Mapping[str, str]) -> str:
    """Return where a program is: at the path given, on the PATH, in the usual places.

    Raises:
        TunnelNotStarted: it is nowhere.
    """
    usual = _PLACES.get(sys.platform, _PLACES["other"])
    places = [environment.get("PATH", ""), *map(os.path.expandvars, usual)]
    path = os.pathsep.join(os.path.expanduser(place) for place in places)  # noqa: PTH111 - many
    found = shutil.which(str(Path(program).expanduser()), path=path)
    if found is None:
        raise TunnelNotStarted(Trouble.TUNNEL_NOT_FOUND)
    return found


def _free_port() -> int:
    """Return a port of this computer that nobody uses at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
