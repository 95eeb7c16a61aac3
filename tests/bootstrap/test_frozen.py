"""A bundle keeps its libraries to itself, and says what is wrong where somebody sees it."""

import sys
from pathlib import Path

import pytest

from kitchen_app.bootstrap.frozen import complain, give_back_library_path, without_console


@pytest.mark.parametrize(
    ("found", "given_back"),
    [
        ({"LD_LIBRARY_PATH": "/b"}, {}),
        ({"LD_LIBRARY_PATH": "/b", "LD_LIBRARY_PATH_ORIG": "/own"}, {"LD_LIBRARY_PATH": "/own"}),
        ({"HOME": "/h"}, {"HOME": "/h"}),
    ],
)
def test_programs_that_we_start_find_their_own_libraries(
    monkeypatch: pytest.MonkeyPatch, found: dict[str, str], given_back: dict[str, str]
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    give_back_library_path(found)
    assert found == given_back


def test_what_a_developer_has_set_is_left_alone() -> None:
    environment = {"LD_LIBRARY_PATH": "/mine"}
    give_back_library_path(environment)
    assert environment == {"LD_LIBRARY_PATH": "/mine"}


@pytest.mark.parametrize(
    ("name", "there", "started"),
    [
        ("python.exe", "pythonw.exe", "pythonw.exe"),
        ("kitchen-app-console.exe", "kitchen-app.exe", "kitchen-app.exe"),
        ("kitchen-app-console.exe", "", "kitchen-app-console.exe"),
        ("kitchen-app", "", "kitchen-app"),
    ],
)
def test_the_start_at_log_in_opens_no_black_window(
    tmp_path: Path, name: str, there: str, started: str
) -> None:
    if there:
        (tmp_path / there).touch()
    assert without_console(tmp_path / name).name == started


def test_without_a_console_a_box_says_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    complain("The port is taken.", shown.append)
    assert capsys.readouterr().err == "kitchen-app: The port is taken.\n"
    monkeypatch.setattr(sys, "stderr", None)
    complain("The port is taken.", shown.append)
    assert shown == ["The port is taken."]
