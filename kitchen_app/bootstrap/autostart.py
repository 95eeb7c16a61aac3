"""Starting at log-in: a desktop entry on Linux, a launch agent on macOS, the Run key on Windows.

Each for this user only, as each system documents it: the Desktop Application Autostart and Desktop
Entry specifications, launchd.plist(5), Microsoft's "Run and RunOnce Registry Keys".
"""

import importlib
import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, cast
from xml.parsers.expat import ExpatError

from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap.frozen import without_console
from kitchen_app.services.autostart import Autostart, LogInStart, NoStart, StartState

NAME = "Kitchen App"
DESKTOP_FILE = "kitchen-app.desktop"
AGENT = "kitchen-app.login"

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
LONGEST_RUN_COMMAND = 260
"""Characters of a command line under the Run key."""

_PLAIN_ARGUMENT = re.compile(r"[A-Za-z0-9/._=+:@,-]+")
_ESCAPED = re.compile(r'(["`$\\])')


class AutostartError(KnownError):
    """The system does not take the entry; the text says what to do instead."""


class DesktopEntry:
    """Linux: a file under the user's `autostart` folder."""

    def __init__(self, config_dir: Path) -> None:
        self._file = config_dir / "autostart" / DESKTOP_FILE

    def state(self, command: Sequence[str]) -> StartState:
        with _told(self._file):
            if not self._file.exists():
                return StartState.OFF
            lines = self._file.read_text("utf-8", "replace").splitlines()
        entries = dict(line.split("=", 1) for line in lines if "=" in line)
        is_off = entries.get("Hidden", "").strip().lower() == "true"
        is_off |= entries.get("X-GNOME-Autostart-enabled", "").strip().lower() == "false"
        if is_off:
            return StartState.OFF
        return _compared(entries.get("Exec", "").strip() == exec_line(command))

    def turn_on(self, command: Sequence[str]) -> None:
        lines = ("[Desktop Entry]", "Type=Application", f"Name={NAME}")
        text = "\n".join((*lines, f"Exec={exec_line(command)}", "Terminal=false", ""))
        with _told(self._file):
            _replace(self._file, text.encode("utf-8"))

    def turn_off(self) -> None:
        with _told(self._file):
            self._file.unlink(missing_ok=True)


class LaunchAgent:
    """macOS: a property list under the user's `Library/LaunchAgents`."""

    def __init__(self, home: Path) -> None:
        self._file = home / "Library" / "LaunchAgents" / f"{AGENT}.plist"

    def state(self, command: Sequence[str]) -> StartState:
        with _told(self._file):
            if not self._file.exists():
                return StartState.OFF
            raw = self._file.read_bytes()
        try:
            entry = plistlib.loads(raw)
        except (ValueError, ExpatError, plistlib.InvalidFileException):
            return StartState.OTHER
        if not isinstance(entry, dict) or entry.get("Disabled") or not entry.get("RunAtLoad"):
            return StartState.OFF
        return _compared(entry.get("ProgramArguments") == list(command))

    def turn_on(self, command: Sequence[str]) -> None:
        entry = {"Label": AGENT, "ProgramArguments": list(command), "RunAtLoad": True}
        with _told(self._file):
            _replace(self._file, plistlib.dumps(entry))

    def turn_off(self) -> None:
        with _told(self._file):
            self._file.unlink(missing_ok=True)


class Registry(Protocol):
    """The part of the standard library's `winreg` that is needed."""

    HKEY_CURRENT_USER: int
    KEY_READ: int
    KEY_SET_VALUE: int
    REG_SZ: int
    CreateKeyEx: Callable[..., AbstractContextManager[Any]]
    OpenKey: Callable[..., AbstractContextManager[Any]]
    QueryValueEx: Callable[[Any, str], tuple[Any, int]]
    SetValueEx: Callable[[Any, str, int, int, str], None]
    DeleteValue: Callable[[Any, str], None]


class RunKey:
    """Windows: a value under this user's Run key. Written by its documentation, not tried there."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def state(self, command: Sequence[str]) -> StartState:
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, RUN_KEY, 0, reg.KEY_READ) as key:
                value, _ = reg.QueryValueEx(key, NAME)
        except FileNotFoundError:
            return StartState.OFF
        except OSError as error:
            raise AutostartError(_refusal("registry", error)) from error
        return _compared(value == subprocess.list2cmdline(command))

    def turn_on(self, command: Sequence[str]) -> None:
        line = subprocess.list2cmdline(command)
        if len(line) > LONGEST_RUN_COMMAND:
            raise AutostartError(
                f"Windows starts no command of more than {LONGEST_RUN_COMMAND} characters at "
                "log-in: install the program, or keep its data, in a folder with a shorter path."
            )
        reg = self._registry
        try:
            with reg.CreateKeyEx(reg.HKEY_CURRENT_USER, RUN_KEY, 0, reg.KEY_SET_VALUE) as key:
                reg.SetValueEx(key, NAME, 0, reg.REG_SZ, line)
        except OSError as error:
            raise AutostartError(_refusal("registry", error)) from error

    def turn_off(self) -> None:
        reg = self._registry
        try:
            with reg.OpenKey(reg.HKEY_CURRENT_USER, RUN_KEY, 0, reg.KEY_SET_VALUE) as key:
                reg.DeleteValue(key, NAME)
        except FileNotFoundError:
            return
        except OSError as error:
            raise AutostartError(_refusal("registry", error)) from error


def system_autostart(
    platform: str = sys.platform, environment: Mapping[str, str] = os.environ
) -> Autostart:
    """Return this system's way.

    Raises:
        AutostartError: none is known for it.
    """
    if platform == "win32":
        return RunKey(cast("Registry", importlib.import_module("winreg")))
    if platform == "darwin":
        return LaunchAgent(Path.home())
    if platform.startswith("linux"):
        configured = environment.get("XDG_CONFIG_HOME", "")
        is_usable = Path(configured).is_absolute()  # the specification ignores a relative one
        return DesktopEntry(Path(configured) if is_usable else Path.home() / ".config")
    raise AutostartError("How this system starts a program at log-in is not known here.")


def log_in_start(data_dir: Path | None, platform: str = sys.platform) -> LogInStart:
    """Return what the settings change of this system's list, for a program with this folder."""
    try:
        return LogInStart(system_autostart(platform), command_line(data_dir))
    except AutostartError:
        return LogInStart(NoStart.IMPOSSIBLE)


def command_line(data_dir: Path | None) -> tuple[str, ...]:
    """Return what starts this very program with its window, and with its folder if one is given."""
    folder = ("--data-dir", str(data_dir.absolute())) if data_dir else ()
    program = str(without_console(Path(sys.executable)))
    if getattr(sys, "frozen", False):
        return (program, "run", *folder)
    return (program, "-m", "kitchen_app", "run", *folder)


def exec_line(command: Sequence[str]) -> str:
    """Return the value of a desktop entry's Exec: quoted, then escaped as any text of the file."""
    return " ".join(map(_quoted, command)).replace("%", "%%")


def _quoted(argument: str) -> str:
    if _PLAIN_ARGUMENT.fullmatch(argument):
        return argument
    quoted = _ESCAPED.sub(r"\\\1", argument)
    return '"' + quoted.replace("\\", "\\\\") + '"'


def _compared(is_same: bool) -> StartState:
    return StartState.ON if is_same else StartState.OTHER


def _replace(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(content)
    draft.replace(file)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AutostartError(_refusal(str(file), error)) from error


def _refusal(place: str, error: OSError) -> str:
    return f"{place} cannot be read or changed ({error.strerror}): start the program by hand."
