"""The second copy of what Keeta will not tell us again: messages, and what people asked for.

Append-only files beside the database, flushed before the transaction that they belong to is
committed. A line is one group: a SHA-256, a space, and JSON that names the line before it, so that
a line which was lost or changed is seen. A group that is in the journal and not in the database
was never answered; taking it up later is harmless, because messages are stored once.
"""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kitchen_app.base.clock import Clock, from_epoch_ms, to_epoch_ms
from kitchen_app.base.files import flush_folder
from kitchen_app.domain.actions import Action
from kitchen_app.domain.order import ShopId
from kitchen_app.services.ports import Examined, NewCallback, Verdict
from kitchen_app.store.documents import decode, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.files import (
    PRIVATE_FILE,
    Numbered,
    flush,
    make_folder,
    name_for,
    numbered,
)

logger = logging.getLogger(__name__)

FOLDER_NAME = "journal"
SUFFIX = ".journal"

_HASH_LENGTH = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """A callback as a line holds it; `received_at` is milliseconds since 1970, our clock."""

    message_id: str
    content_hash: str
    event_id: int
    shop_id: str | None
    proven: bool
    received_at: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What a line says; `before` is the hash of the line before it."""

    before: str
    messages: tuple[_Message, ...] = ()
    action: Action | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What one flush made durable."""

    callbacks: tuple[NewCallback, ...] = ()
    action: Action | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """A whole journal, the oldest group first. `damaged` counts lines that are not as written.

    The last line of a file may be torn by a power cut; it was never answered and does not count.
    """

    groups: list[Group] = field(default_factory=list)
    damaged: int = 0
    last_hash: str = ""


class Journal:
    """The open end of the journal. Each run, and each hour, writes to a file of its own."""

    def __init__(self, folder: Path, clock: Clock, *, number: int, before: str) -> None:
        self._folder = folder
        self._clock = clock
        self._number = number
        self._before = before
        self._descriptor: int | None = None

    def append(
        self, *, callbacks: Sequence[NewCallback] = (), action: Action | None = None
    ) -> None:
        """Make one group durable; it is when this returns.

        Raises:
            OSError: it is not durable. What was written of it is the torn end of a file.
        """
        messages = tuple(map(_message, callbacks))
        text = encode(_Line(before=self._before, messages=messages, action=action))
        hashed = digest(text)
        self._write(b"%s %s\n" % (hashed.encode(), text))
        self._before = hashed

    def roll(self) -> int:
        """End the present file; return the number of the one that the next group goes to."""
        self.close()
        self._number += 1
        return self._number

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def prune(self, *, needed_from: int, older_than: datetime) -> None:
        """Delete files that no backup needs any more and that are older than a moment."""
        for file in numbered(self._folder, SUFFIX):
            if file.number < min(needed_from, self._number) and file.made_at < older_than:
                file.path.unlink()

    def _write(self, line: bytes) -> None:
        """Add a line and flush it; after a failure the file ends with the line before, or is left.

        A flush that failed says nothing about what is on the disk: that file is not used again.
        """
        descriptor = self._open()
        good = os.fstat(descriptor).st_size
        try:
            _write_all(descriptor, line)
        except OSError:
            self._cut_back(descriptor, good)
            raise
        try:
            flush(descriptor)
        except OSError:
            self.roll()
            raise

    def _cut_back(self, descriptor: int, size: int) -> None:
        """Take a line away that a full disk cut short."""
        try:
            os.ftruncate(descriptor, size)
        except OSError:
            logger.exception("A file of the journal could not be cut back and is left")
            self.roll()

    def _open(self) -> int:
        if self._descriptor is None:
            make_folder(self._folder)
            path = self._folder / name_for(self._number, self._clock.now(), SUFFIX)
            flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._descriptor = os.open(path, flags, PRIVATE_FILE)
            flush_folder(self._folder)
        return self._descriptor


def read_journal(folder: Path, *, whole: bool = False) -> Reading:
    """Read every file of a journal; what is not as it was written is counted and passed over.

    So is a file that the disk does not give out, unless all are needed (`whole`).

    Raises:
        OSError: a file cannot be read, and all are needed.
    """
    reading = Reading()
    for file in numbered(folder, SUFFIX):
        try:
            _read_file(file, reading)
        except OSError:
            if whole:
                raise
            logger.exception("The journal %s cannot be read", file.path.name)
            reading.damaged += 1
    return reading


def _read_file(file: Numbered, reading: Reading) -> None:
    lines = [text for text in file.path.read_bytes().split(b"\n") if text]
    for place, text in enumerate(lines, start=1):
        line = _line(text)
        if line is None and place == len(lines):
            logger.info("The journal %s ends in the middle of a line", file.path.name)
            return
        if line is None:
            reading.damaged += 1
        else:
            reading.damaged += bool(reading.groups) and line.before != reading.last_hash
            callbacks = tuple(map(_callback, line.messages))
            reading.groups.append(Group(callbacks=callbacks, action=line.action))
        reading.last_hash = text[:_HASH_LENGTH].decode("ascii", "replace")


def _line(text: bytes) -> _Line | None:
    hashed, space, content = text.partition(b" ")
    if not space or digest(content).encode() != hashed:
        return None
    try:
        return decode(content, _Line)
    except StoreError:
        logger.exception("A line of the journal is whole and cannot be understood")
        return None


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _message(callback: NewCallback) -> _Message:
    examined = callback.examined
    return _Message(
        message_id=examined.message_id,
        content_hash=examined.content_hash,
        event_id=examined.event_id,
        shop_id=examined.shop_id,
        proven=examined.verdict is Verdict.GENUINE,
        received_at=to_epoch_ms(callback.received_at),
        body=callback.body,
    )


def _callback(message: _Message) -> NewCallback:
    return NewCallback(
        examined=Examined(
            verdict=Verdict.GENUINE if message.proven else Verdict.UNPROVEN,
            message_id=message.message_id,
            event_id=message.event_id,
            shop_id=ShopId(message.shop_id) if message.shop_id else None,
            content_hash=message.content_hash,
        ),
        body=message.body,
        received_at=from_epoch_ms(message.received_at),
    )
