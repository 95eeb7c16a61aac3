"""`kitchen-app run`: the window."""

import argparse
from pathlib import Path

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
    parser.add_argument("--lang", choices=LANGUAGES, default="en", help="language of the screen")
    parser.add_argument(
        "--screenshot-dir", type=Path, metavar="DIR", help="save board.png there just before exit"
    )
    parser.add_argument(
        "--exit-after", type=_seconds, metavar="SECONDS", help="close after this many seconds"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.bootstrap.program import RunOptions, run

    return run(
        RunOptions(
            demo=options.demo,
            data_dir=options.data_dir,
            offscreen=options.offscreen,
            lang=options.lang,
            screenshot_dir=options.screenshot_dir,
            exit_after_s=options.exit_after,
        )
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds") from None
    if not 0 <= seconds < float("inf"):
        raise argparse.ArgumentTypeError("must be 0 or more seconds")
    return seconds
