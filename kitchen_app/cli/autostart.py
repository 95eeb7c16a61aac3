"""`kitchen-app autostart`: whether the program starts when this user logs in."""

import argparse
from pathlib import Path

from kitchen_app.services.autostart import StartState

SUMMARY = "start the program when you log in, or no longer"

_SAYS = {
    StartState.ON: "Kitchen App starts when you log in.",
    StartState.OFF: "Kitchen App does not start by itself.",
    StartState.OTHER: "At log-in another copy of Kitchen App is started, or with other options.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="the folder that it is to be started with"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--on", action="store_true", help="start at log-in")
    which.add_argument("--off", action="store_true", help="start at log-in no longer")
    which.add_argument("--status", action="store_true", help="only tell (the default)")


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.bootstrap.autostart import command_line, system_autostart

    system = system_autostart()
    command = command_line(options.data_dir)
    if options.on:
        system.turn_on(command)
    elif options.off:
        system.turn_off()
    print(_SAYS[system.state(command)])
    return 0
