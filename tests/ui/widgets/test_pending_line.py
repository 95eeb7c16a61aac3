"""A line that moves while nobody knows."""

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.widgets.pending_line import PendingLine

RED, GREY = QColor("#ff0000"), QColor("#808080")


def picture(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    return widget.grab().toImage()


def test_the_pending_line_moves_only_while_it_is_seen(qtbot: QtBot) -> None:
    line = PendingLine(height=4, colour=RED, trough=GREY, motion=True)
    qtbot.addWidget(line)
    line.show()
    qtbot.waitUntil(lambda: 0.0 < line.position < 0.4)
    line.hide()
    stopped = line.position
    qtbot.waitUntil(lambda: line.position == stopped)
    still = PendingLine(height=4, colour=RED, trough=GREY, motion=False)
    assert picture(qtbot, still, 100, 4).pixelColor(99, 2) == GREY
