"""The printers one by one, with what can be done about the papers that wait."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.print_ports import PrinterState
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.printers_panel import PrintersPanel
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HOLD_MS
from tests.ui import canned


@pytest.fixture
def panel(ground: QWidget, theme: Theme, clock: UiClock) -> PrintersPanel:
    made = PrintersPanel(theme, ground, clock)
    made.open_panel(at_once=True)
    return made


def said(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_without_a_printer_it_says_how_to_get_one(panel: PrintersPanel) -> None:
    panel.show_printing(canned.printing("Grill"))
    assert "Add a printer" not in said(panel)
    panel.show_printing(canned.printing("Bar"))
    assert list(panel.rows) == ["Bar"]
    panel.show_printing(type(canned.printing("Bar"))())
    assert panel.rows == {}
    assert "Add a printer" in said(panel)


def test_a_printer_that_is_well_offers_a_test_page_only(panel: PrintersPanel) -> None:
    panel.show_printing(canned.printing("Grill", near_end=True))
    row = panel.rows["Grill"]
    assert "ready · since 09:42 · paper soon used up" in said(row)
    assert not row.print_button.isVisible()
    assert not row.drop_button.isVisible()


def test_old_papers_are_printed_by_a_touch_and_dropped_by_holding(
    panel: PrintersPanel, qtbot: QtBot
) -> None:
    panel.show_printing(
        canned.printing("Grill", state=PrinterState.OFFLINE, waiting=("1",), old=("2", "3"))
    )
    row = panel.rows["Grill"]
    assert "1 ticket waits · 2 old tickets wait for your word" in said(row)
    with qtbot.waitSignal(panel.print_old_requested) as wanted:
        row.print_button.click()
    assert wanted.args == ["Grill"]
    QTest.mousePress(row.drop_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.drop_old_requested, timeout=HOLD_MS * 3) as wanted:
        pass
    QTest.mouseRelease(row.drop_button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["Grill"]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (PrinterState.READY, "The test page was sent"),
        (PrinterState.CANNOT_TELL, "The test page was sent"),
        (PrinterState.PAPER_OUT, "No test page: no paper"),
    ],
)
def test_a_test_page_is_asked_for_once_and_its_end_is_told(
    panel: PrintersPanel, qtbot: QtBot, state: PrinterState, told: str
) -> None:
    panel.show_printing(canned.printing("Grill"))
    row = panel.rows["Grill"]
    with qtbot.waitSignal(panel.test_requested):
        row.test_button.click()
    assert not row.test_button.isEnabled()
    panel.show_test("Bar", state)
    panel.show_test("Grill", state)
    assert row.test_button.isEnabled()
    assert told in said(row)
