"""The shop's own courier reads on the window where to go, and it is written down nowhere."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.ui.widgets.text import WrapLabel
from tests.e2e.hands import by_keys, by_mouse
from tests.e2e.stage import Stage, set_up
from tests.logs import open_log

WITHIN_MS = 15_000


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    config = SandboxConfig(seed=7)
    with (
        open_log(tmp_path / "logs", config.secret),
        set_up(tmp_path / "data", config) as whole,
    ):
        logging.getLogger("kitchen_app").setLevel(logging.DEBUG)
        yield whole


def customer_of(stage: Stage, order_id: int) -> tuple[str, str]:
    """Return name and number as the customer gave them to Keeta."""

    async def look() -> tuple[str, str]:
        order = stage.sandbox.book.get(order_id)
        person = order.fixed["recipientInfo"]
        return order.plain_texts[person["name"]], order.plain_texts[person["phone"]]

    return stage.keeta.submit(look()).result(timeout=5)


def written_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_the_courier_reads_where_to_go_and_nothing_of_it_stays(
    stage: Stage, qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    window = stage.desk.window
    details = window.panels.details
    sheet = details.recipient.sheet

    def on_screen() -> str:
        return "\n".join(label.text() for label in window.findChildren(WrapLabel))

    def open_accepted(order_id: int) -> None:
        views, key = window.board.views, str(order_id)
        qtbot.waitUntil(lambda: key in views, timeout=WITHIN_MS)
        stage.keeta.call_soon(lambda: stage.sandbox.accept_in_keeta_app(order_id))
        qtbot.waitUntil(lambda: views[key].next_step is ActionKind.READY, timeout=WITHIN_MS)
        window.panels.open_details(key)

    open_accepted(stage.place())
    assert details.recipient.isHidden(), "Keeta's rider knows the way"
    ours = stage.place(fulfilment="self_delivery")
    open_accepted(ours)
    name, phone = customer_of(stage, ours)
    assert name not in on_screen()
    stage.sandbox.faults.next_call("/base/batchDecrypt", Fault(kind=FaultKind.REFUSED))
    by_mouse(details.recipient.button)
    qtbot.waitUntil(lambda: sheet.is_open, timeout=WITHIN_MS)
    assert "sealed" in sheet.told.text()
    assert name not in on_screen()
    by_mouse(sheet.hide_button)
    by_mouse(details.recipient.button)
    qtbot.waitUntil(lambda: sheet.is_open, timeout=WITHIN_MS)
    assert name in on_screen()
    assert phone in on_screen()
    by_mouse(sheet.hide_button)
    assert name not in on_screen()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    by_keys(details.recipient.button)
    qtbot.waitUntil(lambda: sheet.is_open, timeout=WITHIN_MS)
    assert name in on_screen()
    stage.keeta.call_soon(lambda: stage.sandbox.cancel_by_service(ours))
    qtbot.waitUntil(lambda: not sheet.is_open, timeout=WITHIN_MS)
    assert details.is_open
    assert name not in on_screen()
    logging.getLogger("kitchen_app.test").info("the log is kept")
    written = written_in(tmp_path)
    assert str(ours).encode() in written
    assert b"the log is kept" in written
    assert name.encode() not in written
    assert phone.encode() not in written
    assert "stays sealed" in caplog.text
    caplog.clear()
