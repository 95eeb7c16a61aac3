"""What is different in a bundle: the program's own libraries, and a start without a console."""

import sys
from collections.abc import Callable, MutableMapping
from pathlib import Path

_LIBRARY_PATH = "LD_LIBRARY_PATH"
_AS_IT_WAS = f"{_LIBRARY_PATH}_ORIG"
"""Where the bundle's starter puts what it found (PyInstaller's manual, "LD_LIBRARY_PATH")."""

_WINDOWED = {"python.exe": "pythonw.exe", "kitchen-app-console.exe": "kitchen-app.exe"}

_ERROR_SIGN = 0x10
"""MB_ICONERROR of Windows' MessageBoxW."""


def give_back_library_path(environment: MutableMapping[str, str]) -> None:
    """Let programs that we start find their own libraries, not those of our bundle.

    Nothing changes for ourselves: the system's loader read the path when this process began.
    """
    if not getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return
    before = environment.pop(_AS_IT_WAS, None)
    environment.pop(_LIBRARY_PATH, None)
    if before:
        environment[_LIBRARY_PATH] = before


def without_console(program: Path) -> Path:
    """Return the same program without a black window beside ours, where Windows has one."""
    silent = program.with_name(_WINDOWED.get(program.name.lower(), program.name))
    return silent if silent.exists() else program


def complain(text: str, show: Callable[[str], None] | None = None) -> None:
    """Say why the program ends: to the console or, started without one, in a box to click away."""
    if sys.stderr is None:
        (show or _box)(text)
    else:
        sys.stderr.write(f"kitchen-app: {text}\n")


def _box(text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "Kitchen App", _ERROR_SIGN)
