"""Every thing of the board by its key, with the map that is in use."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind, CancelReason
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board_keys import DEFAULTS, BoardKey
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.main_window import MainWindow
from tests.ui import canned
from tests.ui.conftest import ShowWindow
from tests.ui.fakes import FakeKitchen

STATES = canned.states()


@pytest.fixture
def window(show_window: ShowWindow) -> MainWindow:
    return show_window(tuple(STATES.values()))


def chosen(window: MainWindow) -> OrderCard | None:
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, OrderCard):
        widget = widget.parentWidget()
    return widget


def press(window: MainWindow, action: BoardKey, key: Qt.Key | None = None) -> None:
    named = window.keys.map.key_of(action)
    focus = QApplication.focusWidget() or window
    QTest.keyClick(focus, key if key is not None else getattr(Qt.Key, f"Key_{named}"))


def test_cards_are_chosen_by_number_and_walked(window: MainWindow) -> None:
    """Also those that are far out of sight, as the last of the last lane is."""
    orders = [view.order_id for lane in Lane for view in window.board.lanes[lane].column.views]

    def now_chosen() -> str:
        card = chosen(window)
        assert card is not None
        return card.card.order_id

    press(window, BoardKey.CARD_3)
    assert now_chosen() == orders[2]
    press(window, BoardKey.NEXT)
    assert now_chosen() == orders[3]
    press(window, BoardKey.PREVIOUS)
    press(window, BoardKey.PREVIOUS)
    assert now_chosen() == orders[1]
    press(window, BoardKey.CARD_1)
    press(window, BoardKey.PREVIOUS)
    assert now_chosen() == orders[-1]
    press(window, BoardKey.NEXT)
    assert now_chosen() == orders[0]


def test_bump_without_a_card_only_chooses_one(window: MainWindow, kitchen: FakeKitchen) -> None:
    press(window, BoardKey.BUMP)
    assert chosen(window) is window.board.lanes[Lane.NEW].cards[0]
    assert kitchen.asked == []


def test_bump_does_the_next_step_of_the_chosen_card(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    press(window, BoardKey.CARD_1)
    card = chosen(window)
    assert card is not None
    press(window, BoardKey.BUMP)
    qtbot.waitUntil(lambda: kitchen.asked == [(card.card.order_id, ActionKind.ACCEPT)])


def test_details_and_cancel_open_their_panel_and_back_closes_it(window: MainWindow) -> None:
    window.keys.use({**DEFAULTS, BoardKey.BACK: "F2"})
    press(window, BoardKey.CARD_1)
    press(window, BoardKey.DETAILS)
    is_open = [window.panels.details.is_open]
    press(window, BoardKey.BACK)
    assert [*is_open, window.panels.details.is_open] == [True, False]
    press(window, BoardKey.CARD_1)
    press(window, BoardKey.CANCEL)
    assert window.panels.cancel.is_open


def test_a_panel_is_worked_with_next_and_bump_held(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    press(window, BoardKey.CARD_1)
    card = chosen(window)
    assert card is not None
    press(window, BoardKey.CANCEL)
    panel = window.panels.cancel
    for _ in range(20):
        if QApplication.focusWidget() in panel.why.choices.values():
            break
        press(window, BoardKey.NEXT)
    press(window, BoardKey.BUMP)
    for _ in range(20):
        if QApplication.focusWidget() is panel.confirm_button:
            break
        press(window, BoardKey.NEXT)
    reason = panel.why.reason
    assert reason is not None
    QTest.keyPress(panel.confirm_button, Qt.Key.Key_B)
    assert panel.confirm_button.isDown()
    QTest.keyRelease(panel.confirm_button, Qt.Key.Key_B)
    assert not panel.confirm_button.isDown()
    assert panel.is_open
    QTest.keyPress(panel.confirm_button, Qt.Key.Key_B)
    wanted = (card.card.order_id, ActionKind.CANCEL, reason, "")
    qtbot.waitUntil(lambda: kitchen.asked == [wanted])
    assert isinstance(reason, CancelReason)


def test_ctrl_alone_bumps_once_it_is_learned(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window.keys.use({**DEFAULTS, BoardKey.BUMP: "Ctrl"})
    press(window, BoardKey.CARD_1)
    press(window, BoardKey.BUMP, Qt.Key.Key_Control)
    qtbot.waitUntil(lambda: len(kitchen.asked) == 1)
    QTest.keyClick(window, Qt.Key.Key_B)
    assert len(kitchen.asked) == 1


def test_what_is_not_about_a_card_has_keys_too(
    window: MainWindow, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window.keys.use({**DEFAULTS, BoardKey.ACCEPT_ALL: "F3"})
    assert window.tools.menu.buttons
    press(window, BoardKey.MENU)
    assert window.tools.menu.is_open
    press(window, BoardKey.MENU)
    press(window, BoardKey.WAITING)
    assert QApplication.focusWidget() is window.waiting.chips[0]
    press(window, BoardKey.ACCEPT_ALL)
    qtbot.waitUntil(lambda: len(kitchen.asked) > 1)
    assert {kind for _, kind in kitchen.asked} == {ActionKind.ACCEPT}
