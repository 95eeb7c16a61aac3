"""What the program imports of others, read off its lines: parsing them all takes seconds."""

import re
import sys
from collections.abc import Iterator
from functools import cache

from tests.architecture.tree import modules

_IMPORT = re.compile(
    r"^( *)(?:from ([\w.]+) import ([\w, ]+)|import ([\w.]+)(?: *#.*)?$)", re.MULTILINE
)


def imported_modules() -> set[str]:
    """Return every module of others that is imported anywhere, as it is written there."""
    return {name for _, name in _imports()}


def late_packages() -> set[str]:
    """Return the libraries that are imported inside functions only."""
    early = {name.split(".")[0] for is_late, name in _imports() if not is_late}
    late = {name.split(".")[0] for is_late, name in _imports() if is_late}
    return late - early - sys.stdlib_module_names


@cache
def _imports() -> tuple[tuple[bool, str], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[bool, str]]:
    for file in modules():
        for indent, source, names, alone in _IMPORT.findall(file.read_text("utf-8")):
            if (source or alone).split(".")[0] == "kitchen_app":
                continue
            inside = [f"PySide6.{name.strip()}" for name in names.split(",")]
            for name in inside if source == "PySide6" else [source or alone]:
                yield bool(indent), name
