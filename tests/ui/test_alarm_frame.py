"""The window's frame calls for somebody once a second, or stands still with reduced motion."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.board import CardView
from kitchen_app.ui.alarm_frame import AlarmFrame
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme, load_theme
from tests.ui import canned

STATES = canned.states()
HALF = timedelta(milliseconds=500)


def framed(qtbot: QtBot, theme: Theme, *cards: CardView) -> tuple[AlarmFrame, QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    return AlarmFrame(theme, UiClock(canned.FixedClock()), lambda: cards, window), window


@pytest.mark.parametrize(
    ("state", "is_seen"),
    [("soon", True), ("late", True), ("unreadable", False), ("pending", False), ("ready", False)],
)
def test_it_shows_when_an_order_has_waited_for_half_a_minute(
    qtbot: QtBot, theme: Theme, state: str, *, is_seen: bool
) -> None:
    frame, _ = framed(qtbot, theme, STATES[state])
    frame.tick(canned.NOW - timedelta(seconds=1))
    assert frame.isVisible() is is_seen


@pytest.mark.parametrize("motion", [True, False])
def test_it_flashes_unless_motion_is_reduced(qtbot: QtBot, *, motion: bool) -> None:
    frame, _ = framed(qtbot, load_theme("dark", motion=motion), STATES["soon"])
    frame.tick(canned.NOW)
    assert frame.isVisible()
    frame.tick(canned.NOW + HALF)
    assert frame.isVisible() is not motion


def test_it_covers_the_edge_only_whatever_the_windows_size(qtbot: QtBot, theme: Theme) -> None:
    frame, window = framed(qtbot, theme, STATES["late"])
    frame.tick(canned.NOW)
    window.resize(QSize(640, 480))
    assert frame.geometry() == window.rect()
    assert frame.mask().contains(QPoint(2, 240))
    assert not frame.mask().contains(QPoint(320, 240))
