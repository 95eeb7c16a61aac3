"""A customer asks to be forgotten: refused while the order is open, then gone from every byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.services.board import CardView
from tests.e2e.hands import by_mouse
from tests.e2e.stage import Stage, set_up
from tests.store.people import traces

NOTE = "zq-ring-at-the-blue-door-qz"
WITHIN_MS = 15_000


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with set_up(tmp_path, SandboxConfig(seed=7)) as whole:
        yield whole


def test_a_customer_is_forgotten_from_the_details_of_the_order(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    window = stage.desk.window
    placed = stage.place(note=NOTE)
    order_id = str(placed)
    details = window.panels.details

    def card() -> CardView | None:
        return window.board.views.get(order_id)

    qtbot.waitUntil(lambda: (view := card()) is not None and NOTE in view.order.note, timeout=9000)
    window.panels.open_details(order_id)
    details.forget.open_button.click()
    assert "not over yet" in details.forget.told.text()
    assert traces(tmp_path, NOTE), "the test can see a customer who is there"
    stage.keeta.call_soon(lambda: stage.sandbox.accept_in_keeta_app(placed))
    stage.keeta.call_soon(lambda: stage.sandbox.complete(placed))
    qtbot.waitUntil(
        lambda: (view := card()) is not None and view.order.completed_at is not None,
        timeout=WITHIN_MS,
    )
    window.panels.open_details(order_id)
    by_mouse(details.forget.open_button)
    by_mouse(details.forget.hold_button)
    qtbot.waitUntil(lambda: "is forgotten" in details.forget.told.text(), timeout=WITHIN_MS)
    QTest.mouseRelease(details.forget.hold_button, Qt.MouseButton.LeftButton)
    view = card()
    assert view is not None
    assert view.order.note == ""
    assert {name for name in traces(tmp_path, NOTE) if not name.endswith(".journal")} == set()
    assert (tmp_path / "backups" / "outdated").exists(), "the next copy takes the place of all"
    core, thread = stage.core, stage.core_thread
    thread.submit(core._safekeeper.back_up_now()).result(timeout=15)
    assert not list((tmp_path / "journal").glob("*")), "what held the message as received is gone"
    assert traces(tmp_path, NOTE) == {}
