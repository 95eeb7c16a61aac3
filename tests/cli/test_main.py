"""Bad input ends with one sentence that names the cure, exit code 2, and no traceback."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitchen_app.base.errors import ExitCode
from kitchen_app.bootstrap.instance import only_instance
from kitchen_app.cli import main
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.e2e.installation import Installation
from tests.fakes import an_order


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def complaint(installation: Installation, *arguments: str, code: int = ExitCode.KNOWN) -> str:
    """Return what a failing command says, having checked how it says it."""
    done = installation.command(*arguments)
    assert done.returncode == code, done
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("kitchen-app: ")
    return lines[0]


def run(installation: Installation) -> tuple[str, ...]:
    return ("run", "--offscreen", "--data-dir", str(installation.data_dir), "--exit-after", "0")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ('app_id = "3800000001"', "[keeta] app_id"),
        ("verify = 'perhaps'", "[keeta] verify"),
        ("base_url = 'ftp://example.test'", "[keeta] base_url"),
        ("base_url = 'http://example.test/api/open'", "[keeta] base_url"),
        ("shop_id = -1", "[keeta] shop_id"),
        ("callback_url = 7", "[keeta] callback_url"),
    ],
)
def test_a_wrong_value_names_its_key_and_what_is_wanted(
    installation: Installation, line: str, named: str
) -> None:
    (installation.data_dir / "kitchen.toml").write_text(f"[keeta]\n{line}\n", "utf-8")
    said = complaint(installation, *run(installation))
    assert named in said
    assert "must be" in said


def test_broken_toml_is_said_in_words(installation: Installation) -> None:
    (installation.data_dir / "kitchen.toml").write_text("[keeta\n", "utf-8")
    assert "not valid TOML" in complaint(installation, *run(installation))


def test_the_first_start_makes_a_file_and_says_what_to_fill_in(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "made")
    (installation.data_dir / "kitchen.toml").unlink()
    assert "app_id is missing" in complaint(installation, *run(installation))
    assert "# app_id =" in (installation.data_dir / "kitchen.toml").read_text("utf-8")


def test_a_port_in_use_is_named(installation: Installation, busy_port: int) -> None:
    config = installation.data_dir / "kitchen.toml"
    text = config.read_text("utf-8").replace(f"port = {installation.port}", f"port = {busy_port}")
    config.write_text(text, "utf-8")
    said = complaint(installation, *run(installation))
    assert str(busy_port) in said
    assert "[webhook] port" in said


def test_a_missing_secret_names_keyring_and_variable(installation: Installation) -> None:
    installation.unset.add("KITCHEN_APP_KEETA_SECRET")
    said = complaint(installation, *run(installation))
    assert "keyring" in said
    assert "KITCHEN_APP_KEETA_SECRET" in said


def test_no_display_is_told_with_the_way_out(installation: Installation) -> None:
    installation.unset |= {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    arguments = [word for word in run(installation) if word != "--offscreen"]
    assert "--offscreen" in complaint(installation, *arguments)


def test_a_second_copy_is_told_of_the_first(installation: Installation) -> None:
    with only_instance(installation.data_dir):
        said = complaint(installation, *run(installation), code=ExitCode.ALREADY_RUNNING)
        assert "already running" in said


def test_orders_without_a_database_says_what_to_start(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    said = complaint(installation, "orders", "--data-dir", str(tmp_path / "empty"))
    assert "start kitchen-app there first" in said


def test_the_sandbox_names_a_port_in_use(installation: Installation, busy_port: int) -> None:
    assert str(busy_port) in complaint(installation, "sandbox", "--port", str(busy_port))


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out.strip().count(".") == 2


def test_an_unknown_option_is_refused_by_the_default_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--no-such-option"])
    assert stopped.value.code == 2
    assert "--no-such-option" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--callback-url", "foo"],
        ["--callback-url", "http://[x"],
        ["--app-id", "0"],
        ["--shop-id", "-1"],
        ["--port", "x"],
        ["--speed", "0"],
    ],
)
def test_the_sandbox_refuses_what_cannot_work(
    installation: Installation, arguments: list[str]
) -> None:
    done = installation.command("sandbox", *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "_port" not in done.stderr


def test_orders_can_be_piped_in_any_encoding_and_cut_off(installation: Installation) -> None:
    with installation.running():
        pass
    store = SqliteStore(open_database(installation.data_dir))
    for number in range(200):
        order = an_order(number, note="بدون مخلل 走甜 " * 20)
        store.orders.save(order, order.received_at)
    store.close()
    command = [
        *(sys.executable, "-m", "kitchen_app", "orders", "--json", "--all"),
        *("--data-dir", str(installation.data_dir)),
    ]
    environment = installation.environment | {"PYTHONIOENCODING": "cp1252"}
    whole = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60)
    assert len(json.loads(whole.stdout.decode("utf-8"))) == 200
    cut = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert cut.stdout is not None
    assert cut.stderr is not None
    cut.stdout.read(10)
    cut.stdout.close()
    assert cut.wait(timeout=30) == 0
    assert cut.stderr.read() == b""
    cut.stderr.close()
