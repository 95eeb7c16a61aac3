"""A bar that drains as time runs out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.widgets.countdown_bar import CountdownBar

RED, GREY = QColor("#ff0000"), QColor("#808080")


def picture(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    return widget.grab().toImage()


@pytest.mark.parametrize(
    ("direction", "red_x", "grey_x"),
    [(Qt.LayoutDirection.LeftToRight, 20, 80), (Qt.LayoutDirection.RightToLeft, 80, 20)],
)
def test_the_bar_drains_towards_the_leading_edge(
    qtbot: QtBot, direction: Qt.LayoutDirection, red_x: int, grey_x: int
) -> None:
    bar = CountdownBar(height=12, radius=4, trough=GREY)
    bar.setLayoutDirection(direction)
    bar.show_fraction(0.5, RED)
    image = picture(qtbot, bar, 100, 12)
    assert image.pixelColor(red_x, 8) == RED
    assert image.pixelColor(grey_x, 8) == GREY


@pytest.mark.parametrize(("asked", "shown"), [(-1.0, 0.0), (0.25, 0.25), (7.0, 1.0)])
def test_the_bar_has_ends(qtbot: QtBot, asked: float, shown: float) -> None:
    bar = CountdownBar(height=12, radius=4, trough=GREY)
    qtbot.addWidget(bar)
    bar.show_fraction(asked, RED)
    assert bar.fraction == shown
