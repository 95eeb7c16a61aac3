"""The window opens, lives for as long as it is asked to, and closes in order."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap.window import application, live
from kitchen_app.sandbox.config import SandboxConfig
from tests.e2e.stage import set_up


def test_closing_the_window_is_a_request_that_ends_the_loop(qtbot: QtBot, tmp_path: Path) -> None:
    with set_up(tmp_path, SandboxConfig()) as stage:
        stage.desk.clock.ticked.connect(stage.desk.window.close)
        live(stage.desk, exit_after_s=None, screenshot_dir=None)
        assert not stage.desk.window.isVisible()


def test_the_time_that_was_given_ends_the_loop_with_a_picture(qtbot: QtBot, tmp_path: Path) -> None:
    with set_up(tmp_path / "data", SandboxConfig()) as stage:
        live(stage.desk, exit_after_s=0.1, screenshot_dir=tmp_path / "shots")
    assert (tmp_path / "shots" / "board.png").stat().st_size > 0


def test_there_is_one_application(qtbot: QtBot) -> None:
    assert application() is application()
    assert not application().quitOnLastWindowClosed()
