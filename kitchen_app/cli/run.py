"""`kitchen-app run`: the window, and the watchdog beside it."""

import argparse
import os
import sys
from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.watchdog import Fault, Watchdog
from kitchen_app.services.settings import LANGUAGES

SUMMARY = "open the kitchen window (the default)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo", action="store_true", help="show invented orders of an emulated Keeta"
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument("--offscreen", action="store_true", help="run without a display")
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="language of the screen, for this run (else as set)"
    )
    parser.add_argument(
        "--screenshot-dir", type=Path, metavar="DIR", help="save board.png there just before exit"
    )
    parser.add_argument(
        "--exit-after", type=_seconds, metavar="SECONDS", help="close after this many seconds"
    )
    parser.add_argument(
        "--unwatched", action="store_true", help="do not start again after a crash: for debuggers"
    )
    # What the watchdog says to the program that it starts.
    parser.add_argument("--watched", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--after-fault", nargs=3, help=argparse.SUPPRESS)


def execute(options: argparse.Namespace) -> int:
    """Watch over the program in another process, or be that program."""
    if options.unwatched:
        return _open_window(options)
    if not options.watched:
        return _watch(options.given)
    code = _open_window(options)
    print(end="", flush=True)
    print(end="", file=sys.stderr, flush=True)
    # All is closed and stored. A library that crashes while Python takes itself apart would look
    # like a fault, and the window that somebody has just closed would open again.
    os._exit(code)


def _watch(given: list[str]) -> int:
    program = [sys.executable] if getattr(sys, "frozen", False) else _interpreter()

    def command(fault: Fault | None) -> list[str]:
        after = ["--after-fault", *fault.as_words()] if fault is not None else []
        return [*program, *given, "--watched", *after]

    return Watchdog(command, clock=SystemClock(), tell=_tell).run()


def _interpreter() -> list[str]:
    return [sys.executable, "-m", "kitchen_app"]


def _tell(fault: Fault) -> None:
    print(f"kitchen-app: the program died ({fault.ended}) and is started again", file=sys.stderr)
    if fault.is_often:
        print(
            f"kitchen-app: it died {fault.deaths} times within five minutes: look into the logs "
            "and tell support. Take orders in Keeta's app meanwhile.",
            file=sys.stderr,
        )


def _open_window(options: argparse.Namespace) -> int:
    from kitchen_app.bootstrap.program import RunOptions, run

    return run(
        RunOptions(
            demo=options.demo,
            data_dir=options.data_dir,
            offscreen=options.offscreen,
            lang=options.lang,
            screenshot_dir=options.screenshot_dir,
            exit_after_s=options.exit_after,
            fault=_fault(options.after_fault),
            watched=options.watched,
        )
    )


def _fault(words: list[str] | None) -> Fault | None:
    return Fault.of_words(words) if words else None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be 0 or more seconds")
    return seconds
