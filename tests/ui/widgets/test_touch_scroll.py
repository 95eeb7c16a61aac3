"""A column under a finger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from tests.ui.conftest import settle


def test_content_fills_the_width_and_scrolls(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    scroll = TouchScroll(spacing=8)
    qtbot.addWidget(scroll)
    for _ in range(30):
        scroll.column.addWidget(WrapLabel("line", text="many words " * 6))
    scroll.resize(300, 200)
    scroll.show()
    settle(qapp)
    assert scroll.content.width() == 300
    assert scroll.verticalScrollBar().maximum() > 1000
    assert scroll.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
