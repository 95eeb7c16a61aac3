"""Knows whether a finger or a mouse button is down anywhere on a window."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWindow

_RELEASES = frozenset(
    {
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.TouchEnd,
        QEvent.Type.TouchCancel,
        QEvent.Type.FocusOut,
        QEvent.Type.Hide,
    }
)
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})


class PressWatch(QObject):
    """Watches the native window, so that no widget can swallow what it needs to see.

    Signals:
        pressed: something went down, at a position in the window.
        released: nothing is down any more; told after the press has done its work.
    """

    pressed = Signal(QPointF)
    released = Signal()
    _let_go = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._is_down = False
        self._let_go.connect(self.released, Qt.ConnectionType.QueuedConnection)

    @property
    def is_down(self) -> bool:
        return self._is_down

    def watch(self, window: QWindow) -> None:
        if self._window is None:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _PRESSES and isinstance(event, QMouseEvent):
            self._is_down = True
            self.pressed.emit(event.position())
        elif kind == QEvent.Type.TouchBegin:
            self._is_down = True
        elif kind in _RELEASES and self._is_down:
            self.let_go()
        return False

    def let_go(self) -> None:
        """Believe that nothing is down: a release can get lost with the window's focus."""
        self._is_down = False
        self._let_go.emit()
