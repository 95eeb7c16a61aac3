"""`kitchen-app pin`: for an owner who can reach the computer and has forgotten the PIN."""

import argparse
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir

if TYPE_CHECKING:
    from kitchen_app.store.pin import PinFile

SUMMARY = "tell whether a manager's PIN is set, or remove a forgotten one"

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument(
        "--remove", action="store_true", help="remove the PIN; it works while the program runs"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.store.pin import KeyringPepper, PinFile

    data_dir: Path = options.data_dir or default_data_dir()
    if not data_dir.is_dir():
        raise KnownError(f"There is no folder {data_dir}: start kitchen-app there first.")
    vault = PinFile(data_dir, KeyringPepper())
    if options.remove:
        _remove(data_dir, vault)
        print("The manager's PIN is removed. Nothing is locked until one is set in the menu.")
    else:
        print("No manager's PIN is set." if vault.tries() is None else "A manager's PIN is set.")
    return 0


def _remove(data_dir: Path, vault: "PinFile") -> None:
    """Remove the PIN and write that down where support looks.

    A plain handler: the program may be running, and only one process may begin a log anew.
    """
    from kitchen_app.base.log import LOG_FILE, Redacting

    folder = data_dir / "logs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = logging.FileHandler(folder / LOG_FILE, encoding="utf-8")
    handler.setFormatter(Redacting(()))
    logger.addHandler(handler)
    try:
        vault.remove()
        logger.warning("The manager's PIN was removed at the command line")
    finally:
        logger.removeHandler(handler)
        handler.close()
