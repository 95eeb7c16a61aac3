"""Panels slide, and give the keyboard back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme, load_theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.touch_button import TouchButton


def ground(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1200, 600)
    return widget


def test_it_slides_in_and_follows_the_size(qtbot: QtBot, theme: Theme) -> None:
    below = ground(qtbot)
    panel = SlideOver(load_theme("dark", motion=True), below)
    below.show()
    panel.open_panel()
    assert panel.is_open
    qtbot.waitUntil(lambda: panel.geometry().right() == 1199)
    below.resize(1500, 700)
    assert panel.width() == 500
    assert panel.height() == 700
    with qtbot.waitSignal(panel.closed):
        panel.close_panel()
    assert not panel.is_open


@pytest.mark.parametrize(
    ("direction", "leads", "left"),
    [
        (Qt.LayoutDirection.LeftToRight, False, 800),
        (Qt.LayoutDirection.LeftToRight, True, 0),
        (Qt.LayoutDirection.RightToLeft, False, 0),
        (Qt.LayoutDirection.RightToLeft, True, 800),
    ],
)
def test_it_stands_on_its_side_in_both_directions(
    qtbot: QtBot, theme: Theme, direction: Qt.LayoutDirection, leads: bool, left: int
) -> None:
    below = ground(qtbot)
    below.setLayoutDirection(direction)
    panel = SlideOver(theme, below, leads=leads)
    below.show()
    panel.open_panel()
    assert panel.geometry().left() == left


def test_the_keyboard_goes_back(qtbot: QtBot, theme: Theme) -> None:
    below = ground(qtbot)
    button = TouchButton("quiet", text="x")
    row = QHBoxLayout(below)
    row.addWidget(button)
    panel = SlideOver(theme, below)
    below.show()
    below.activateWindow()
    qtbot.waitUntil(below.isActiveWindow)
    button.setFocus()
    panel.open_panel()
    assert panel.hasFocus()
    panel.close_panel()
    assert button.hasFocus()


def test_a_button_that_has_gone_does_not_matter(qtbot: QtBot, theme: Theme) -> None:
    below = ground(qtbot)
    button = TouchButton("quiet", below, text="x")
    panel = SlideOver(theme, below)
    below.show()
    button.setFocus()
    panel.open_panel()
    button.setParent(None)
    del button
    panel.close_panel()
    assert not panel.is_open


def test_it_can_be_there_at_once(qtbot: QtBot) -> None:
    below = ground(qtbot)
    panel = SlideOver(load_theme("dark", motion=True), below)
    below.show()
    panel.open_panel(at_once=True)
    assert panel.geometry().right() == below.width() - 1
