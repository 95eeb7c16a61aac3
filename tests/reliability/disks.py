"""Disks that remember what was written, lose what was not flushed, or fail when told to.

SQLite writes through them as its VFS; the journal's calls of the system are caught on their way.
"""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

import apsw
import pytest

_SYSTEM = apsw.vfs_names()[0]
"""The VFS that is the default before ours is: by name, or ours would call itself."""

SECTOR = 512
"""What a disk writes whole or not at all."""


class Kind(Enum):
    """What happened to a file."""

    READ = "read"
    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    DELETE = "delete"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that reached the disk; `number` is an offset, a size, or what was marked."""

    kind: Kind
    file: str = ""
    number: int = 0
    data: bytes = b""


@dataclass(slots=True)
class Recording:
    """Everything that was done to the files of a folder, in order."""

    steps: list[Step] = field(default_factory=list)

    def mark(self, number: int) -> None:
        """Note that what has this number was answered now."""
        self.steps.append(Step(Kind.MARK, number=number))

    def answered_before(self, cut: int) -> set[int]:
        return {step.number for step in self.steps[:cut] if step.kind is Kind.MARK}

    def image(self, folder: Path, cut: int, chance: random.Random | None) -> None:
        """Write the files as a cut before step `cut` may leave them.

        With a chance each write that was not flushed is kept, dropped or torn; without one the
        process was killed and the system went on: everything is there.
        """
        last_sync = {s.file: at for at, s in enumerate(self.steps[:cut]) if s.kind is Kind.SYNC}
        files: dict[str, bytearray] = {}
        for at, step in enumerate(self.steps[:cut]):
            is_safe = chance is None or at < last_sync.get(step.file, -1)
            _apply(files, step, None if is_safe else chance)
        folder.mkdir(parents=True)
        for name, content in files.items():
            place = folder / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(content)


def _apply(files: dict[str, bytearray], step: Step, chance: random.Random | None) -> None:
    if step.kind is Kind.DELETE:
        files.pop(step.file, None)
        return
    if step.kind not in (Kind.WRITE, Kind.TRUNCATE):
        return
    content = files.setdefault(step.file, bytearray())
    if step.kind is Kind.TRUNCATE:
        if chance is None or chance.random() < 0.5:
            _resize(content, step.number)
        return
    for start in range(0, len(step.data), SECTOR):
        if chance is not None and start % (8 * SECTOR) == 0:
            is_torn = chance.random() < 0.3
            is_kept = chance.random() < 0.5
        if chance is not None and not (chance.random() < 0.5 if is_torn else is_kept):
            continue
        offset = step.number + start
        _resize(content, max(len(content), offset))
        content[offset : offset + SECTOR] = step.data[start : start + SECTOR]


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


Hook = Callable[[Kind, str, int, bytes], None]
"""Is told of each call before it is made, and may raise instead."""


class _File(apsw.VFSFile):
    """An open file of SQLite's that tells a hook what is done with it."""

    def __init__(self, name: str, place: Any, flags: Any, hook: Hook) -> None:
        self._name = name
        self._hook = hook
        super().__init__(_SYSTEM, place, flags)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._hook(Kind.READ, self._name, offset, b"")
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 - SQLite's name
        self._hook(Kind.WRITE, self._name, offset, data)
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._hook(Kind.TRUNCATE, self._name, size, b"")
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._hook(Kind.SYNC, self._name, 0, b"")
        super().xSync(flags)


class _Vfs(apsw.VFS):
    """The system's own files, watched, for every connection that is opened meanwhile."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook
        super().__init__("watched", _SYSTEM, makedefault=True)

    def xOpen(self, name: Any, flags: Any) -> apsw.VFSFile:  # noqa: N802
        place = name.filename() if isinstance(name, apsw.URIFilename) else name
        return _File(Path(place or "temporary").name, name, flags, self._hook)

    def xDelete(self, name: str, sync: bool) -> None:  # noqa: N802
        self._hook(Kind.DELETE, Path(name).name, 0, b"")
        super().xDelete(name, sync)


@contextmanager
def watched(hook: Hook) -> Iterator[None]:
    """Tell a hook of everything that SQLite and the second copies do to their files."""
    vfs = _Vfs(hook)
    try:
        with pytest.MonkeyPatch.context() as system:
            _watch_copies(system, hook)
            _watch_reading(system, hook)
            yield
    finally:
        vfs.unregister()


_COPIES = {".journal": "journal", ".part": "backups"}
"""The files that are written past SQLite, by the end of their names, and their folders."""


def _watch_copies(system: pytest.MonkeyPatch, hook: Hook) -> None:
    names: dict[int, str] = {}
    sizes: dict[int, int] = defaultdict(int)
    real_open, real_write = os.open, os.write

    def opened(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        descriptor = real_open(path, flags, *rest, **more)
        names.pop(descriptor, None)
        folder = _COPIES.get(Path(path).suffix)
        if folder is not None:
            names[descriptor] = f"{folder}/{Path(path).name}"
            sizes[descriptor] = 0
        return descriptor

    def write(descriptor: int, data: bytes) -> int:
        if descriptor in names:
            hook(Kind.WRITE, names[descriptor], sizes[descriptor], bytes(data))
            sizes[descriptor] += len(data)
        return real_write(descriptor, data)

    def sync(descriptor: int, real: Callable[[int], None]) -> None:
        if descriptor in names:
            hook(Kind.SYNC, names[descriptor], 0, b"")
        real(descriptor)

    system.setattr(os, "fsync", partial(sync, real=os.fsync))
    system.setattr(os, "open", opened)
    system.setattr(os, "write", write)
    system.setattr(os, "fdatasync", partial(sync, real=os.fdatasync))


def _watch_reading(system: pytest.MonkeyPatch, hook: Hook) -> None:
    real = Path.read_bytes

    def read(path: Path) -> bytes:
        folder = _COPIES.get(path.suffix)
        if folder is not None:
            hook(Kind.READ, f"{folder}/{path.name}", 0, b"")
        return real(path)

    system.setattr(Path, "read_bytes", read)


@contextmanager
def recorded() -> Iterator[Recording]:
    """Record everything that SQLite and the journal do to their files."""
    recording = Recording()

    def note(kind: Kind, file: str, number: int, data: bytes) -> None:
        if kind is Kind.READ:
            return
        recording.steps.append(Step(kind, file, number, bytes(data)))

    with watched(note):
        yield recording


class FailingDisk:
    """Fails a run of calls of some kinds, counted from the moment that it is armed."""

    def __init__(self, *kinds: Kind) -> None:
        self._kinds = kinds
        self._from: int | None = None
        self._times = 0
        self.calls = 0
        self.failures = 0

    def arm(self, number: int, *, times: int) -> None:
        """Fail call `number` from now (the first is 1) and those that follow it."""
        self._from, self._times, self.calls = number, times, 0

    def hook(self, kind: Kind, file: str, _number: int, _data: bytes) -> None:
        if self._from is None or kind not in self._kinds:
            return
        self.calls += 1
        if self._from <= self.calls < self._from + self._times:
            self.failures += 1
            if "/" in file:
                raise OSError(5, "Input/output error (planted)")
            if kind is Kind.READ:
                raise apsw.exception_for(apsw.SQLITE_IOERR_READ)
            raise apsw.IOError("disk I/O error (planted)")
