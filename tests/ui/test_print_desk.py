"""Printing on the window: strip, banner, panel and the papers of one order."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Party, Status
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.board import CardView
from kitchen_app.services.print_ports import PrinterState
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.main_window import MainWindow
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.test_main_window import cut_off

COOKING = canned.card(canned.order("31", status=Status.ACCEPTED, age_s=600))
LATEST = canned.card(canned.order("32", status=Status.ACCEPTED, age_s=300))
STOPPED = canned.cancelled("33", by=Party.CUSTOMER, reason="", was_cooked=True)
WELL = canned.printing("Grill", "Bar")


def out(*cards: CardView, state: PrinterState = PrinterState.PAPER_OUT) -> PrintView:
    return canned.printing("Grill", state=state, waiting=tuple(card.order_id for card in cards))


def title(window: MainWindow) -> str:
    return window.banner.look.title if window.banner.look else ""


def test_a_shop_without_printers_is_told_nothing_of_them(show_window: ShowWindow) -> None:
    window = show_window((COOKING,))
    assert not window.strip.printer_button.isVisible()
    window.panels.open_details(COOKING.order_id)
    assert not window.panels.details.paper.isVisible()


def test_a_trouble_is_told_until_seen_and_again_when_it_grows(
    show_window: ShowWindow, bridge: Bridge
) -> None:
    window = show_window((COOKING, LATEST))
    bridge.printing_changed.emit(out(COOKING))
    assert "no paper" in title(window)
    assert "31" in (window.banner.look.cure if window.banner.look else "")
    window.banner.button.click()
    assert window.printing.panel.is_open
    assert not title(window)
    bridge.printing_changed.emit(out(COOKING))
    assert not title(window)
    bridge.printing_changed.emit(out(COOKING, LATEST))
    assert "no paper" in title(window)
    window.banner.button.click()
    bridge.printing_changed.emit(out(COOKING, state=PrinterState.OFFLINE))
    assert "cannot be reached" in title(window)
    bridge.printing_changed.emit(WELL)
    assert not title(window)
    bridge.printing_changed.emit(out(COOKING))
    assert title(window)


def test_the_strip_leads_to_the_printers(show_window: ShowWindow, bridge: Bridge) -> None:
    window = show_window((), size=(1920, 1080))
    bridge.printing_changed.emit(WELL)
    assert window.strip.printer_button.accessibleName() == "Printer: ready"
    window.strip.printer_button.click()
    assert window.printing.panel.is_open
    window.strip.printer_button.click()
    assert not window.printing.panel.is_open


def test_a_printer_in_trouble_stands_in_the_smallest_strip(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication
) -> None:
    for language in LANGUAGES:
        window = show_window((COOKING,), language=language, size=(1024, 600))
        bridge.printing_changed.emit(out(COOKING))
        settle(qapp)
        assert window.strip.printer_button.isVisible()
        assert window.width() == 1024
        assert cut_off(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_panel_is_whole_on_a_small_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication, language: str
) -> None:
    window = show_window((COOKING,), language=language, size=(1024, 600))
    ids = (COOKING.order_id, LATEST.order_id)
    bridge.printing_changed.emit(
        canned.printing("Grill", "Bar", state=PrinterState.OFFLINE, old=ids, near_end=True)
    )
    window.printing.open()
    settle(qapp)
    assert cut_off(window) == []


def test_the_panel_asks_the_core(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window = show_window((COOKING,))
    bridge.printing_changed.emit(canned.printing("Grill", old=(COOKING.order_id,)))
    window.printing.open()
    row = window.printing.panel.rows["Grill"]
    row.print_button.click()
    with qtbot.waitSignal(bridge.asks.paper.test_ended):
        row.test_button.click()
    assert kitchen.printing.asked == [("print_old", "Grill"), ("print_test", "Grill")]
    assert row.test_button.isEnabled()


def test_the_papers_of_an_order_are_printed_again(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window = show_window((COOKING, STOPPED))
    bridge.printing_changed.emit(WELL)
    details = window.panels.details
    window.panels.open_details(COOKING.order_id)
    seen = [copy for copy, button in details.paper.buttons.items() if button.isVisible()]
    assert seen == [Copy.KITCHEN, Copy.BAG]
    with qtbot.waitSignal(bridge.asks.paper.printed_again):
        details.paper.buttons[Copy.BAG].click()
    assert kitchen.printing.asked == [("reprint", COOKING.order_id, Copy.BAG)]
    window.panels.open_details(STOPPED.order_id)
    seen = [copy for copy, button in details.paper.buttons.items() if button.isVisible()]
    assert seen == [Copy.STOP]


def test_a_key_prints_the_chosen_order_or_the_last_one(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window = show_window((COOKING, replace(LATEST)))
    window.setFocus()
    with qtbot.waitSignal(bridge.asks.paper.printed_again):
        QTest.keyClick(window, Qt.Key.Key_T)
    window.board.bring_forward(COOKING.order_id)
    with qtbot.waitSignal(bridge.asks.paper.printed_again):
        QTest.keyClick(window, Qt.Key.Key_T)
    printed = [asked[1] for asked in kitchen.printing.asked]
    assert printed == [LATEST.order_id, COOKING.order_id]
