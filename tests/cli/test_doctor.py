"""`kitchen-app doctor` says how an installation is, and its exit code tells scripts."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.store.safekeeping import Safekeeping
from tests.e2e.installation import APP_ID, SECRET, SHOP_ID, Installation, placed, signed
from tests.e2e.stage import emulated_keeta

ALL_WELL_WITHIN_S = 60.0
"""What the program says of itself is written every ten seconds."""

CONFIG = SandboxConfig(app_id=APP_ID, shop_id=SHOP_ID, secret=SECRET, access_token="e2e-token")


@pytest.fixture
def keeta() -> Iterator[tuple[Sandbox, LoopThread]]:
    with emulated_keeta(CONFIG) as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path, keeta: tuple[Sandbox, LoopThread]) -> Installation:
    return Installation(tmp_path, base_url=keeta[0].base_url)


def doctor(installation: Installation) -> tuple[int, dict[str, dict[str, Any]]]:
    done = installation.command("doctor", "--json", "--data-dir", str(installation.data_dir))
    assert SECRET not in done.stdout + done.stderr
    assert "e2e-token" not in done.stdout + done.stderr
    return done.returncode, {row["check"]: row for row in json.loads(done.stdout)}


def test_without_the_program_it_says_to_start_it(installation: Installation) -> None:
    code, rows = doctor(installation)
    assert code == 1
    assert rows["program"]["says"] == "Kitchen App does not run"
    assert rows["program"]["cure"]
    well = {"sqlite", "disk", "settings", "secrets", "tokens", "keeta"}
    assert {name for name, row in rows.items() if row["is_well"]} >= well


def back_up(data_dir: Path) -> None:
    """Make the backup that the program would make after a minute."""
    safe = Safekeeping(data_dir, SystemClock(), ballast_bytes=4096)
    for _ in safe.copy_in_steps():
        pass
    safe.keep_copy()
    safe.settle_copy()
    safe.close()


def test_its_exit_code_is_0_when_all_is_well_and_only_then(installation: Installation) -> None:
    installation.extra = {"PYTHON_KEYRING_BACKEND": "tests.keyrings.MemoryKeyring"}
    back_up(installation.data_dir)
    with installation.running(), httpx.Client() as keeta:
        _, message = placed(1)
        body = signed(installation.url, event_id=1001, message_id="1", message=message)
        headers = {"Content-Type": "application/json"}
        assert keeta.post(installation.url, content=body, headers=headers).json()["code"] == 0
        deadline = time.monotonic() + ALL_WELL_WITHIN_S
        code, rows = doctor(installation)
        while code and time.monotonic() < deadline:
            code, rows = doctor(installation)
        assert [row for row in rows.values() if not row["is_well"]] == []
        assert code == 0
    code, rows = doctor(installation)
    assert code == 1
    assert not rows["listener"]["is_well"]


def test_a_folder_without_anything_stays_without_anything(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    installation = Installation(tmp_path / "other")
    done = installation.command("doctor", "--data-dir", str(empty))
    assert done.returncode == 1
    assert "start kitchen-app there first" in done.stdout
    assert list(empty.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = Installation(tmp_path).command("doctor", "--data-dir", str(tmp_path / "nowhere"))
    assert done.returncode == 2
    assert "nowhere" in done.stderr


def test_an_unreachable_keeta_is_said_with_a_cure(tmp_path: Path) -> None:
    installation = Installation(tmp_path)  # its Keeta is a closed port
    _, rows = doctor(installation)
    assert not rows["keeta"]["is_well"]
    assert "internet" in rows["keeta"]["cure"]
