"""The one entry point for developers and CI: ``python3 packaging/dev.py VERB``.

    setup             make .venv and install the locked packages (and Qt's libraries on Debian)
    demo [ARGS]       setup, then start the program against the built-in sandbox
    test [ARGS]       setup, check, then pytest; --long runs the slow tests too
    check             ruff, ruff format, mypy and the import contracts
    lock [ARGS]       make the lock files anew; --upgrade moves the pins
    build [ARGS]      setup, then a folder that runs without Python: dist/kitchen-app

Only the standard library is used: this runs before anything is installed. It is kept readable for
Python 3.7 so that an old interpreter gets a sentence and not a syntax error.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"
RUN_LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST, TOO_NEW = (3, 11), (3, 14)  # qasync does not run on 3.14

# What Qt's wheels need of a bare Debian, found with ldd. A name with a bar may go by either: the
# 64-bit time transition renamed some libraries, and the old name still installs the new one.
OFFSCREEN = (
    "libglib2.0-0|libglib2.0-0t64",
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libxkbcommon0",
)
WINDOWS = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
SOUND = ("libpulse0", "libxrandr2")


class CurableError(Exception):
    """Something that the person at the keyboard can cure; the text says how."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code


# --- what is asked for ---------------------------------------------------------------------------


def version_complaint(version: Sequence[int]) -> str | None:
    """Return what is wrong with this Python, or None."""
    if OLDEST <= tuple(version[:2]) < TOO_NEW:
        return None
    shown = ".".join(str(part) for part in version[:3])
    return (
        f"Kitchen App needs Python 3.11, 3.12 or 3.13 and this is {shown}: "
        "start it with one of these, as in: python3.12 packaging/dev.py setup"
    )


def display_complaint(
    arguments: Sequence[str], environment: Mapping[str, str], platform: str
) -> str | None:
    """Return why the demo cannot open a window here, or None.

    Qt itself would abort with a core dump and a text about plug-ins.
    """
    if not platform.startswith("linux") or "--offscreen" in arguments:
        return None
    if any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")):
        return None
    command = " ".join(["python3 packaging/dev.py demo", *arguments, "--offscreen"])
    return (
        f"There is no display here to open a window on. Without a window it runs with:\n  {command}"
    )


WORKERS = 1 + (os.cpu_count() or 1)
"""One more than there are cores: many tests wait for a moment."""


def pytest_runs(arguments: Sequence[str]) -> list[list[str]]:
    """Return the arguments of pytest, run after run.

    The tests run side by side, and those that measure time by themselves afterwards. Whoever
    chooses tests gets one run of these. ``--long`` leaves no mark out.
    """
    passed = [argument for argument in arguments if argument != "--long"]
    is_long = "--long" in arguments
    if passed:
        return [[*passed, "-m", ""] if is_long else passed]
    short = "" if is_long else " and not long"
    measuring = "(alone or bench)" if is_long else "alone and not bench"
    return [
        ["-n", str(WORKERS), "-m", f"not alone and not bench{short}"],
        ["-m", f"{measuring}{short}"],
    ]


def child_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for child processes.

    Without byte code every start would compile the whole program. A constraints file has nothing
    to say where each package is pinned by hash, and ``--user`` cannot work inside .venv.
    """
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PIP_CONSTRAINT", "PIP_USER"}
    kept = {name: value for name, value in environment.items() if name not in dropped}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}


# --- running things ------------------------------------------------------------------------------


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Print one line: what is being done and, once it is, how long it took."""
    print(f"{what:<44}", end=" ", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:6.1f} s", flush=True)


def without_addresses(text: str) -> str:
    """Take web addresses out of a tool's words: package sources may be private."""
    return re.sub(r"\b[a-z+]+://[^\s'\"),]+", "(address)", text)


def quietly(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command to its end and keep its output for the case that it fails."""
    return subprocess.run(
        list(command),
        cwd=ROOT,
        env=child_environment(os.environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def required(command: Sequence[str], cure: str) -> None:
    """Run a command quietly; if it fails, show the end of its output and the cure."""
    done = quietly(command)
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise CurableError(f"{without_addresses(tail)}\n{cure}")


def in_front(command: Sequence[str], cwd: Path | None = None, **extra_environment: str) -> int:
    """Run a command that owns the terminal and return its exit code, as a shell counts it.

    Ctrl-C reaches the child by itself; this process waits, because the child saves its state.
    """
    child = subprocess.Popen(
        list(command),
        cwd=cwd,
        env={**child_environment(os.environ), **extra_environment},
        stdin=None if sys.stdin is not None and sys.stdin.isatty() else subprocess.DEVNULL,
    )
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


# --- libraries of the system ---------------------------------------------------------------------


def missing_packages(wanted: Iterable[str], installed: Iterable[str]) -> list[str]:
    """Return the first name of each wanted package that is there under none of its names."""
    present = set(installed)
    return [names.split("|")[0] for names in wanted if present.isdisjoint(names.split("|"))]


def installed_packages(names: Iterable[str]) -> list[str]:
    """Ask dpkg, once, which of these are completely installed."""
    form = "${db:Status-Abbrev}\t${Package}\n"
    asked = quietly(["dpkg-query", "-W", "-f", form, *names])
    rows = (line.split("\t") for line in asked.stdout.splitlines() if line.startswith("ii"))
    return [row[1] for row in rows if len(row) > 1]


def system_packages() -> list[str]:
    wanted = [*OFFSCREEN, *WINDOWS, *SOUND]
    missing = missing_packages(
        wanted, installed_packages(name for names in wanted for name in names.split("|"))
    )
    if importlib.util.find_spec("ensurepip") is None and sys.base_prefix == "/usr":
        missing.append(f"python3.{sys.version_info[1]}-venv")  # Debian ships venv apart
    return missing


def apt_prefix() -> list[str] | None:
    """Return what to put before apt-get, or None if we may not install."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    if os.geteuid() == 0:
        return quiet
    if shutil.which("sudo") and quietly(["sudo", "-n", "true"]).returncode == 0:
        return ["sudo", "-n", *quiet]
    return None


def ensure_system() -> None:
    """Install the libraries that Qt lacks here, on systems with apt only."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    missing = system_packages()
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    cure = f"Run this, then start again:\n  sudo {' '.join(line)}"
    prefix = apt_prefix()
    if prefix is None:
        raise CurableError(f"System packages are missing and need root to install. {cure}")
    with step(f"system packages ({len(missing)} missing)"):
        lists_are_there = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
        if lists_are_there and quietly([*prefix, *line]).returncode == 0:
            return
        required([*prefix, "apt-get", "update"], cure)
        required([*prefix, *line], cure)


# --- the virtual environment ---------------------------------------------------------------------


def in_venv(name: str) -> str:
    """Return the path of a program inside .venv."""
    return str(VENV / "Scripts" / f"{name}.exe" if os.name == "nt" else VENV / "bin" / name)


def stamp(lock: bytes, pyproject: str, version: Sequence[int]) -> str:
    """Name everything that the contents of .venv depend on."""
    import tomllib  # new in 3.11, and the version is checked before

    project = json.dumps(tomllib.loads(pyproject)["project"], sort_keys=True)
    parts = (lock, project.encode(), ".".join(map(str, version[:2])).encode())
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def current_stamp() -> str:
    try:
        pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
        return stamp(DEV_LOCK.read_bytes(), pyproject, sys.version_info[:2])
    except FileNotFoundError as err:
        raise CurableError(f"{err.filename} is missing: the source tree is not complete.") from err


def note_file() -> Path:
    return VENV / "setup.json"


def read_note() -> dict[str, Any]:
    """Return what the last setup wrote down; nothing for a .venv that somebody made by hand."""
    try:
        note = json.loads(note_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def write_note(state: str, stamped: str) -> None:
    note = {"state": state, "path": str(VENV), "stamp": stamped}
    note_file().write_text(json.dumps(note), encoding="utf-8")


def why_remake(note: Mapping[str, Any]) -> str | None:
    """Return why the present .venv cannot be built upon, or None if it can."""
    if note.get("state") == "running":
        return "the last setup was interrupted"
    if note.get("path", str(VENV)) != str(VENV):
        return "it was made in another folder"
    python = in_venv("python")
    if not Path(python).exists():
        return "it has no Python"
    asked = quietly([python, "-c", "import pip, sys; print(*sys.version_info[:2])"])
    if asked.returncode:
        return "its Python does not start"
    if asked.stdout.split() != [str(part) for part in sys.version_info[:2]]:
        return "it belongs to another Python"
    return None


def remove_venv(reason: str) -> None:
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise CurableError(
            f".venv must be made again ({reason}): start this with the system's Python, "
            "not with the one inside .venv."
        )
    with step(f"removing .venv: {reason}"):
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        else:
            shutil.rmtree(VENV)


def make_venv(stamped: str) -> None:
    """Make an empty .venv; the note goes in first, so that an interruption is seen next time."""
    VENV.mkdir()
    write_note("running", stamped)
    with step(f"making .venv with Python {sys.version.split()[0]}"):
        required(
            [sys.executable, "-m", "venv", str(VENV)],
            "Python's venv module is not complete. On Debian and Ubuntu this cures it:\n"
            f"  sudo apt-get install -y python3.{sys.version_info[1]}-venv",
        )


def ensure_venv() -> None:
    """Bring .venv to what the lock file says; costs no process when it already is."""
    stamped = current_stamp()
    note = read_note()
    ready = {"state": "ready", "path": str(VENV), "stamp": stamped}
    if note == ready and Path(in_venv("python")).exists():
        return
    if VENV.exists() or VENV.is_symlink():
        reason = why_remake(note)
        if reason:
            remove_venv(reason)
    if not VENV.exists():
        make_venv(stamped)
    write_note("running", stamped)
    pip = [in_venv("python"), "-m", "pip", "install", "-q"]
    cure = "The packages were not installed. Check the network and the package source, then retry."
    with step("installing the locked packages"):
        required([*pip, "--require-hashes", "-r", str(DEV_LOCK)], cure)
    with step("installing Kitchen App, editable"):
        required([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], cure)
    write_note("ready", stamped)


# --- the verbs -----------------------------------------------------------------------------------


def setup() -> int:
    ensure_system()
    ensure_venv()
    return 0


def demo(arguments: Sequence[str]) -> int:
    complaint = display_complaint(arguments, os.environ, sys.platform)
    if complaint:
        raise CurableError(complaint, 2)
    setup()
    return in_front([in_venv("python"), "-m", "kitchen_app", "run", "--demo", *arguments])


def check() -> int:
    """Run every static check, also after one has failed: one round shows all there is to mend."""
    ensure_venv()
    python = in_venv("python")
    checks: dict[str, list[str]] = {
        "ruff check": [python, "-m", "ruff", "check", "-q", "."],
        "ruff format --check": [python, "-m", "ruff", "format", "--check", "-q", "."],
        "mypy": [python, "-m", "mypy"],
        "lint-imports": [in_venv("lint-imports")],
    }
    failed = [name for name, command in checks.items() if not passes(name, command)]
    if failed:
        print(f"Not in order: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: Sequence[str]) -> bool:
    try:
        with step(name):
            required(command, "")
    except CurableError as trouble:
        print(str(trouble).rstrip(), file=sys.stderr, flush=True)
        return False
    return True


def test(arguments: Sequence[str]) -> int:
    """Run the checks and then the tests, whatever the checks said; the worse result counts."""
    setup()
    checked = check()
    pytest = [in_venv("python"), "-m", "pytest"]
    seed = str(secrets.randbelow(2**32))  # sets are in one order in all that run side by side
    results = [
        in_front([*pytest, *each], cwd=ROOT, QT_QPA_PLATFORM="offscreen", PYTHONHASHSEED=seed)
        for each in pytest_runs(arguments)
    ]
    tested = max(results)
    if checked and not tested:
        print("The tests pass, but the checks above do not.", file=sys.stderr)
    return tested or checked


def lock(arguments: Sequence[str]) -> int:
    """Make both lock files anew, for every supported system at once."""
    uv = shutil.which("uv")
    if not uv:
        raise CurableError("uv is not installed. Get it with: python3 -m pip install uv")
    compile_command = [
        uv,
        "pip",
        "compile",
        "-q",
        "--universal",
        "--generate-hashes",
        "--no-header",
    ]
    compile_command += ["--python-version", "3.11", *arguments, "pyproject.toml"]
    for target, group in ((RUN_LOCK, []), (DEV_LOCK, ["--group", "dev"])):
        with step(f"locking {target.name}"):
            output = ["-o", str(target.relative_to(ROOT))]
            required([*compile_command, *group, *output], "The lock files were not made.")
            if "://" in target.read_text(encoding="utf-8"):
                raise CurableError(f"{target.name} names a web address: it must not be committed.")
    return 0


def build(arguments: Sequence[str]) -> int:
    setup()
    return in_front([in_venv("python"), str(ROOT / "packaging" / "build.py"), *arguments])


def run(arguments: Sequence[str]) -> int:
    takes_more = {"demo": demo, "test": test, "lock": lock, "build": build}
    alone = {"setup": setup, "check": check}
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb in takes_more:
        return takes_more[verb](rest)
    if verb in alone and not rest:
        return alone[verb]()
    print((__doc__ or "").strip(), file=sys.stdout if verb in {"-h", "--help"} else sys.stderr)
    return 0 if verb in {"-h", "--help"} else 2


def main(arguments: Sequence[str]) -> int:
    complaint = version_complaint(sys.version_info[:3])
    try:
        if complaint:
            raise CurableError(complaint)
        return run(arguments)
    except CurableError as trouble:
        print(trouble, file=sys.stderr)
        return trouble.code
    except KeyboardInterrupt:
        print("Stopped. Starting it again mends what is half done.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
