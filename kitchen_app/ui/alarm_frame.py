"""The frame of the whole window, while an order has waited for half a minute."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from kitchen_app.services.alarm import flashes
from kitchen_app.services.board import CardView
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme

_HALF_SECOND_US = 500_000
"""Once a second: far from the three flashes that can do harm (WCAG 2.3.1)."""


class AlarmFrame(QWidget):
    """Lies over its window's edge and lets every touch through; steady with reduced motion.

    It is a function of the cards and the time, as the sound is, and has no state of its own.
    """

    def __init__(
        self,
        theme: Theme,
        clock: UiClock,
        cards: Callable[[], Iterable[CardView]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cards = cards
        self._motion = theme.motion
        self._width = theme.px("unit")
        self._colour = theme.colour("late")
        self.hide()
        parent.installEventFilter(self)
        clock.ticked.connect(self.tick)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        """Show itself, if it is time."""
        is_lit = not self._motion or now.microsecond < _HALF_SECOND_US
        wanted = is_lit and flashes(self._cards(), now)
        if wanted and self.isHidden():
            self._follow(self.window())
            self.raise_()  # over a panel that was opened since
        self.setVisible(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._follow(watched)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._colour)

    def _follow(self, window: QWidget) -> None:
        """Cover the edge only: what lies inside is not painted anew."""
        whole, width = window.rect(), self._width
        self.setGeometry(whole)
        inside = QRect(whole).adjusted(width, width, -width, -width)
        self.setMask(QRegion(whole) - QRegion(inside))
