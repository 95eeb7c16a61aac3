"""`kitchen-app printers` tells how printers are, with words and for scripts."""

import json
from pathlib import Path

import pytest

from kitchen_app.base.errors import ExitCode
from kitchen_app.cli.main import main
from kitchen_app.store.config_file import FILE_NAME
from tests.e2e.installation import free_port


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE_NAME).write_text(
        f'[[printers]]\nname = "Kitchen"\nkind = "network"\naddress = "127.0.0.1:{free_port()}"\n'
        f'[[printers]]\nname = "Proofs"\nkind = "folder"\naddress = "{tmp_path.as_posix()}"\n',
        "utf-8",
    )
    return tmp_path


def test_for_scripts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["printers", "--json", "--data-dir", str(folder)]) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    states = {each["name"]: each["state"] for each in told["printers"]}
    assert states == {"Kitchen": "offline", "Proofs": "cannot_tell"}
    assert isinstance(told["found"], list)


def test_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["printers", "--data-dir", str(folder)]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "offline" in said
    assert "cannot tell" in said


def test_without_any(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / FILE_NAME).write_text("", "utf-8")
    assert main(["printers", "--data-dir", str(tmp_path)]) == ExitCode.OK
    assert "No printer is set up" in capsys.readouterr().out
    assert main(["printers", "--data-dir", str(tmp_path / "none")]) == ExitCode.KNOWN
