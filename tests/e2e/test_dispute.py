"""An order accepted on the window leaves a record that Keeta's people can read and check."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import OrderId
from kitchen_app.sandbox.config import SandboxConfig
from tests.e2e.hands import by_mouse
from tests.e2e.stage import Stage, set_up

WITHIN_MS = 15_000


def kinds(stage: Stage, order_id: str) -> set[str]:
    """Return the kinds of what was noted of an order so far."""
    witness = stage.core.kitchen.witness
    box = stage.core_thread.submit(witness.record_of(OrderId(order_id))).result(timeout=5)
    return {note.entry.kind for note in box.notes}


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with set_up(tmp_path, SandboxConfig(seed=7)) as whole:
        yield whole


def test_an_order_that_was_accepted_leaves_its_sheet(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    window, sheets = stage.desk.window, tmp_path / "sheets"
    stage.desk.bridge.asks.record.folder = sheets
    order_id = str(stage.place())
    details = window.panels.details
    qtbot.waitUntil(lambda: {"shown", "alarm"} <= kinds(stage, order_id), timeout=WITHIN_MS)
    by_mouse(window.board.cards[order_id].foot.step_button)
    qtbot.waitUntil(lambda: "step" in kinds(stage, order_id), timeout=WITHIN_MS)
    window.panels.open_details(order_id)
    by_mouse(details.sheet.make_button)
    qtbot.waitUntil(details.sheet.folder_button.isVisible, timeout=WITHIN_MS)
    (pdf,) = sheets.glob("order-*.pdf")
    assert str(pdf) in details.sheet.told.text()
    assert pdf.read_bytes().startswith(b"%PDF")
    told = json.loads(pdf.with_suffix(".json").read_bytes())
    assert told["is_whole"] is True
    noted = {note["kind"] for note in told["notes"]}
    assert {"placed", "shown", "alarm", "action", "step"} <= noted
    (accepted,) = [reply for reply in told["replies"] if reply["what"] == "accept"]
    assert accepted["by"] == "person"
    qtbot.waitUntil(lambda: not details.record.isHidden(), timeout=WITHIN_MS)
    by_mouse(details.record.fold_button)
    assert any("by a person here" in words for _, words in details.record.shown)
