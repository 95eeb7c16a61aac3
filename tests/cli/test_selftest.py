"""`kitchen-app --selftest`: the real thing, from source, in an environment of its own."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kitchen_app.bootstrap import selftest as whole
from kitchen_app.bootstrap.selftest import CURE
from kitchen_app.cli import main
from kitchen_app.cli.selftest import add_arguments, execute

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("files", "modules", "words", "window", "looks", "fonts", "pictures", "sound")
CHECKS = (*PARTS, "markets", "trust", "migration", "order", "board", "ticket")


def test_a_whole_program_says_so_and_leaves_nothing_behind(tmp_path: Path) -> None:
    home = {name: str(tmp_path) for name in ("HOME", "TMPDIR", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
    done = subprocess.run(
        [sys.executable, "-m", "kitchen_app", "--selftest"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **home},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[:2] for row in rows] == [[name, "ok"] for name in CHECKS]
    assert not list(tmp_path.glob("kitchen-app*"))


def test_what_is_wrong_is_told_with_its_cure_and_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    checks = iter([("looks", whole.__dict__["_lacks"])])
    monkeypatch.setattr(whole, "_checks", lambda _folder: checks)
    assert execute(parser.parse_args(["--report", str(tmp_path / "told.txt")])) == 1
    told = capsys.readouterr().out
    assert told.startswith("looks      BAD")
    assert told.endswith(f"{CURE}\n")
    assert (tmp_path / "told.txt").read_text("utf-8") == told


def test_a_report_that_cannot_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["selftest", "--report", str(tmp_path / "no" / "folder")]) == 2
    assert "choose another file" in capsys.readouterr().err
