"""`kitchen-app selftest`: whether this copy of the program is whole."""

import argparse
import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kitchen_app.base.errors import KnownError

if TYPE_CHECKING:
    from kitchen_app.bootstrap.selftest import Outcome

SUMMARY = "check that this copy of the program is whole, without touching anything"

_NOT_WHOLE = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE",
        help="write what is found there too: a window has no console",
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.bootstrap.selftest import CURE, selftest

    with contextlib.ExitStack() as stack:
        report = stack.enter_context(_opened(options.report)) if options.report else None
        is_whole = selftest(partial(_begin, report), partial(_tell, report))
        if not is_whole:
            _say(report, f"{CURE}\n")
    return 0 if is_whole else _NOT_WHOLE


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise KnownError(
            f"{path} cannot be written ({error.strerror}): choose another file."
        ) from error


def _begin(report: TextIO | None, name: str) -> None:
    _say(report, f"{name:<10} ")


def _tell(report: TextIO | None, outcome: "Outcome") -> None:
    mark = "ok " if outcome.is_well else "BAD"
    _say(report, f"{mark} {outcome.seconds:6.2f} s  {outcome.says}\n")


def _say(report: TextIO | None, text: str) -> None:
    print(text, end="", flush=True)
    if report is not None:
        report.write(text)
        report.flush()
