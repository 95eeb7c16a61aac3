"""Under the cover no touch reaches an order, and the cover goes by itself."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.clean_screen import CLEAN_FOR_S, CleanScreen
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.touch_button import TouchButton


class Ground:
    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(800, 600)
        self.button = TouchButton("primary", self.window, text="Accept")
        self.button.setGeometry(0, 0, 800, 600)
        self.clicks = 0
        self.button.clicked.connect(self._count)
        self.clean = CleanScreen(theme, self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _count(self) -> None:
        self.clicks += 1

    def touch(self) -> None:
        handle = self.window.windowHandle()
        assert handle is not None
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(300, 300))


@pytest.fixture
def ground(qtbot: QtBot, theme: Theme) -> Ground:
    return Ground(qtbot, theme)


def test_no_touch_and_no_key_reaches_what_is_below(ground: Ground) -> None:
    ground.touch()
    assert ground.clicks == 1
    ground.button.setFocus()
    ground.clean.begin()
    ground.touch()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_A):
        QTest.keyClick(ground.window.focusWidget(), key)
    assert ground.window.focusWidget() is ground.clean
    assert ground.clicks == 1


def test_it_counts_down_and_goes(ground: Ground) -> None:
    ground.clean.begin()
    assert ground.clean.left_s == CLEAN_FOR_S
    for left in range(CLEAN_FOR_S - 1, 0, -1):
        ground.clean._second.timeout.emit()
        assert ground.clean.left_s == left
        assert str(left) in ground.clean.accessibleName()
    ground.clean._second.timeout.emit()
    assert not ground.clean.isVisible()
    ground.touch()
    assert ground.clicks == 1


def test_escape_ends_it_early(ground: Ground) -> None:
    ground.clean.begin()
    QTest.keyClick(ground.clean, Qt.Key.Key_Escape)
    assert not ground.clean.isVisible()
    assert ground.clean.left_s == 0


def test_it_covers_a_window_that_grows(ground: Ground, qtbot: QtBot) -> None:
    ground.clean.begin()
    ground.window.resize(1000, 700)
    qtbot.waitUntil(lambda: ground.clean.size() == ground.window.size())
