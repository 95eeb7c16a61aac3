"""The layers hold: the import contracts of pyproject.toml, and no Qt below the screen."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

BELOW_THE_SCREEN = [
    "kitchen_app.keeta.client",
    "kitchen_app.keeta.callbacks",
    "kitchen_app.printing.file",
    "kitchen_app.printing.ticket",
    "kitchen_app.sandbox.server",
    "kitchen_app.services.kitchen",
    "kitchen_app.services.outbox",
    "kitchen_app.store.sqlite_store",
    "kitchen_app.webhook.server",
]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_import_contracts_are_kept(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    outcome = run(str(tool), "--cache-dir", str(tmp_path))
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("module", BELOW_THE_SCREEN)
def test_what_lies_below_the_screen_runs_without_qt(module: str) -> None:
    code = f"import sys, {module}; sys.exit('PySide6' in sys.modules or 'qasync' in sys.modules)"
    outcome = run(sys.executable, "-c", code)
    assert outcome.returncode == 0, outcome.stderr
