"""Whether this copy of the program is whole: every piece used once, one order played through.

For a bundle, where a piece may lack that nobody imports by name, and for whoever has installed one.
It ends within seconds, touches no installation and talks to this machine only.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.log import set_up_logging

CURE = (
    "Kitchen App is not whole on this computer: install it again. Orders and settings are kept. "
    "If that does not help, send these lines to support."
)

Check = tuple[str, Callable[[], str]]
"""What is looked at, and the look: returns what it saw, raises if that is not right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check saw, in words, and how long that took."""

    is_well: bool
    says: str
    seconds: float


def selftest(begin: Callable[[str], None], tell: Callable[[Outcome], None]) -> bool:
    """Check everything in turn; return whether all is well.

    `begin` hears the name of each check before it: if the process dies, it is known where.
    """
    if sys.platform.startswith("linux"):  # a server, or a build, has no display
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(
        prefix="kitchen-app-selftest-", ignore_cleanup_errors=True
    ) as name:
        return run_checks(_checks(Path(name)), begin, tell)


def run_checks(
    checks: Iterable[Check], begin: Callable[[str], None], tell: Callable[[Outcome], None]
) -> bool:
    """Run each check, also after one has failed; return whether all is well."""
    is_well = True
    clock = SystemClock()
    for name, look in checks:
        begin(name)
        started = clock.monotonic()
        try:
            says, is_right = look(), True
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the other checks tell more
            says, is_right = _told(error), False
        tell(Outcome(is_well=is_right, says=says, seconds=clock.monotonic() - started))
        is_well = is_well and is_right
    return is_well


def _checks(folder: Path) -> Iterator[Check]:
    """Return the checks. What they need is imported on the way: what lacks is told, not raised."""
    handler = set_up_logging(folder / "logs", ())
    try:
        yield from _of_the_parts(folder)
        yield from _of_an_order(folder)
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()


def _of_the_parts(folder: Path) -> Iterator[Check]:
    from kitchen_app.bootstrap import own_parts

    yield "files", own_parts.files
    yield "modules", own_parts.modules
    yield "words", own_parts.words
    yield "window", _application
    yield "looks", own_parts.looks
    yield "fonts", own_parts.fonts
    yield "pictures", own_parts.pictures
    yield "sound", own_parts.sound
    yield "markets", own_parts.markets
    yield "trust", own_parts.trust
    yield "migration", partial(own_parts.migration, folder / "old")


def _of_an_order(folder: Path) -> Iterator[Check]:
    try:
        from kitchen_app.bootstrap.trial_order import TrialOrder
    except ImportError as error:
        yield "order", partial(_lacks, error)
        return
    with TrialOrder(folder / "trial") as trial:
        yield "order", trial.play
        yield "board", trial.draw_board
        yield "ticket", trial.draw_ticket


def _lacks(error: ImportError) -> str:
    raise error


def _application() -> str:
    from PySide6.QtCore import qVersion

    from kitchen_app.bootstrap.window import application

    return f"Qt {qVersion()}, {application().platformName()}"


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, KnownError) else f"{type(error).__name__}: {error}"
