"""An order that was finished in Keeta is found in the history, by its number and by its dish."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.history import Outcome
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.services.board import CardView
from kitchen_app.ui.menu_panel import MenuItem
from tests.e2e.stage import Stage, set_up

WITHIN_MS = 15_000


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with set_up(tmp_path, SandboxConfig(seed=7)) as whole:
        yield whole


def test_a_finished_order_is_found_by_number_and_by_dish(stage: Stage, qtbot: QtBot) -> None:
    window = stage.desk.window
    order_id = stage.place()

    def card() -> CardView | None:
        return window.board.views.get(str(order_id))

    qtbot.waitUntil(
        lambda: (view := card()) is not None and bool(view.order.lines), timeout=WITHIN_MS
    )
    stage.keeta.call_soon(lambda: stage.sandbox.accept_in_keeta_app(order_id))
    stage.keeta.call_soon(lambda: stage.sandbox.complete(order_id))
    qtbot.waitUntil(
        lambda: (view := card()) is not None and view.order.completed_at is not None,
        timeout=WITHIN_MS,
    )
    view = card()
    assert view is not None
    window.tools.open(MenuItem.HISTORY)
    panel = window.history.panel
    dish = view.order.lines[0].name
    for text in (view.order.number, dish[1:-1], str(order_id)[-6:]):
        panel.field.setText("nobody ordered this")
        qtbot.waitUntil(lambda: not panel.rows and panel.told.isVisible(), timeout=WITHIN_MS)
        panel.field.setText(text)
        qtbot.waitUntil(lambda: len(panel.rows) == 1, timeout=WITHIN_MS)
        assert panel.rows[0].found.outcome is Outcome.FINISHED
    panel.rows[0].click()
    qtbot.waitUntil(lambda: window.panels.details.order_id == str(order_id), timeout=WITHIN_MS)
    assert window.panels.details.is_open
