"""It knows what is down, whoever takes the press."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from kitchen_app.ui.widgets.press_watch import PressWatch


def test_a_press_on_a_button_is_seen(qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    handle = button.windowHandle()
    assert handle is not None
    presses = PressWatch()
    presses.watch(handle)
    presses.watch(handle)
    with qtbot.waitSignal(presses.pressed) as pressed:
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert pressed.args is not None
    assert pressed.args[0].toPoint() == QPoint(5, 5)
    assert presses.is_down
    with qtbot.waitSignals([button.clicked, presses.released], order="strict"):
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not presses.is_down


def test_a_window_that_hides_lets_go(qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    handle = button.windowHandle()
    assert handle is not None
    presses = PressWatch()
    presses.watch(handle)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    with qtbot.waitSignal(presses.released):
        button.hide()
    assert not presses.is_down
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
