"""`kitchen-app sandbox`: the emulator of Keeta alone, for trials without Keeta."""

import argparse
import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kitchen_app.base.errors import KnownError

if TYPE_CHECKING:
    from kitchen_app.sandbox.config import SandboxConfig

SUMMARY = "run the emulator of Keeta alone"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8480, metavar="P", help="0 takes a free one")
    parser.add_argument("--app-id", type=_positive, default=None, metavar="N")
    parser.add_argument("--secret", default=None, metavar="S", help="app secret of the emulator")
    parser.add_argument(
        "--access-token", default=None, metavar="T", help="the only token it takes; else any"
    )
    parser.add_argument("--shop-id", type=_positive, default=None, metavar="N")
    parser.add_argument(
        "--callback-url", type=_address, default=None, metavar="URL", help="where events go"
    )
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="how fast time runs")
    parser.add_argument("--orders-per-minute", type=float, default=0.0, metavar="R")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--scenario", default=None, metavar="NAME", help="play a named scenario")
    parser.add_argument(
        "--set",
        dest="switches",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="answer an open question about Keeta the other way; may be given again",
    )
    parser.add_argument(
        "--list", action="store_true", help="list the scenarios and the switches and end"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.sandbox.config import SandboxConfig

    if options.list:
        print_scenarios()
        print()
        print_switches()
        return 0
    switched = dict(map(_switched, options.switches))
    if options.orders_per_minute and not options.callback_url:
        raise KnownError("--orders-per-minute needs --callback-url: orders must go somewhere.")
    given = {
        name: value
        for name, value in vars(options).items()
        if name not in {"command", "list", "switches"} and value is not None
    }
    try:
        config = SandboxConfig(**{"any_token": options.access_token is None} | given | switched)
    except ValueError as error:
        raise KnownError(f"The sandbox cannot be set up so: {error}.") from error
    asyncio.run(_serve(config))
    return 0


def print_scenarios() -> None:
    from kitchen_app.sandbox.scenarios import names

    found = names()
    width = max(len(name) for name in found)
    for name, line in found.items():
        print(f"{name:<{width}}  {line}")


def print_switches() -> None:
    """List every switch with its positions; the first is what the emulator does unasked."""
    from kitchen_app.sandbox.config import SWITCHES, SandboxConfig

    usual, width = SandboxConfig(), max(len(name) for name in SWITCHES)
    for name, positions in sorted(SWITCHES.items()):
        default = getattr(usual, name)
        others = [_shown(each) for each in positions if each != default]
        print(f"{name:<{width}}  {' | '.join([f'{_shown(default)} (default)', *others])}")


def _switched(given: str) -> tuple[str, object]:
    """Return the switch that `NAME=VALUE` names and its position; say what there is instead."""
    from kitchen_app.sandbox.config import SWITCHES

    name, equals, value = given.partition("=")
    if name not in SWITCHES:
        raise KnownError(f"There is no switch {name!r}: see kitchen-app sandbox --list.")
    positions = {_shown(each): each for each in SWITCHES[name]}
    if not equals or value not in positions:
        raise KnownError(f"--set {name}=VALUE takes one of {', '.join(positions)}, not {value!r}.")
    return name, positions[value]


def _shown(position: object) -> str:
    """Return a position as it is typed: true and false in small letters."""
    return str(position).lower() if isinstance(position, bool) else str(position)


async def _serve(config: "SandboxConfig") -> None:
    from kitchen_app.sandbox.server import Sandbox

    async with Sandbox(config) as sandbox:
        print(f"Sandbox of Keeta on {sandbox.base_url}", flush=True)
        await asyncio.Event().wait()


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number


def _address(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an address such as http://127.0.0.1:80/x"
        )
    return text


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError("must be from 0 to 65535")
    return port
