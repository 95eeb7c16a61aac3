"""`kitchen-app pin`: the way back for an owner who has forgotten it, and its trace in the log."""

from pathlib import Path

import pytest

from kitchen_app.base.log import LOG_FILE
from kitchen_app.cli.main import main
from kitchen_app.store.pin import FILE_NAME, NoPepper, PinFile

FORGOTTEN = "2580"


def test_it_tells_whether_one_is_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pin", "--data-dir", str(tmp_path)]) == 0
    assert "No manager's PIN is set" in capsys.readouterr().out
    PinFile(tmp_path, NoPepper()).set(FORGOTTEN)
    assert main(["pin", "--data-dir", str(tmp_path)]) == 0
    assert "A manager's PIN is set" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]


def test_a_forgotten_one_is_removed_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    PinFile(tmp_path, NoPepper()).set(FORGOTTEN)
    assert main(["pin", "--remove", "--data-dir", str(tmp_path)]) == 0
    assert PinFile(tmp_path, NoPepper()).tries() is None
    log = (tmp_path / "logs" / LOG_FILE).read_text("utf-8")
    assert "The manager's PIN was removed at the command line" in log
    assert FORGOTTEN not in log
    caplog.clear()


def test_a_damaged_one_is_removed_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE_NAME).write_text("{", "utf-8")
    assert main(["pin", "--data-dir", str(tmp_path)]) == 2
    assert main(["pin", "--remove", "--data-dir", str(tmp_path)]) == 0
    assert PinFile(tmp_path, NoPepper()).tries() is None
    caplog.clear()


def test_a_folder_that_is_not_there_is_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pin", "--remove", "--data-dir", str(tmp_path / "none")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
