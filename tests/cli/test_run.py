"""`kitchen-app run`: the real program, offscreen, started and ended as a person would."""

import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from PySide6.QtGui import QImage

from tests.e2e.installation import Installation, placed, signed


def run_demo(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kitchen_app", "--demo", "--offscreen", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("lang", ["en", "ar", "zh_HK"])
def test_the_demo_leaves_a_picture_of_a_busy_board(tmp_path: Path, lang: str) -> None:
    done = run_demo("--exit-after", "3", "--lang", lang, "--screenshot-dir", str(tmp_path / "new"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "nothing may be said on a run without trouble"
    picture = QImage(str(tmp_path / "new" / "board.png"))
    assert picture.width() >= 1024
    colours = {picture.pixel(x, y) for x in range(0, 1024, 16) for y in range(0, 600, 16)}
    assert len(colours) > 10, "an empty window has hardly any colours"


def test_the_demo_keeps_its_orders_where_it_is_told(tmp_path: Path) -> None:
    done = run_demo("--exit-after", "3", "--data-dir", str(tmp_path))
    assert done.returncode == 0, done.stderr
    rows = Installation(tmp_path).orders("--all")
    assert {"new", "accepted", "ready", "completed"} <= {row["status"] for row in rows}
    assert all(row["problem"] is None for row in rows)


def test_a_picture_that_cannot_be_saved_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run_demo("--exit-after", "0", "--screenshot-dir", str(tmp_path / "file"))
    assert done.returncode == 2
    assert "Choose another folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_program_in_order(
    tmp_path: Path, number: signal.Signals, watched: bool
) -> None:
    installation = Installation(tmp_path)
    with installation.running(watched=watched) as process:
        process.send_signal(number)
        assert process.wait(timeout=15) == 0


def test_the_log_names_no_secret_and_no_customer(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    _, message = placed(1)
    message["recipientInfo"] = {"name": "CANARY-NAME", "phone": "CANARY-PHONE"}
    message["baseOrder"]["remark"] = "CANARY-REMARK"
    body = signed(installation.url, event_id=1001, message_id="1", message=message)
    with installation.running():
        headers = {"Content-Type": "application/json"}
        assert httpx.post(installation.url, content=body, headers=headers).json()["code"] == 0
        httpx.post(installation.url, content=body.replace(b"CANARY-NAME", b"x"), headers=headers)
    log = (tmp_path / "logs" / "kitchen.log").read_text("utf-8")
    assert "Listening" in log
    for private in ("CANARY", *installation.environment["KITCHEN_APP_KEETA_SECRET"].split()):
        assert private not in log


def test_a_key_written_by_the_program_keeps_the_owners_notes(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    config = tmp_path / "kitchen.toml"
    text = config.read_text("utf-8").replace('path = "/keeta/e2e"\n', "")
    text = text.replace(f'callback_url = "{installation.url}"\n', "")
    config.write_text(f"# our shop\n{text}future = 1 # kept\n", "utf-8")
    done = installation.command(
        "run", "--offscreen", "--data-dir", str(tmp_path), "--exit-after", "0"
    )
    assert done.returncode == 0, done.stderr
    after = config.read_text("utf-8")
    assert "# our shop" in after
    assert "future = 1 # kept" in after
    assert 'path = "/keeta/' in after
