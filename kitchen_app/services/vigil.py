"""Noticing that time was lost, or that the machine's clock was set, within a second of it.

A machine that sleeps, and a process that is stopped, miss messages and deadlines; asyncio's timers
do not count the time asleep on Linux, so whatever waits longer than a moment is late by it.
"""

import asyncio
from datetime import timedelta

from kitchen_app.base.clock import SteadyClock
from kitchen_app.base.signal import Signal

TICK_S = 1.0
GAP_S = 5.0
"""So much longer than a tick nothing of ours blocks the loop: then the machine stood still."""

_SET_BY = timedelta(seconds=0.5)
"""Less is the ordinary correction of a clock that runs well."""


class Vigil:
    """Compares the clocks once a second.

    Signals:
        clock_set: by how much the wall clock was set; ours follows it at this very moment.
        time_lost: for how many seconds nothing of ours ran.
    """

    def __init__(self, clock: SteadyClock) -> None:
        self._clock = clock
        self._seen_s = clock.monotonic()
        self.clock_set: Signal[timedelta] = Signal()
        self.time_lost: Signal[float] = Signal()

    async def run(self) -> None:
        """Service: look once a second."""
        self._seen_s = self._clock.monotonic()
        while True:
            await asyncio.sleep(TICK_S)
            self.look()

    def look(self) -> None:
        """Compare the clocks now."""
        now_s = self._clock.monotonic()
        lost_s = now_s - self._seen_s - TICK_S
        self._seen_s = now_s
        if abs(self._clock.was_set_by()) > _SET_BY:
            self.clock_set.emit(self._clock.catch_up())
        if lost_s > GAP_S:
            self.time_lost.emit(lost_s)
