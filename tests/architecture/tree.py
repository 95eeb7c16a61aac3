"""The project's own files, for the checks of this folder."""

import ast
import subprocess
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
    """Return what is, or would be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    files = (ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name)
    return sorted(file for file in files if file.is_file())
