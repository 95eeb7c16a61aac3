"""Starting at log-in, in each system's own words, and read back from where the system reads it."""

import plistlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kitchen_app.bootstrap.autostart import (
    AGENT,
    DESKTOP_FILE,
    LONGEST_RUN_COMMAND,
    NAME,
    RUN_KEY,
    AutostartError,
    DesktopEntry,
    LaunchAgent,
    RunKey,
    command_line,
    exec_line,
    log_in_start,
    system_autostart,
)
from kitchen_app.services.autostart import Autostart, NoStart, StartState

PLAIN = ("/opt/kitchen/kitchen-app", "run")
ODD = ("/opt/my kitchen/app", "run", "--data-dir", '/srv/a"b\\c $HOME `x` 100%')


class FakeRegistry:
    """Keeps values as winreg is documented to: keys must exist, rights are asked for."""

    HKEY_CURRENT_USER = 1
    KEY_READ = 2
    KEY_SET_VALUE = 4
    REG_SZ = 8

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, tuple[str, int]]] = {}
        self.is_barred = False

    @contextmanager
    def OpenKey(self, root: int, name: str, reserved: int, rights: int) -> Iterator[object]:  # noqa: N802 - winreg's name
        if self.is_barred:
            raise PermissionError(13, "Access is denied")
        if root != self.HKEY_CURRENT_USER or reserved or name not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        yield (name, rights)

    @contextmanager
    def CreateKeyEx(self, root: int, name: str, reserved: int, rights: int) -> Iterator[object]:  # noqa: N802 - winreg's name
        if not self.is_barred:
            self.keys.setdefault(name, {})
        with self.OpenKey(root, name, reserved, rights) as key:
            yield key

    def QueryValueEx(self, key: tuple[str, int], name: str) -> tuple[str, int]:  # noqa: N802 - winreg's name
        assert key[1] & self.KEY_READ
        if name not in self.keys[key[0]]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return self.keys[key[0]][name]

    def SetValueEx(self, key: tuple[str, int], name: str, zero: int, kind: int, value: str) -> None:  # noqa: N802 - winreg's name
        assert key[1] & self.KEY_SET_VALUE
        assert zero == 0
        self.keys[key[0]][name] = (value, kind)

    def DeleteValue(self, key: tuple[str, int], name: str) -> None:  # noqa: N802 - winreg's name
        assert key[1] & self.KEY_SET_VALUE
        if name not in self.keys[key[0]]:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        del self.keys[key[0]][name]


def linux(folder: Path) -> Autostart:
    return DesktopEntry(folder)


def mac(folder: Path) -> Autostart:
    return LaunchAgent(folder)


def windows(_folder: Path) -> Autostart:
    return RunKey(FakeRegistry())  # type: ignore[arg-type]  # methods where winreg has functions


@pytest.mark.parametrize("make", [linux, mac, windows])
@pytest.mark.parametrize("command", [PLAIN, ODD])
def test_it_is_switched_on_and_off_and_read_back(
    tmp_path: Path, make: Callable[[Path], Autostart], command: tuple[str, ...]
) -> None:
    system = make(tmp_path)
    assert system.state(command) is StartState.OFF
    system.turn_off()
    system.turn_on(command)
    assert system.state(command) is StartState.ON
    assert system.state((*command, "--demo")) is StartState.OTHER
    system.turn_on((*command, "--demo"))
    assert system.state(command) is StartState.OTHER
    system.turn_off()
    assert system.state(command) is StartState.OFF


def unescaped(line: str) -> list[str]:
    """Read an Exec value as its specification says: as text, as a shell quotes, then the codes."""
    text = line.replace("\\\\", "\\")
    shell = subprocess.run(
        ["sh", "-c", f"printf '%s\\0' {text}"], capture_output=True, text=True, check=True
    )
    return [each.replace("%%", "%") for each in shell.stdout.split("\0")[:-1]]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell to ask")
@pytest.mark.parametrize("command", [PLAIN, ODD, ("a b", "", "it's", "ü")])
def test_a_desktop_reads_back_the_very_arguments(command: tuple[str, ...]) -> None:
    assert unescaped(exec_line(command)) == list(command)


def test_linux_has_a_whole_desktop_entry(tmp_path: Path) -> None:
    DesktopEntry(tmp_path).turn_on(PLAIN)
    (file,) = (tmp_path / "autostart").iterdir()
    assert file.name == DESKTOP_FILE
    lines = file.read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert {"Type=Application", f"Name={NAME}", "Exec=/opt/kitchen/kitchen-app run"} <= set(lines)


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_a_person_switched_off_on_the_desktop_is_off(tmp_path: Path, line: str) -> None:
    system = DesktopEntry(tmp_path)
    system.turn_on(PLAIN)
    file = tmp_path / "autostart" / DESKTOP_FILE
    file.write_text(file.read_text("utf-8") + f"{line}\n", "utf-8")
    assert system.state(PLAIN) is StartState.OFF
    system.turn_on(PLAIN)
    assert system.state(PLAIN) is StartState.ON


def test_macos_has_an_agent_that_runs_at_load(tmp_path: Path) -> None:
    LaunchAgent(tmp_path).turn_on(ODD)
    file = tmp_path / "Library" / "LaunchAgents" / f"{AGENT}.plist"
    assert plistlib.loads(file.read_bytes()) == {
        "Label": AGENT,
        "ProgramArguments": list(ODD),
        "RunAtLoad": True,
    }
    file.write_bytes(b"not a list")
    assert LaunchAgent(tmp_path).state(ODD) is StartState.OTHER


def test_windows_has_one_quoted_line_of_its_own(tmp_path: Path) -> None:
    registry = FakeRegistry()
    registry.keys[RUN_KEY] = {"Somebody else": ("theirs.exe", registry.REG_SZ)}
    system = RunKey(registry)  # type: ignore[arg-type]  # methods where winreg has functions
    system.turn_on(("C:\\Kitchen App\\kitchen.exe", "run"))
    line = '"C:\\Kitchen App\\kitchen.exe" run'
    assert registry.keys[RUN_KEY][NAME] == (line, registry.REG_SZ)
    system.turn_off()
    assert registry.keys[RUN_KEY] == {"Somebody else": ("theirs.exe", registry.REG_SZ)}


def test_windows_would_cut_a_long_line_and_bars_some_users() -> None:
    registry = FakeRegistry()
    system = RunKey(registry)  # type: ignore[arg-type]  # methods where winreg has functions
    with pytest.raises(AutostartError, match="260"):
        system.turn_on(("x" * (LONGEST_RUN_COMMAND + 1),))
    assert registry.keys == {}
    registry.is_barred = True
    for ask in (lambda: system.turn_on(PLAIN), system.turn_off, lambda: system.state(PLAIN)):
        with pytest.raises(AutostartError, match="Access is denied"):
            ask()


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file", "utf-8")
    with pytest.raises(AutostartError, match="by hand"):
        DesktopEntry(tmp_path).turn_on(PLAIN)


def test_each_system_has_its_way(tmp_path: Path) -> None:
    system_autostart("linux", {"XDG_CONFIG_HOME": str(tmp_path)}).turn_on(PLAIN)
    assert (tmp_path / "autostart" / DESKTOP_FILE).exists()
    assert isinstance(system_autostart("linux", {"XDG_CONFIG_HOME": "relative"}), DesktopEntry)
    assert isinstance(system_autostart("darwin", {}), LaunchAgent)
    with pytest.raises(AutostartError):
        system_autostart("plan9", {})


def test_the_command_is_this_very_program(tmp_path: Path) -> None:
    assert command_line(None) == (sys.executable, "-m", "kitchen_app", "run")
    assert command_line(tmp_path)[-2:] == ("--data-dir", str(tmp_path))


async def test_the_settings_explain_a_system_that_is_not_known(tmp_path: Path) -> None:
    assert await log_in_start(tmp_path, "plan9").state() is NoStart.IMPOSSIBLE
