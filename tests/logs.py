"""A log file as the program keeps one, for as long as a test looks at it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kitchen_app.base.log import set_up_logging


@contextmanager
def open_log(log_dir: Path, *secrets: str) -> Iterator[logging.Handler]:
    """Set up logging, and take it down again with every level as it was."""
    names = ("", "kitchen_app")
    levels = {name: logging.getLogger(name).level for name in names}
    handler = set_up_logging(log_dir, secrets)
    try:
        yield handler
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
