"""The whole life of an order with a bump bar that was learned, and no touch anywhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.projection import Lane
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.board_keys import BoardKey
from kitchen_app.store.config_file import load_settings
from kitchen_app.store.pin import NoPepper, PinFile
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.widgets.hold_button import HoldButton
from tests.e2e.stage import Stage, set_up

WITHIN_MS = 15_000
PIN = "2580"
PAD = Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier

Wait = Callable[[Callable[[], bool]], None]
Keys = dict[BoardKey, tuple[Qt.Key, Qt.KeyboardModifier]]
BAR = {
    BoardKey.BUMP: (Qt.Key.Key_Control, NONE),
    BoardKey.NEXT: (Qt.Key.Key_Plus, PAD),
    BoardKey.PREVIOUS: (Qt.Key.Key_Minus, PAD),
    BoardKey.UNDO: (Qt.Key.Key_F7, NONE),
    BoardKey.RECALL: (Qt.Key.Key_F8, NONE),
    BoardKey.DETAILS: (Qt.Key.Key_F9, NONE),
    BoardKey.CANCEL: (Qt.Key.Key_Period, PAD),
    BoardKey.ANSWER: (Qt.Key.Key_F6, NONE),
    BoardKey.BACK: (Qt.Key.Key_F5, NONE),
}
"""A bar whose bump is Ctrl alone, as one maker's is."""


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    load_settings(tmp_path)
    with set_up(tmp_path, SandboxConfig(seed=7)) as whole:
        whole.desk.window.activateWindow()
        qtbot.waitUntil(whole.desk.window.isActiveWindow)
        yield whole


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


class Bar:
    """Sends what the bar sends to whatever has the keyboard."""

    def __init__(self, stage: Stage, keys: Keys) -> None:
        self._window = stage.desk.window
        self._keys = keys

    @property
    def target(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def learn(self, wait: Wait) -> None:
        """Teach the program this bar, as a person does from the menu."""
        panel = self._window.keys_panel
        panel.learn()
        for action, (key, modifiers) in self._keys.items():
            while panel.asked is not action:
                panel.skip_button.click()
            QTest.keyClick(panel, key, modifiers)
        panel.keep_button.click()
        last = list(self._keys)[-1]
        before = self._window.keys.map.key_of(last)
        wait(lambda: self._window.keys.map.key_of(last) != before)

    def press(self, action: BoardKey) -> None:
        key, modifiers = self._keys[action]
        QTest.keyClick(self.target, key, modifiers)

    def hold(self, action: BoardKey) -> None:
        key, modifiers = self._keys[action]
        QTest.keyPress(self.target, key, modifiers)

    def walk_to(self, is_there: Callable[[QWidget], bool]) -> None:
        for _ in range(100):
            if is_there(self.target):
                return
            self.press(BoardKey.NEXT)
        raise AssertionError("the keyboard does not come there")


def card_of(stage: Stage, order_id: int) -> OrderCard:
    return stage.desk.window.board.cards[str(order_id)]


def phase(stage: Stage, order_id: int) -> Phase:
    return stage.keeta_says(order_id).phase


def placed(stage: Stage, wait: Wait, **wish: str | bool | int) -> int:
    order_id = stage.place(**wish)
    board = stage.desk.window.board
    wait(lambda: str(order_id) in board.cards and bool(card_of(stage, order_id).card.order.lines))
    return order_id


def test_an_order_lives_by_keys_alone_and_the_bar_is_known_tomorrow(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    bar = Bar(stage, BAR)
    bar.learn(wait)
    order_id = placed(stage, wait, fulfilment="pickup")
    card = card_of(stage, order_id)
    bar.press(BoardKey.NEXT)
    bar.press(BoardKey.BUMP)
    wait(lambda: card.card.next_step is ActionKind.READY)
    bar.press(BoardKey.DETAILS)
    assert stage.desk.window.panels.details.is_open
    bar.press(BoardKey.BACK)
    bar.press(BoardKey.BUMP)
    wait(card.foot.undo_button.isVisible)
    bar.press(BoardKey.UNDO)
    wait(card.foot.step_button.isVisible)
    assert phase(stage, order_id) is Phase.ACCEPTED
    bar.press(BoardKey.BUMP)
    wait(lambda: phase(stage, order_id) is Phase.READY)
    wait(lambda: card.card.next_step is ActionKind.COLLECT)
    bar.press(BoardKey.BUMP)
    wait(lambda: phase(stage, order_id) is Phase.COMPLETED)
    wait(lambda: card.card.lane is Lane.GONE)
    kept = load_settings(tmp_path).keys
    assert kept[BoardKey.BUMP] == "Ctrl"
    assert kept[BoardKey.CANCEL] == "Num+."


def test_an_order_is_rejected_by_keys_with_the_managers_pin(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    bar = Bar(stage, {**BAR, BoardKey.BUMP: (Qt.Key.Key_F12, NONE)})
    bar.learn(wait)
    PinFile(tmp_path, NoPepper()).set(PIN)
    order_id = placed(stage, wait)
    window = stage.desk.window
    panel = window.panels.cancel
    bar.press(BoardKey.NEXT)
    bar.press(BoardKey.CANCEL)
    bar.walk_to(lambda widget: widget in panel.why.choices.values())
    bar.press(BoardKey.BUMP)
    bar.walk_to(lambda widget: isinstance(widget, HoldButton))
    bar.hold(BoardKey.BUMP)
    wait(lambda: window.pin.pad.is_open)
    assert phase(stage, order_id) is Phase.WAITING
    QTest.keyRelease(window.pin.pad, Qt.Key.Key_F12)
    QTest.keyClicks(window.pin.pad, PIN)
    QTest.keyClick(window.pin.pad, Qt.Key.Key_Return)
    wait(lambda: phase(stage, order_id) is Phase.CANCELLED)
