"""Back to the board after a minute without a touch: no panel hides an order longer."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QWindow

from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.widgets.slide_over import SlideOver

IDLE_FOR = timedelta(seconds=60)

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.Wheel,
    }
)


class IdleReturn(QObject):
    """Closes what covers the board.

    Words that were half typed are lost with their panel: they are typed again in a minute, and an
    order that nobody sees is lost for good.
    """

    def __init__(self, clock: UiClock, panels: Iterable[SlideOver], parent: QObject) -> None:
        super().__init__(parent)
        self._panels = tuple(panels)
        self._idle_since: datetime | None = None
        clock.ticked.connect(self._look)

    def watch(self, window: QWindow) -> None:
        """Watch the native window: no widget can swallow what it needs to see."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._idle_since = None
        return False

    @Slot(object)
    def _look(self, now: datetime) -> None:
        is_covered = any(panel.is_open for panel in self._panels)
        if not is_covered or self._idle_since is None or now < self._idle_since:
            self._idle_since = now if is_covered else None
        elif now - self._idle_since >= IDLE_FOR:
            self._idle_since = None
            for panel in self._panels:
                panel.close_panel()
