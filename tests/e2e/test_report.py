"""An order that was finished in Keeta is in the report of the day, with the net it states."""

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
    with set_up(tmp_path, SandboxConfig(seed=7, lazy_merchant_fee=False)) as whole:
        yield whole


def test_a_day_is_counted_and_saved(stage: Stage, qtbot: QtBot, tmp_path: Path) -> None:
    window = stage.desk.window
    order_id = stage.place()

    def card() -> CardView | None:
        return window.board.views.get(str(order_id))

    def is_finished() -> bool:
        view = card()
        return view is not None and view.order.completed_at is not None

    qtbot.waitUntil(lambda: card() is not None, timeout=WITHIN_MS)
    stage.keeta.call_soon(lambda: stage.sandbox.accept_in_keeta_app(order_id))
    stage.keeta.call_soon(lambda: stage.sandbox.complete(order_id))
    qtbot.waitUntil(is_finished, timeout=WITHIN_MS)
    view = card()
    assert view is not None
    window.tools.open(MenuItem.REPORTS)
    panel = window.reports.panel
    qtbot.waitUntil(lambda: panel.report is not None, timeout=WITHIN_MS)
    assert panel.report is not None
    whole = panel.report.whole
    assert (whole.orders, whole.outcomes) == (1, {Outcome.FINISHED: 1})
    assert whole.sales.amounts == (view.order.paid,)
    assert whole.net.amounts == (view.order.net,)
    assert whole.accept is not None
    stage.desk.bridge.asks.report.folder = tmp_path / "reports"
    panel.deeds.save_buttons["csv"].click()
    qtbot.waitUntil(panel.deeds.folder_button.isVisible, timeout=WITHIN_MS)
    (folder,) = (tmp_path / "reports").iterdir()
    orders = (folder / "orders.csv").read_text("utf-8-sig")
    assert orders.splitlines()[1].split(",")[1] == str(order_id)
