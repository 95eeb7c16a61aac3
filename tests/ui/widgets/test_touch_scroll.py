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


def test_it_says_that_there_is_more_below_until_the_end_is_reached(
    qtbot: QtBot, theme: Theme, qapp: QApplication
) -> None:
    scroll = TouchScroll(spacing=8)
    qtbot.addWidget(scroll)
    lines = [WrapLabel("line", text=f"line {number}") for number in range(30)]
    for line in lines:
        scroll.column.addWidget(line)
    scroll.resize(300, 200)
    scroll.show()
    settle(qapp)
    bar = scroll.verticalScrollBar()
    assert scroll.more.isVisible()
    assert scroll.viewport().geometry().bottom() < scroll.more.geometry().top() + 1
    bar.setValue(bar.maximum())
    settle(qapp)
    assert not scroll.more.isVisible()
    assert bar.value() == bar.maximum()
    bar.setValue(bar.maximum() - 60)
    settle(qapp)
    assert scroll.more.isVisible()
    for line in lines[2:]:
        line.hide()
    settle(qapp)
    assert not scroll.more.isVisible()
