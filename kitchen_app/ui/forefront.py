"""Brings the window forward when an order comes: a cook must not have to look for it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.services.board import CardView


class Forefront:
    """Knows which orders wait, and calls the window for each that is new among them.

    Windows lets a program in the background only blink in its bar; `alert` is that blink.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._waiting: frozenset[str] = frozenset()

    def follow(self, cards: Iterable[CardView]) -> None:
        """Take the board; come forward if an order waits that did not wait before."""
        waiting = frozenset(card.order_id for card in cards if card.accept_by is not None)
        has_come = bool(waiting - self._waiting)
        self._waiting = waiting
        in_front = self._window.isActiveWindow() and not self._window.isMinimized()
        if has_come and not in_front:
            self._come()

    def _come(self) -> None:
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.activateWindow()
        QApplication.alert(window)
