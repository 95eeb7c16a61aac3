"""Log lines by allow-list: where something failed and of what kind, never what was in it.

The text of an exception may quote anything: a customer's note in a ValueError, a token in a
KeyError. So only those texts are written that we wrote ourselves (KnownError) or that name no
content (the system's errors by number, the database's). A traceback tells the rest. And no text
from outside makes a new line: what is not printable is escaped, what is continued is indented.
"""

import logging
import traceback
from collections.abc import Iterator

from kitchen_app.base.errors import KnownError

OURS = "kitchen_app"
_INDENT = "    "
_MOST_FRAMES = 40
_DEEPEST = 8
_PLAIN_MODULES = frozenset({"apsw", "peewee", "sqlite3"})


class PlainLines(logging.Formatter):
    """Formats a record as one line, and its traceback, if any, as indented ones."""

    def format(self, record: logging.LogRecord) -> str:
        shown = logging.makeLogRecord(record.__dict__)
        shown.message = one_line(_words(record))
        shown.asctime = self.formatTime(record, self.datefmt)
        lines = [self.formatMessage(shown)]
        if record.exc_info and record.exc_info[1] is not None:
            lines += [_INDENT + one_line(line) for line in trace_of(record.exc_info[1])]
        return "\n".join(lines)


def one_line(text: str) -> str:
    """Return a text in which whatever could break or turn a line around is escaped."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


def trace_of(error: BaseException, depth: int = 0) -> Iterator[str]:
    """Yield where an exception and its causes came from, the first cause first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and depth < _DEEPEST:
        yield from trace_of(before, depth + 1)
        yield "which led to"
    for frame in traceback.extract_tb(error.__traceback__, limit=-_MOST_FRAMES):
        yield f"{_short(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line or ''}"
    yield described(error)
    if isinstance(error, BaseExceptionGroup) and depth < _DEEPEST:
        for inner in error.exceptions:
            yield "in this group"
            yield from trace_of(inner, depth + 1)


def described(error: BaseException) -> str:
    """Return the kind of an exception, with its text if that can hold nothing private."""
    kind = type(error)
    text = _text_of(error)
    named = f"{kind.__module__}.{kind.__qualname__}"
    return f"{named}: {text}" if text else named


def _text_of(error: BaseException) -> str:
    if isinstance(error, KnownError):
        return str(error)
    if isinstance(error, OSError):  # its text may name files, and these the person at the desk
        return "" if error.errno is None else f"[Errno {error.errno}] {error.strerror}"
    is_plain = type(error).__module__.partition(".")[0] in _PLAIN_MODULES
    return str(error) if is_plain else ""


def _words(record: logging.LogRecord) -> str:
    """Return our own message; of another library's only its fixed text, as long as it is one.

    asyncio, for one, appends the repr of a failed task, and with it the text of the exception.
    """
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    return str(record.msg).partition("\n")[0]


def _short(path: str) -> str:
    """Return the end of a path: its beginning may name the person at the desk."""
    return "/".join(path.replace("\\", "/").split("/")[-3:])
