"""Files that must survive a power cut: for nobody else's eyes, flushed, replaced whole."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700

_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{6})-(\d{8}T\d{6}Z)\.\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A file whose name says in which order it was made and, for people, when (our clock, UTC).

    The number decides what is older: a clock that jumps must not age anything out.
    """

    number: int
    made_at: datetime
    path: Path


def numbered(folder: Path, suffix: str) -> list[Numbered]:
    """Return the numbered files of a folder, the oldest first; none if there is no folder."""
    found = [_parsed(path) for path in folder.glob(f"*{suffix}")] if folder.is_dir() else []
    return sorted((file for file in found if file), key=lambda file: file.number)


def name_for(number: int, moment: datetime, suffix: str) -> str:
    return f"{number:06d}-{stamp(moment)}{suffix}"


def stamp(moment: datetime) -> str:
    """Return a moment as it stands in the name of a file."""
    return moment.strftime(_TIME)


def make_folder(folder: Path) -> None:
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def flush(descriptor: int) -> None:
    """Make what was written to an open file survive a power cut.

    Raises:
        OSError: the disk did not take it; what is on it is not known.
    """
    getattr(os, "fdatasync", os.fsync)(descriptor)  # there is none on Windows and macOS


def _parsed(path: Path) -> Numbered | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    made_at = datetime.strptime(match[2], _TIME).replace(tzinfo=UTC)
    return Numbered(number=int(match[1]), made_at=made_at, path=path)
