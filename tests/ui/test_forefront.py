"""A new order brings the window forward, once, and nothing else does."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.forefront import Forefront
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle

FIRST, SECOND = canned.card(canned.order("1")), canned.card(canned.order("2"))
COOKING = canned.card(replace(FIRST.order, status=Status.ACCEPTED))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def other(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def look_elsewhere(other: QWidget, qtbot: QtBot) -> None:
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)


def test_an_order_brings_it_forward_once(window: QWidget, other: QWidget, qtbot: QtBot) -> None:
    front = Forefront(window)
    look_elsewhere(other, qtbot)
    front.follow((FIRST,))
    qtbot.waitUntil(window.isActiveWindow)
    look_elsewhere(other, qtbot)
    front.follow((FIRST,))
    assert not window.isActiveWindow()
    front.follow((FIRST, SECOND))
    qtbot.waitUntil(window.isActiveWindow)


def test_what_does_not_wait_brings_nothing(window: QWidget, other: QWidget, qtbot: QtBot) -> None:
    front = Forefront(window)
    front.follow((FIRST,))
    look_elsewhere(other, qtbot)
    for cards in ((COOKING,), (COOKING, canned.states()["ready"]), ()):
        front.follow(cards)
        assert not window.isActiveWindow()


def test_a_minimised_window_opens_as_it_was(
    show_window: ShowWindow, bridge: Bridge, qtbot: QtBot, qapp: QApplication
) -> None:
    window = show_window()
    window.setWindowState(Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMinimized)
    qtbot.waitUntil(window.isMinimized)
    bridge.cards_changed.emit((FIRST,))
    settle(qapp)
    assert not window.isMinimized()
    assert window.isFullScreen()
