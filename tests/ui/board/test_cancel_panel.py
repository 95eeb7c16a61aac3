"""Rejecting needs a reason, and names the order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import CancelReason
from kitchen_app.ui.board.cancel_panel import CancelPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme) -> CancelPanel:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(1280, 700)
    ground.show()
    return CancelPanel(theme, ground)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("state", "words"), [("soon", "Reject order 1042"), ("preparing", "Cancel order 1037")]
)
def test_it_names_the_order(panel: CancelPanel, state: str, words: str) -> None:
    panel.ask(STATES[state])
    assert plain(panel.confirm_button.words) == words
    assert plain(panel.confirm_button.accessibleName()) == words
    assert not panel.confirm_button.isEnabled()


@pytest.mark.parametrize("reason", [r for r in CancelReason if r is not CancelReason.OTHER])
def test_a_reason_is_enough(qtbot: QtBot, panel: CancelPanel, reason: CancelReason) -> None:
    panel.ask(STATES["soon"])
    QTest.mouseClick(panel.why.choices[reason], Qt.MouseButton.LeftButton)
    assert not panel.why.text.isVisible()
    with qtbot.waitSignal(panel.cancel_confirmed) as confirmed:
        QTest.mousePress(panel.confirm_button, Qt.MouseButton.LeftButton)
    assert confirmed.args == [STATES["soon"].order_id, reason, ""]
    assert not panel.is_open


def test_another_reason_needs_words(qtbot: QtBot, panel: CancelPanel) -> None:
    panel.ask(STATES["soon"])
    QTest.mouseClick(panel.why.choices[CancelReason.OTHER], Qt.MouseButton.LeftButton)
    assert panel.why.text.isVisible()
    QTest.keyClicks(panel.why.text, "   ")
    assert not panel.confirm_button.isEnabled()
    QTest.keyClicks(panel.why.text, "no gas")
    with qtbot.waitSignal(panel.cancel_confirmed) as confirmed:
        QTest.mousePress(panel.confirm_button, Qt.MouseButton.LeftButton)
    assert confirmed.args == [STATES["soon"].order_id, CancelReason.OTHER, "no gas"]


def test_it_forgets_the_last_choice(qtbot: QtBot, panel: CancelPanel) -> None:
    panel.ask(STATES["soon"])
    QTest.mouseClick(panel.why.choices[CancelReason.SHOP_CLOSED], Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.back_button, Qt.MouseButton.LeftButton)
    assert not panel.is_open
    panel.ask(STATES["preparing"])
    assert panel.why.reason is None
    assert not panel.confirm_button.isEnabled()


def test_escape_closes_it(qtbot: QtBot, panel: CancelPanel) -> None:
    panel.ask(STATES["soon"])
    QTest.mouseClick(panel.why.choices[CancelReason.OTHER], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel.why.text, Qt.Key.Key_Escape)


def test_it_covers_the_trailing_third(panel: CancelPanel) -> None:
    panel.ask(STATES["soon"])
    assert panel.geometry().right() == 1280 - 1
    assert panel.width() == 1280 // 3
    panel.close_panel()
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    panel.ask(STATES["soon"])
    assert panel.geometry().left() == 0
