"""docs/keeta.md tells the truth: each endpoint and event has its row, each row has its tests."""

import re
from typing import Any

import pytest

from kitchen_app.domain.events import Hinted
from kitchen_app.keeta.callbacks import ORDER_DECODERS, KeetaCallbacks
from kitchen_app.keeta.consent_callback import CONSENT
from kitchen_app.keeta.endpoints import ENDPOINTS as CLIENT_TABLE
from kitchen_app.keeta.endpoints import NOT_BY_HAND
from kitchen_app.keeta.shop_callbacks import SHOP_EVENTS
from kitchen_app.sandbox.endpoint_table import ENDPOINTS as SANDBOX_TABLE
from kitchen_app.sandbox.events import Event
from kitchen_app.services.ports import StoredCallback, Verdict
from tests.architecture.tree import PACKAGE, ROOT, TESTS
from tests.builders import APP_ID, CALLBACK_URL, NOW, SECRET, SHOP_ID, as_bytes, sample

ROWS = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "docs" / "keeta.md").read_text("utf-8").splitlines()
    if line.startswith("|") and "`" in line
]
ENDPOINT_ROWS = [row for row in ROWS if "/" in row[0]]
EVENT_ROWS = {int(row[0].split()[0]): row for row in ROWS if row[0][0].isdigit()}
OTHER_ROWS = {"heartbeat", "unknown ids"}
"""They tell of messages without a number of their own."""

CORE_TESTS = ("services/test_", "e2e/test_", "bootstrap/test_")
"""Where the running program is tested, not its way to Keeta alone."""

SAMPLES = {1: "authorization_code", 1001: "event_1001_bare"}
"""The samples that are not called by the number of their event."""

CALLBACKS = KeetaCallbacks(app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=True)


def named_tests(row: list[str]) -> list[tuple[str, str]]:
    return re.findall(r"`([^`]+)::(test_\w+)`", row[-1])


def told_by(event_id: int) -> tuple[object, ...]:
    """Return what our client makes of Keeta's own message."""
    envelope: dict[str, Any] = sample(SAMPLES.get(event_id, f"event_{event_id}"))
    body = as_bytes(envelope)
    assert CALLBACKS.examine(body).verdict is Verdict.GENUINE
    callback = StoredCallback(
        row_id=1, proven=True, event_id=event_id, shop_id=SHOP_ID, body=body, received_at=NOW
    )
    return tuple(CALLBACKS.events(callback, NOW))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_names_tests_that_exist(row: list[str]) -> None:
    assert named_tests(row)
    for file, name in named_tests(row):
        text = (TESTS / file).read_text("utf-8")
        assert re.search(rf"^(async )?def {name}\(", text, re.MULTILINE), f"{file}::{name}"


def test_every_endpoint_has_one_row() -> None:
    rows = [row[0] for row in ENDPOINT_ROWS]
    known = {path.strip("/") for path in SANDBOX_TABLE} | set(CLIENT_TABLE) | set(NOT_BY_HAND)
    assert sorted(rows) == sorted(known)


@pytest.mark.parametrize("row", ENDPOINT_ROWS, ids=lambda row: row[0])
def test_what_is_claimed_for_client_and_sandbox_is_there(row: list[str]) -> None:
    path, client, _core, sandbox, _tests = row
    sources = [file.read_text("utf-8") for file in (PACKAGE / "keeta").glob("*.py")]
    assert (client == "yes") == any(f'"/{path}"' in source for source in sources)
    assert (sandbox == "yes") == any(known.strip("/") == path for known in SANDBOX_TABLE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_is_claimed_for_the_core_is_tested_there(row: list[str]) -> None:
    core = row[2]
    assert core in ("–", "read back") or core == "yes" or core.startswith("yes (")
    files = [file for file, _ in named_tests(row)]
    assert any(file.startswith(CORE_TESTS) for file in files) == (core != "–")


def test_every_event_has_one_row() -> None:
    known = {int(event) for event in Event} | {CONSENT, *ORDER_DECODERS, *SHOP_EVENTS}
    rows = [row[0] for row in ROWS if row not in ENDPOINT_ROWS and row[0] not in OTHER_ROWS]
    assert sorted(int(row.split()[0]) for row in rows) == sorted(known)
    assert {row[0] for row in ROWS} >= OTHER_ROWS


@pytest.mark.parametrize("event_id", EVENT_ROWS)
def test_what_is_claimed_for_an_event_is_so(event_id: int) -> None:
    _event, client, _core, sandbox, _tests = EVENT_ROWS[event_id]
    told = told_by(event_id)
    assert told
    assert client == ("hint" if isinstance(told[0], Hinted) else "yes")
    name = next((event.name for event in Event if event == event_id), "no such event")
    sources = [file.read_text("utf-8") for file in (PACKAGE / "sandbox").glob("*.py")]
    pushed = any(re.search(rf"\bEvent\.{name}\b", source) for source in sources)
    assert (sandbox == "yes") == pushed
