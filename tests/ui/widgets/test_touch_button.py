"""A button for wet fingers and for the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.touch_button import TouchButton


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_keys_press_it(qtbot: QtBot, theme: Theme, key: Qt.Key) -> None:
    button = TouchButton("primary", text="Accept")
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, key)


@pytest.mark.parametrize(("role", "least"), [("primary", 64), ("ready", 64), ("quiet", 48)])
def test_it_is_large_enough(qtbot: QtBot, theme: Theme, role: str, least: int) -> None:
    button = TouchButton(role, text="Accept")
    qtbot.addWidget(button)
    button.show()
    assert button.height() >= least


def test_it_has_a_sentence_for_the_ear(qtbot: QtBot, theme: Theme) -> None:
    button = TouchButton("primary")
    qtbot.addWidget(button)
    button.show_words("Accept", spoken="Accept order 7")
    assert (button.text(), button.accessibleName()) == ("Accept", "Accept order 7")
