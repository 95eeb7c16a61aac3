"""An order is found by touching digits or typing, and the last answer counts."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.settings import Digits
from kitchen_app.ui import i18n
from kitchen_app.ui.board.recall_panel import RecallPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()
FOUND = (STATES["completed"], STATES["preparing"])


@pytest.fixture
def panel(ground: QWidget, theme: Theme) -> RecallPanel:
    return RecallPanel(theme, ground)


@pytest.fixture
def looks(panel: RecallPanel) -> list[str]:
    asked: list[str] = []
    panel.number_typed.connect(asked.append)
    return asked


def test_it_opens_with_the_latest(panel: RecallPanel, looks: list[str]) -> None:
    panel.open_empty()
    assert looks == [""]
    panel.show_found("", FOUND, canned.NOW)
    first, second = panel.rows
    assert "delivered" in first.accessibleName()
    assert "Preparing" in second.accessibleName()
    assert STATES["preparing"].order.number in second.accessibleName()


def test_digits_are_touched_and_erased(panel: RecallPanel, looks: list[str]) -> None:
    panel.open_empty()
    for digit in ("1", "0", "3"):
        QTest.mouseClick(panel.pad[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.erase_button, Qt.MouseButton.LeftButton)
    assert looks == ["", "1", "10", "103", "10"]
    for _ in range(3):
        panel.erase_button.click()
    assert panel.typed == ""
    assert not panel.erase_button.isEnabled()


def test_it_is_typed_and_enter_shows_the_first(
    qtbot: QtBot, panel: RecallPanel, looks: list[str]
) -> None:
    panel.open_empty()
    QTest.keyClicks(panel, "k10")
    QTest.keyClick(panel, Qt.Key.Key_Backspace)
    QTest.keyClicks(panel, "/ ")
    assert looks == ["", "k", "k1", "k10", "k1"]
    with qtbot.assertNotEmitted(panel.recalled):
        QTest.keyClick(panel, Qt.Key.Key_Return)
    panel.show_found("k1", FOUND, canned.NOW)
    with qtbot.waitSignal(panel.recalled) as recalled:
        QTest.keyClick(panel, Qt.Key.Key_Return)
    assert recalled.args == [FOUND[0]]


def test_a_touch_shows_an_order(qtbot: QtBot, panel: RecallPanel) -> None:
    panel.open_empty()
    panel.show_found("", FOUND, canned.NOW)
    with qtbot.waitSignal(panel.recalled) as recalled:
        QTest.mouseClick(panel.rows[1], Qt.MouseButton.LeftButton)
    assert recalled.args == [FOUND[1]]


def test_a_late_answer_to_another_number_is_left_out(panel: RecallPanel) -> None:
    panel.open_empty()
    QTest.keyClicks(panel, "9")
    panel.show_found("", FOUND, canned.NOW)
    assert panel.rows == []
    panel.show_found("9", (), canned.NOW)
    assert panel._empty.isVisible()


def test_a_number_has_an_end(panel: RecallPanel, looks: list[str]) -> None:
    panel.open_empty()
    QTest.keyClicks(panel, "1234567890123456")
    assert panel.typed == "123456789012"


def test_figures_of_arabic_are_looked_for_as_keeta_writes_them(
    panel: RecallPanel, looks: list[str]
) -> None:
    panel.open_empty()
    for figure in "1٠۳":
        plain = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(panel, QKeyEvent(QEvent.Type.KeyPress, 0, plain, figure))
    assert looks == ["", "1", "10", "103"]
    panel.show_found("103", FOUND, canned.NOW)
    assert len(panel.rows) == 2


def test_the_pad_of_the_arabic_screen_has_its_figures(
    qapp: QApplication, ground: QWidget, theme: Theme
) -> None:
    i18n.install(qapp, "ar", Digits.ARABIC_INDIC)
    panel = RecallPanel(theme, ground)
    asked: list[str] = []
    panel.number_typed.connect(asked.append)
    panel.open_empty()
    assert panel.pad["3"].text() == "٣"
    QTest.mouseClick(panel.pad["3"], Qt.MouseButton.LeftButton)
    assert asked == ["", "3"]
