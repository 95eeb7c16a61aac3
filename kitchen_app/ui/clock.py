"""The one timer of the screen: everything that shows time renders from its tick."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kitchen_app.base.clock import Clock

TICK_MS = 250


class UiClock(QObject):
    """Tells the time four times a second while it runs.

    Signals:
        ticked: the wall time, as an aware UTC datetime.
    """

    ticked = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def now(self) -> datetime:
        return self._clock.now()

    def start(self) -> None:
        self._timer.start()
        self.tick()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def tick(self) -> None:
        """Tell the time now, without waiting for the timer."""
        self.ticked.emit(self._clock.now())
