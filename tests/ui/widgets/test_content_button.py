"""A button is as high as what it holds, and a touch on its content presses it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.content_button import ContentButton
from kitchen_app.ui.widgets.text import WrapLabel

WORDS = "Chicken shawarma plate with garlic sauce and extra bread, large"


def test_it_grows_with_its_words_and_takes_their_touches(qtbot: QtBot, theme: Theme) -> None:
    button = ContentButton("total")
    qtbot.addWidget(button)
    label = WrapLabel("line", button, text=WORDS)
    column = QVBoxLayout()
    column.addWidget(label)
    button.hold(column)
    assert button.heightForWidth(150) > button.heightForWidth(600) > 0
    button.resize(300, button.heightForWidth(300))
    button.show()
    handle = button.windowHandle()
    assert handle is not None
    with qtbot.waitSignal(button.clicked):
        where = label.mapTo(button, QPoint(5, 5))
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=where)
