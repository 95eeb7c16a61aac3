"""What gets the keyboard is in sight, also when it comes from outside of what scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.focus_follower import FocusFollower
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from tests.ui.conftest import settle


def test_tab_from_outside_scrolls_to_what_it_reaches(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    outside, scroll = TouchButton("quiet", window), TouchScroll(window, spacing=8)
    column = QVBoxLayout(window)
    column.addWidget(outside)
    column.addWidget(scroll)
    buttons = [TouchButton("quiet", text=str(number)) for number in range(20)]
    for button in buttons:
        button.setFixedHeight(48)
        scroll.column.addWidget(button)
    window.resize(200, 300)
    window.show()
    follower = FocusFollower(window)
    handle = window.windowHandle()
    assert handle is not None
    follower.watch(handle)
    window.activateWindow()
    settle(qapp)
    bar = scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    outside.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(outside, Qt.Key.Key_Tab)
    settle(qapp)
    assert QApplication.focusWidget() is buttons[0]
    assert bar.value() == 0
    buttons[-1].setFocus(Qt.FocusReason.TabFocusReason)
    settle(qapp)
    assert (
        scroll.viewport().rect().contains(buttons[-1].geometry().translated(scroll.content.pos()))
    )
