"""Log files that tell what happened and nothing private."""

import faulthandler
import logging
import logging.handlers
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kitchen_app.base.log_lines import OURS, PlainLines
from kitchen_app.base.redaction import Redaction

KEPT_FILES = 14
LARGEST_FILE = 3_500_000
"""A file holds one day (UTC) at most: two weeks, and 49 MB however much goes wrong on a day. Two
weeks is how long a shop may wait with a question to support (our decision)."""

_DAY_S = 86400

LOG_FILE = "kitchen.log"

CRASH_FILE = "crash.log"
"""Where every thread stood when the process died; stacks only, no values."""

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class Redacting(PlainLines):
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


class DailyFiles(logging.handlers.RotatingFileHandler):
    """Begins a file anew each day and when it is full; forgets what is older than two weeks."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST_FILE, backupCount=KEPT_FILES - 1, encoding="utf-8")
        self._path = path
        self._day: int | None = None

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 - logging's name
        """Tell whether the record begins a new file."""
        day = int(record.created // _DAY_S)
        if self._day is None:
            self._forget(before=record.created - KEPT_FILES * _DAY_S)
            status = self._path.stat()
            self._day = int(status.st_mtime // _DAY_S) if status.st_size else day
        is_new_day = day != self._day
        self._day = day
        if is_new_day:
            self._forget(before=record.created - KEPT_FILES * _DAY_S)
        return is_new_day or bool(super().shouldRollover(record))

    def _forget(self, *, before: float) -> None:
        """Delete earlier files last written before a moment (seconds since 1970)."""
        for file in self._path.parent.glob(f"{self._path.name}.*"):
            if file.stat().st_mtime < before:
                file.unlink(missing_ok=True)


def set_up_logging(log_dir: Path, secrets: Iterable[str]) -> logging.Handler:
    """Log to files in `log_dir`; return the handler, to be taken off at exit.

    Other libraries are heard from warnings on: httpx, for one, prints whole addresses at INFO.
    """
    log_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = DailyFiles(log_dir / LOG_FILE)
    handler.setFormatter(Redacting(secrets))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(logging.INFO)
    return handler


@contextmanager
def crash_file(log_dir: Path) -> Iterator[None]:
    """Have the stacks of all threads written to `CRASH_FILE` if the process dies meanwhile.

    A debugger or a test that has already asked for them keeps them.
    """
    if faulthandler.is_enabled():
        yield
        return
    path = log_dir / CRASH_FILE
    is_full = path.exists() and path.stat().st_size > LARGEST_FILE
    with path.open("w" if is_full else "a", encoding="utf-8") as file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
