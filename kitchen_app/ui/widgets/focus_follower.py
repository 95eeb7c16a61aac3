"""Scrolls to whatever gets the keyboard."""

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


class FocusFollower(QObject):
    """Keeps what has the keyboard in sight, wherever the keyboard came from.

    Qt's own scroll areas do so only for Tab from one of their children to the next.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None

    def watch(self, window: QWindow) -> None:
        if self._window is None:
            self._window = window
            # Later, and by asking: what the signal brings may be dying.
            window.focusObjectChanged.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _follow(self) -> None:
        focus = QApplication.focusWidget()
        ground = focus.parentWidget() if focus is not None else None
        while ground is not None:
            if isinstance(ground, QScrollArea) and focus is not None:
                _show(focus, ground)
            ground = ground.parentWidget()


def _show(target: QWidget, area: QScrollArea) -> None:
    """Scroll as little as it takes; of what is higher than the area its head is shown."""
    bar, seen = area.verticalScrollBar(), area.viewport().height()
    top = bar.value() + target.mapTo(area.viewport(), QPoint(0, 0)).y()
    bottom = top + target.height()
    if top < bar.value() or target.height() > seen:
        bar.setValue(top)
    elif bottom > bar.value() + seen:
        bar.setValue(bottom - seen)
