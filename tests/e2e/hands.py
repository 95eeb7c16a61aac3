"""A hand on the screen, and one on the keyboard: both press the same buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QScroller

from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.touch_button import TouchButton

By = Callable[[TouchButton], None]


def by_mouse(button: TouchButton) -> None:
    """Touch a button, or hold it if it wants to be held."""
    assert button.isVisible()
    assert button.isEnabled()
    ground = button.parentWidget()
    while ground is not None and not isinstance(ground, QScrollArea):
        ground = ground.parentWidget()
    if ground is not None:
        ground.ensureWidgetVisible(button)
        # It looks for the target of a held back press on the screen; the offscreen one is small.
        QScroller.ungrabGesture(ground.viewport())
    if isinstance(button, HoldButton):
        QTest.mousePress(button, Qt.MouseButton.LeftButton)
    else:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def by_keys(button: TouchButton) -> None:
    """Walk to a button with Tab, seeing where the keyboard is, and press Enter."""
    window = button.window()
    for _ in range(200):
        focus = QApplication.focusWidget()
        if focus is button:
            break
        # Of reasons that exclude each other, arrows choose, as in any such group.
        is_choice = isinstance(focus, TouchButton) and focus.isCheckable() and button.isCheckable()
        key = Qt.Key.Key_Down if is_choice else Qt.Key.Key_Tab
        QTest.keyClick(focus if focus is not None else window, key)
    assert QApplication.focusWidget() is button
    if isinstance(button, HoldButton):
        QTest.keyPress(button, Qt.Key.Key_Return)
    else:
        QTest.keyClick(button, Qt.Key.Key_Return)
