"""What the keyboard sends has a name; modifiers count when they come up alone."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from kitchen_app.services.board_keys import BoardKey
from kitchen_app.ui.keys import KeyMap, KeyReader

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
PAD = Qt.KeyboardModifier.KeypadModifier


def event(
    kind: QEvent.Type, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, repeats: bool = False
) -> QKeyEvent:
    return QKeyEvent(kind, key, modifiers, "", repeats)


@pytest.mark.parametrize(
    ("key", "modifiers", "name"),
    [
        (Qt.Key.Key_A, NONE, "A"),
        (Qt.Key.Key_5, NONE, "5"),
        (Qt.Key.Key_5, PAD, "Num+5"),
        (Qt.Key.Key_Plus, PAD, "Num++"),
        (Qt.Key.Key_F11, NONE, "F11"),
        (Qt.Key.Key_Z, CTRL, "Ctrl+Z"),
        (Qt.Key.Key_unknown, NONE, ""),
    ],
)
def test_a_key_has_its_name_when_it_goes_down(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, name: str
) -> None:
    reader = KeyReader()
    assert reader.read(event(PRESS, key, modifiers)) == name
    assert reader.read(event(RELEASE, key, modifiers)) == ""


def test_ctrl_alone_is_a_key_when_it_comes_up() -> None:
    reader = KeyReader()
    for _ in range(2):
        assert reader.read(event(PRESS, Qt.Key.Key_Control, CTRL)) == ""
        assert reader.read(event(RELEASE, Qt.Key.Key_Control)) == "Ctrl"


def test_ctrl_with_another_key_is_not() -> None:
    reader = KeyReader()
    reader.read(event(PRESS, Qt.Key.Key_Control, CTRL))
    assert reader.read(event(PRESS, Qt.Key.Key_Z, CTRL)) == "Ctrl+Z"
    reader.read(event(RELEASE, Qt.Key.Key_Z, CTRL))
    assert reader.read(event(RELEASE, Qt.Key.Key_Control)) == ""


def test_a_key_that_is_held_is_pressed_once() -> None:
    reader = KeyReader()
    assert reader.read(event(PRESS, Qt.Key.Key_B)) == "B"
    assert reader.read(event(PRESS, Qt.Key.Key_B, repeats=True)) == ""


def test_a_number_pad_does_what_the_digits_do_until_it_is_learned() -> None:
    assert KeyMap().action_of("Num+5") is BoardKey.CARD_5
    learned = KeyMap({BoardKey.BUMP: "Num+5", BoardKey.CARD_5: "5"})
    assert learned.action_of("Num+5") is BoardKey.BUMP
    assert learned.action_of("5") is BoardKey.CARD_5
    assert KeyMap({BoardKey.BUMP: ""}).action_of("") is None
