"""A page holds a draft, asks for what is touched, and says what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.tickets import Copy
from kitchen_app.services.print_ports import PrinterState
from kitchen_app.services.printer_rules import PrinterFault
from kitchen_app.services.settings import Connection, PrintingSettings
from kitchen_app.ui.printers.draft import PrinterSetting, draft_of
from kitchen_app.ui.printers.page import PrinterPage
from kitchen_app.ui.setup_asks import TicketLook
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HOLD_MS


def pick(page: PrinterPage, setting: PrinterSetting, place: int) -> None:
    page.rows[setting].grid.segments[place].click()


def test_what_was_chosen_is_what_is_to_be_kept(page: PrinterPage, qtbot: QtBot) -> None:
    QTest.keyClicks(page.place.address.field, "10.0.0.7")
    page.name_field.selectAll()
    QTest.keyClicks(page.name_field, "  Grill   2 ")
    pick(page, PrinterSetting.COPIES, 1)
    pick(page, PrinterSetting.FALLBACK, 2)
    with qtbot.waitSignal(page.keep_requested) as asked:
        QTest.keyClick(page.name_field, Qt.Key.Key_Return)
    draft, is_new = asked.args
    assert is_new
    assert (draft.printer.name, draft.printer.address) == ("Grill 2", "10.0.0.7")
    assert (draft.printer.plan.copies, draft.printer.fallback) == (2, "Bar")
    assert not page.keep_button.isEnabled()
    with qtbot.assertNotEmitted(page.keep_requested):
        QTest.keyClick(page.name_field, Qt.Key.Key_Return)


def test_another_width_is_typed_by_touch(page: PrinterPage) -> None:
    assert not page.width_field.isVisible()
    pick(page, PrinterSetting.WIDTH, 3)
    assert page.width_field.isVisible()
    assert page.width_field.text == "576"
    for sign in "420":
        page.width_field.keys[sign].click()
    assert page.draft.printer.profile.width == 420
    page.width_field.field.setText("wide")
    assert page.draft.printer.profile.width == 0


def test_the_ticket_follows_width_and_languages_at_once(page: PrinterPage) -> None:
    asked: list[tuple[Copy, TicketLook]] = []
    page.picture_requested.connect(lambda _number, copy, look: asked.append((copy, look)))
    pick(page, PrinterSetting.COPIES, 1)
    assert asked == []
    pick(page, PrinterSetting.WIDTH, 1)
    pick(page, PrinterSetting.LANGUAGE, 3)
    page.preview.grid.segments[2].click()
    looks = [(copy, look.width, look.languages) for copy, look in asked]
    assert looks == [
        (Copy.KITCHEN, 384, ("ar", "en")),
        (Copy.KITCHEN, 384, ("zh_HK", "en")),
        (Copy.STOP, 384, ("zh_HK", "en")),
    ]


def test_every_fault_has_words_with_a_cure(page: PrinterPage) -> None:
    for fault in PrinterFault:
        page.show_fault(fault.value, "")
        assert page.said.count(".") > 0
    page.show_fault("", "the disk is full")
    assert "Nothing was changed" in page.said
    assert "the disk is full" in page.said
    page.show_fault("locked", "")
    assert page.said == ""


def test_how_a_test_page_ended_is_said(page: PrinterPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.test_requested):
        page.test_button.click()
    assert not page.test_button.isEnabled()
    page.show_tried(PrinterState.OFFLINE)
    assert "Switch it on" in page.said
    assert page.test_button.isEnabled()
    page.show_tried(PrinterState.CANNOT_TELL)
    assert "was sent" in page.said


def test_a_known_printer_keeps_its_name_and_is_removed_by_holding(
    ground: QWidget, theme: Theme, settings: PrintingSettings, qtbot: QtBot
) -> None:
    draft = draft_of("Bar", settings)
    assert draft is not None
    page = PrinterPage(theme, ground, draft, settings, is_new=False)
    page.open_panel(at_once=True)
    assert not page.name_row.isVisible()
    assert page.draft.printer.connection is Connection.DEVICE
    with qtbot.waitSignal(page.remove_requested, timeout=HOLD_MS * 3) as asked:
        QTest.mousePress(page.remove_button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(page.remove_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["Bar"]


def test_whatever_can_be_touched_has_a_name(page: PrinterPage) -> None:
    for button in page.findChildren(QAbstractButton):
        assert button.accessibleName(), button.text()
