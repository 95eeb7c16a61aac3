"""`kitchen-app`: parse, run, and turn a known failure into one sentence and an exit code."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from kitchen_app import __version__
from kitchen_app.base.errors import ExitCode, KnownError
from kitchen_app.bootstrap.frozen import complain, give_back_library_path
from kitchen_app.cli import (
    autostart,
    call,
    doctor,
    orders,
    pin,
    print_ticket,
    printers,
    report,
    run,
    sandbox,
    selftest,
)

_COMMANDS = {
    "run": run,
    "orders": orders,
    "print": print_ticket,
    "call": call,
    "doctor": doctor,
    "pin": pin,
    "printers": printers,
    "report": report,
    "autostart": autostart,
    "sandbox": sandbox,
    "selftest": selftest,
}
_DEFAULT = "run"
_SELFTEST = "--selftest"
"""What build scripts and installers ask of any program; here it is a command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; return the process's exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows pipe would choke on Arabic
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    give_back_library_path(os.environ)
    given = list(sys.argv[1:] if arguments is None else arguments)
    given = _with_default(given)
    options = _parser().parse_args(given)
    if options.command == _DEFAULT:
        options.given = given  # the watchdog says it all again to the program
    try:
        code: int = _COMMANDS[options.command].execute(options)
        print(end="", flush=True)  # a program without a console has no stdout to flush
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KnownError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    return code


def _with_default(given: list[str]) -> list[str]:
    """Put the default subcommand in front of options that stand alone."""
    if given[:1] == [_SELFTEST]:
        return ["selftest", *given[1:]]
    if given and (given[0] in _COMMANDS or given[0] in {"-h", "--help", "--version"}):
        return given
    return [_DEFAULT, *given]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kitchen-app", description="The kitchen program for restaurants that sell on Keeta."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module in _COMMANDS.items():
        module.add_arguments(commands.add_parser(name, help=module.SUMMARY))
    return parser
