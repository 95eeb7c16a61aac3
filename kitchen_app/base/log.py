"""Log files that tell what happened and nothing private."""

import logging
import logging.handlers
from collections.abc import Iterable
from pathlib import Path

from kitchen_app.base.redaction import Redaction

_LARGEST_FILE = 5 * 1024 * 1024
_KEPT_FILES = 5
_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"

# They print whole addresses, with what is in them, at INFO.
_TALKATIVE = ("httpx", "httpcore", "asyncio", "peewee")


class Redacting(logging.Formatter):
    """Replaces every secret in the finished text, tracebacks included."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(_FORMAT)
        self._redaction = Redaction(secrets)

    def learn(self, secrets: Iterable[str]) -> None:
        """Replace these too from now on; other threads may be writing meanwhile."""
        self._redaction.learn(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return self._redaction.of(super().format(record))


def hide(*secrets: str) -> None:
    """Keep texts that have become secrets only now, as new tokens, out of every open log.

    Found through the root logger, so that nobody who meets a new secret needs to be handed the
    log, and none can be forgotten. A log that is opened later has to be told by itself.
    """
    for handler in logging.getLogger().handlers:
        if isinstance(handler.formatter, Redacting):
            handler.formatter.learn(secrets)


def set_up_logging(log_dir: Path, secrets: Iterable[str]) -> logging.Handler:
    """Log to rotating files in `log_dir`; return the handler, to be taken off at exit."""
    log_dir.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        log_dir / "kitchen.log", maxBytes=_LARGEST_FILE, backupCount=_KEPT_FILES, encoding="utf-8"
    )
    handler.setFormatter(Redacting(secrets))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler
