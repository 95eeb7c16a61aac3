"""The project's own files, for the checks of this folder."""

import ast
import os
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "kitchen_app"
TESTS = ROOT / "tests"


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text("utf-8"), str(module))


def name_of(file: Path) -> str:
    """Return a path as people write it: from the root, with forward slashes."""
    return file.relative_to(ROOT).as_posix()


def tracked_files() -> list[Path]:
    """Return what is, or would be, under version control.

    Read from .gitignore, whose lines are plain names: a new machine has Python, but perhaps no git.
    """
    lines = (ROOT / ".gitignore").read_text("utf-8").split()
    ignored = [".git", *(line.rstrip("/") for line in lines)]

    def is_ours(name: str) -> bool:
        return not any(fnmatch(name, pattern) for pattern in ignored)

    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = filter(is_ours, folders)
        found += [Path(folder, name) for name in files if is_ours(name)]
    return sorted(found)
