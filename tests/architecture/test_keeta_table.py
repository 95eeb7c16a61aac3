"""docs/keeta.md tells the truth: every endpoint has a row and every row has its tests."""

import re

import pytest

from kitchen_app.keeta.endpoints import ENDPOINTS as CLIENT_TABLE
from kitchen_app.sandbox.endpoint_table import ENDPOINTS as SANDBOX_TABLE
from tests.architecture.tree import PACKAGE, ROOT, TESTS

ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "docs" / "keeta.md").read_text("utf-8").splitlines()
    if line.startswith("|") and "`" in line
]
ENDPOINT_ROWS = [row for row in ROWS if "/" in row[0]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_names_tests_that_exist(row: list[str]) -> None:
    named = re.findall(r"`([^`]+)::(test_\w+)`", row[-1])
    assert named
    for file, name in named:
        text = (TESTS / file).read_text("utf-8")
        assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), f"{file}::{name}"


def test_every_endpoint_has_one_row() -> None:
    rows = [row[0] for row in ENDPOINT_ROWS]
    known = {path.strip("/") for path in SANDBOX_TABLE} | set(CLIENT_TABLE)
    assert sorted(rows) == sorted(known)


@pytest.mark.parametrize("row", ENDPOINT_ROWS, ids=lambda row: row[0])
def test_what_is_claimed_for_client_and_sandbox_is_there(row: list[str]) -> None:
    path, client, _core, sandbox, _tests = row
    sources = [file.read_text("utf-8") for file in (PACKAGE / "keeta").glob("*.py")]
    assert (client == "yes") == any(f'"/{path}"' in source for source in sources)
    assert (sandbox == "yes") == any(known.strip("/") == path for known in SANDBOX_TABLE)
