"""Held to the end it asks, let go early it does nothing: by mouse and by keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HOLD_MS, HoldButton

KEYS = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]


@pytest.fixture
def button(qtbot: QtBot, theme: Theme) -> HoldButton:
    made = HoldButton(theme, hint="hold", going="keep holding")
    qtbot.addWidget(made)
    made.show_words("Cancel order 7", spoken="Cancel order 7")
    made.resize(300, 80)
    made.show()
    return made


def test_the_mouse_must_stay_down_for_a_second(qtbot: QtBot, button: HoldButton) -> None:
    with qtbot.waitSignal(button.held, timeout=5 * HOLD_MS):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        assert button.hint == "keep holding"
        qtbot.waitUntil(lambda: button.fraction > 0.2)
        empty = QImage(button.size(), QImage.Format.Format_RGB32)
        button.render(empty)
    assert (button.fraction, button.hint) == (0.0, "hold")
    with qtbot.assertNotEmitted(button.held):
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("key", KEYS)
def test_a_key_must_stay_down_for_a_second(qtbot: QtBot, button: HoldButton, key: Qt.Key) -> None:
    button.setFocus()
    with qtbot.waitSignal(button.held, timeout=5 * HOLD_MS):
        QTest.keyPress(button, key)
        qtbot.waitUntil(lambda: button.fraction > 0)
        repeat = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, autorep=True)
        QApplication.sendEvent(button, repeat)
    QTest.keyRelease(button, key)


def test_let_go_early_it_does_nothing(qtbot: QtBot, button: HoldButton) -> None:
    with qtbot.assertNotEmitted(button.held):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: button.fraction > 0.1)
        QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
        assert button.fraction == 0.0
        for key in KEYS:
            QTest.keyPress(button, key)
            qtbot.waitUntil(lambda: button.fraction > 0)
            repeat = QKeyEvent(
                QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, autorep=True
            )
            QApplication.sendEvent(button, repeat)
            assert button.isDown()
            QTest.keyRelease(button, key)
            assert button.fraction == 0.0
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        button.click()


def test_a_finger_that_slides_off_does_nothing(qtbot: QtBot, button: HoldButton) -> None:
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: button.fraction > 0)
    QTest.mouseMove(button, QPoint(900, 900))
    qtbot.waitUntil(lambda: button.fraction == 0.0)


def test_what_is_hidden_or_disabled_while_it_is_held_does_nothing(
    qtbot: QtBot, button: HoldButton
) -> None:
    with qtbot.assertNotEmitted(button.held):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: button.fraction > 0)
        button.setEnabled(False)
        assert not button.isDown()
        button._finish()
        button.setEnabled(True)
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
        button.hide()
        assert button.fraction == 0.0


def test_it_drains_the_other_way_in_arabic(qtbot: QtBot, button: HoldButton) -> None:
    def dark_at(x: int) -> bool:
        picture = button.grab().toImage()
        return picture.pixelColor(x, button.height() - 6).lightness() < 60

    button._show_progress(0.5)
    assert (dark_at(30), dark_at(270)) == (True, False)
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert (dark_at(30), dark_at(270)) == (False, True)


def test_how_far_it_is_can_be_seen_on_both_kinds(theme: Theme, qtbot: QtBot) -> None:
    for role, colour in (("hold", "on_stop"), ("hold_other", "stop")):
        button = HoldButton(theme, hint="hold", going="on", role=role)
        qtbot.addWidget(button)
        button.resize(300, 64)
        button.show()
        button._show_progress(1.0)
        drawn = button.grab().toImage()
        bar = drawn.pixelColor(150, 64 - theme.px("unit") // 2 - theme.px("hold_bar") // 2)
        assert bar == theme.colour(colour)
