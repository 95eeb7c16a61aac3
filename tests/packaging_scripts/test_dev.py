"""The entry point: what it decides, and what it does to a tree where nothing is installed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

NO_DISPLAY = {"HOME": "/home/cook"}
PYPROJECT = '[project]\nname = "a"\n[tool.ruff]\nline-length = 100\n'


@pytest.fixture(scope="module")
def dev(load_script: Callable[[Path], ModuleType], root: Path) -> ModuleType:
    return load_script(root / "packaging" / "dev.py")


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A source tree with just what setup reads."""
    folder = tmp_path / "packaging"
    folder.mkdir()
    for name in ("dev.py", "requirements-dev.lock"):
        shutil.copy(root / "packaging" / name, folder / name)
    shutil.copy(root / "pyproject.toml", tmp_path)
    return tmp_path


def _start(tree: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, str(tree / "packaging" / "dev.py"), *arguments],
        env={**kept, "PATH": os.devnull, **environment},  # without apt-get: nothing to install
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def dev_of_tree(load_script: Callable[[Path], ModuleType], tree: Path) -> ModuleType:
    """The same script, but standing in the bare tree: it works where its file is."""
    return load_script(tree / "packaging" / "dev.py")


# --- versions, displays, arguments ---------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 13, 0)])
def test_supported_pythons_are_taken(dev: ModuleType, version: tuple[int, ...]) -> None:
    assert dev.version_complaint(version) is None


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 14, 0), (2, 7, 18)])
def test_other_pythons_get_one_sentence(dev: ModuleType, version: tuple[int, ...]) -> None:
    complaint = dev.version_complaint(version)
    assert ".".join(map(str, version)) in complaint
    assert "3.11, 3.12 or 3.13" in complaint
    assert "\n" not in complaint


def test_no_display_offers_the_same_command_offscreen(dev: ModuleType) -> None:
    complaint = dev.display_complaint(["--locale", "ar"], NO_DISPLAY, "linux")
    assert "python3 packaging/dev.py demo --locale ar --offscreen" in complaint


@pytest.mark.parametrize(
    ("arguments", "environment", "platform"),
    [
        (["--offscreen"], NO_DISPLAY, "linux"),
        ([], {"DISPLAY": ":0"}, "linux"),
        ([], {"WAYLAND_DISPLAY": "wayland-0"}, "linux"),
        ([], {"QT_QPA_PLATFORM": "vnc"}, "linux"),
        ([], NO_DISPLAY, "win32"),
        ([], NO_DISPLAY, "darwin"),
    ],
)
def test_demo_may_start(
    dev: ModuleType, arguments: list[str], environment: dict[str, str], platform: str
) -> None:
    assert dev.display_complaint(arguments, environment, platform) is None


def test_an_empty_display_is_none(dev: ModuleType) -> None:
    assert dev.display_complaint([], {"DISPLAY": ""}, "linux")


def test_long_means_that_no_mark_is_left_out(dev: ModuleType) -> None:
    assert dev.pytest_runs(["-k", "order", "--long"]) == [["-k", "order", "-m", ""]]
    assert dev.pytest_runs(["-x", "tests/ui"]) == [["-x", "tests/ui"]]


@pytest.mark.parametrize("arguments", [[], ["--long"]])
def test_all_tests_are_in_one_run_or_the_other(dev: ModuleType, arguments: list[str]) -> None:
    side_by_side, alone = dev.pytest_runs(arguments)
    assert side_by_side[:2] == ["-n", str(dev.WORKERS)]
    is_long = bool(arguments)

    def runs(options: list[str], marks: set[str]) -> bool:
        names = {name: name in marks for name in ("alone", "bench", "long")}
        return bool(eval(options[-1], {}, names))  # noqa: S307 - pytest's expressions are Python's

    for marks in (set(), {"alone"}, {"bench"}, {"long"}, {"alone", "long"}):
        wanted = is_long or not marks & {"bench", "long"}
        assert runs(side_by_side, marks) + runs(alone, marks) == wanted, marks


def test_children_write_byte_code_and_heed_no_constraints(dev: ModuleType) -> None:
    given = {"PYTHONDONTWRITEBYTECODE": "1", "PIP_CONSTRAINT": "c.txt", "LANG": "ar_AE.UTF-8"}
    made = dev.child_environment(given)
    assert "PYTHONDONTWRITEBYTECODE" not in made
    assert "PIP_CONSTRAINT" not in made
    assert made["LANG"] == "ar_AE.UTF-8"


def test_addresses_are_taken_out_of_a_tools_words(dev: ModuleType) -> None:
    told = dev.without_addresses("Looking in indexes: https://user:pw@a.example/simple, x")
    assert told == "Looking in indexes: (address), x"


# --- system packages -----------------------------------------------------------------------------


def test_missing_packages_are_named_in_order(dev: ModuleType) -> None:
    assert dev.missing_packages(["libegl1", "libgl1", "libpulse0"], ["libgl1"]) == [
        "libegl1",
        "libpulse0",
    ]


@pytest.mark.parametrize("installed", ["libglib2.0-0", "libglib2.0-0t64"])
def test_either_name_of_a_renamed_library_will_do(dev: ModuleType, installed: str) -> None:
    assert dev.missing_packages(dev.OFFSCREEN[:1], [installed]) == []


def test_a_missing_library_is_asked_for_by_its_first_name(dev: ModuleType) -> None:
    assert dev.missing_packages(dev.OFFSCREEN[:1], []) == ["libglib2.0-0"]


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="dpkg is on Debian-like systems only")
def test_dpkg_tells_installed_from_unknown(dev: ModuleType) -> None:
    assert dev.installed_packages(["dpkg", "no-such-package-at-all"]) == ["dpkg"]


# --- the stamp and the note ----------------------------------------------------------------------


def test_stamp_follows_lock_project_and_python(dev: ModuleType) -> None:
    first = dev.stamp(b"a==1", PYPROJECT, (3, 11))
    assert first != dev.stamp(b"a==2", PYPROJECT, (3, 11))
    assert first != dev.stamp(b"a==1", PYPROJECT.replace('"a"', '"b"'), (3, 11))
    assert first != dev.stamp(b"a==1", PYPROJECT, (3, 12))


def test_stamp_does_not_follow_tool_settings_or_patch_releases(dev: ModuleType) -> None:
    first = dev.stamp(b"a==1", PYPROJECT, (3, 11, 2))
    assert first == dev.stamp(b"a==1", PYPROJECT.replace("100", "90"), (3, 11, 9))


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ({"state": "running"}, "the last setup was interrupted"),
        ({"state": "ready", "path": "/elsewhere/.venv"}, "it was made in another folder"),
        ({}, "it has no Python"),
    ],
)
def test_what_cannot_be_built_upon_is_made_again(
    dev_of_tree: ModuleType, note: dict[str, Any], reason: str
) -> None:
    assert dev_of_tree.why_remake(note) == reason


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_damaged_note_is_no_note(dev_of_tree: ModuleType, tree: Path, text: str) -> None:
    (tree / ".venv").mkdir()
    dev_of_tree.note_file().write_text(text, encoding="utf-8")
    assert dev_of_tree.read_note() == {}


def test_both_lock_files_name_no_address(root: Path) -> None:
    for path in (root / "packaging").glob("*.lock"):
        assert "://" not in path.read_text(encoding="utf-8")


# --- started for real ----------------------------------------------------------------------------


def test_without_a_verb_it_says_what_there_is(tree: Path) -> None:
    answer = _start(tree)
    assert answer.returncode == 2
    assert all(
        verb in answer.stderr for verb in ("setup", "demo", "test", "check", "lock", "build")
    )


def test_help_is_no_error(tree: Path) -> None:
    answer = _start(tree, "--help")
    assert answer.returncode == 0
    assert "demo" in answer.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a display")
def test_demo_without_a_display_touches_nothing(tree: Path) -> None:
    answer = _start(tree, "demo")
    assert answer.returncode == 2
    assert "demo --offscreen" in answer.stderr
    assert not (tree / ".venv").exists()


def test_lock_without_uv_says_how_to_get_it(tree: Path) -> None:
    answer = _start(tree, "lock")
    assert answer.returncode == 1
    assert "pip install uv" in answer.stderr


def test_an_incomplete_tree_is_told_in_words(tree: Path) -> None:
    (tree / "packaging" / "requirements-dev.lock").unlink()
    answer = _start(tree, "setup")
    assert answer.returncode == 1
    assert "requirements-dev.lock is missing" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_ready_venv_starts_no_process(dev_of_tree: ModuleType, tree: Path) -> None:
    python = Path(dev_of_tree.in_venv("python"))
    python.parent.mkdir(parents=True)
    python.touch()  # cannot be run: a start of it would fail
    dev_of_tree.write_note("ready", dev_of_tree.current_stamp())
    before = dev_of_tree.note_file().stat().st_mtime_ns
    answer = _start(tree, "setup")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert dev_of_tree.note_file().stat().st_mtime_ns == before


def test_a_half_made_venv_is_removed_before_anything_else(tree: Path) -> None:
    venv = tree / ".venv"
    venv.mkdir()
    (venv / "left-over").touch()
    (venv / "setup.json").write_text(json.dumps({"state": "running"}), encoding="utf-8")
    (tree / "packaging" / "requirements-dev.lock").write_text("no-hash==1\n", encoding="utf-8")
    answer = _start(tree, "setup")
    assert answer.returncode == 1  # pip refuses what has no hash, before it asks any server
    assert "removing .venv: the last setup was interrupted" in answer.stdout
    assert not (venv / "left-over").exists()
    assert json.loads((venv / "setup.json").read_text(encoding="utf-8"))["state"] == "running"


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_ci_runs_the_command_of_the_readme(root: Path) -> None:
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [
        line for line in script.read_text(encoding="utf-8").splitlines() if "dev.py" in line
    ]
    assert commands == ["exec python3 packaging/dev.py test"]
