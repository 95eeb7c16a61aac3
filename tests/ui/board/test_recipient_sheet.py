"""A whole address, each part once, and nothing of it left when it is closed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.recipient import Recipient
from kitchen_app.ui.board.recipient_sheet import RecipientSheet
from kitchen_app.ui.i18n import isolate
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from tests.ui.canned_recipient import RECIPIENT, SEALED
from tests.ui.conftest import settle


@pytest.fixture
def sheet(theme: Theme, ground: QWidget) -> RecipientSheet:
    return RecipientSheet(theme, ground)


def words(sheet: RecipientSheet) -> str:
    """Return all that labels hold, whether they are seen or not, and what is read aloud."""
    labels = sheet.findChildren(WrapLabel)
    return "\n".join(f"{label.text()}\n{label.accessibleName()}" for label in labels)


def test_every_part_is_shown_once_and_as_it_came(sheet: RecipientSheet, ground: QWidget) -> None:
    sheet.show_recipient(RECIPIENT, "1027")
    assert sheet.geometry() == ground.rect()
    assert sheet.shown == [
        ("Name", isolate("Sara Al Example")),
        ("Phone", isolate("+966 500000002")),
        ("Address", isolate("Example Gardens")),
        ("Street", isolate("شارع المثال")),
        ("House no.", isolate("12")),
        ("Building", isolate("Palm 12")),
        ("Apartment", isolate("7")),
        ("District", isolate("Olaya")),
        ("City", isolate("Riyadh")),
        ("Directions", isolate("Second gate, then ask for 7B")),
        ("Also", isolate("Floor 3")),
    ]
    seen = [label.text() for label in sheet.findChildren(WrapLabel) if label.isVisible()]
    assert [part for row in sheet.shown for part in row if part not in seen] == []
    same = Recipient(house_number="12", apartment="12", others=("a", "b"))
    sheet.show_recipient(same, "1027")
    assert [caption for caption, _ in sheet.shown] == ["House no.", "Apartment", "Also"]
    assert "Sara" not in words(sheet)
    assert f"{isolate('a')}\n{isolate('b')}" in words(sheet)


def test_what_stays_sealed_is_said(sheet: RecipientSheet) -> None:
    sheet.show_recipient(replace(SEALED, hidden=False), "1027")
    assert "sealed" not in sheet.told.text()
    sheet.show_recipient(SEALED, "1027")
    assert "sealed" in sheet.told.text()


@pytest.mark.parametrize("by_key", [False, True])
def test_closing_leaves_nothing_behind(sheet: RecipientSheet, qtbot: QtBot, by_key: bool) -> None:
    sheet.show_recipient(RECIPIENT, "1027")
    assert "Sara" in words(sheet)
    with qtbot.waitSignal(sheet.closed):
        if by_key:
            QTest.keyClick(sheet, Qt.Key.Key_Escape)
        else:
            QTest.mouseClick(sheet.hide_button, Qt.MouseButton.LeftButton)
    assert not sheet.is_open
    left = words(sheet)
    assert not [part for part in ("Sara", "500000002", "Olaya", "شارع") if part in left]


def test_tab_scrolls_and_never_leads_under_the_sheet(
    sheet: RecipientSheet, ground: QWidget, qtbot: QtBot, qapp: QApplication
) -> None:
    covered = TouchButton("quiet", ground)
    covered.show()
    ground.resize(360, 420)
    sheet.show_recipient(RECIPIENT, "1027")
    ground.activateWindow()
    qtbot.waitUntil(sheet.hasFocus)
    settle(qapp)
    bar = sheet.scroll_area.verticalScrollBar()
    assert bar.maximum() > 0
    for place in (sheet, sheet.hide_button):
        QTest.keyClick(place, Qt.Key.Key_Tab)
        assert sheet.hide_button.hasFocus()
    assert bar.value() == bar.maximum()
    QTest.keyClick(sheet.hide_button, Qt.Key.Key_Backtab)
    assert sheet.hide_button.hasFocus()
    assert bar.value() < bar.maximum()
    QTest.keyClick(sheet.hide_button, Qt.Key.Key_Return)
    assert not sheet.is_open
