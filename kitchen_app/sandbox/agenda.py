"""Sandbox time: pauses and appointments that run as fast as the sandbox's clock."""

import asyncio
import heapq
import itertools
from collections.abc import Callable

from kitchen_app.base.clock import Clock, ScaledClock, SystemClock

# A clock that is neither the machine's nor a scaled one is moved by hand: look at it this often.
_HAND_MOVED_POLL_S = 0.01


async def pause(clock: Clock, seconds: float) -> None:
    """Wait until `clock` has gone on by so many seconds."""
    due = clock.monotonic() + seconds
    # A clock cannot be awaited; the sleep below is exact unless the clock is moved by hand.
    while (remaining := due - clock.monotonic()) > 0:  # noqa: ASYNC110 - no event
        await asyncio.sleep(_machine_seconds(clock, remaining))


def _machine_seconds(clock: Clock, seconds: float) -> float:
    if isinstance(clock, ScaledClock):
        return seconds / clock.speed
    if isinstance(clock, SystemClock):
        return seconds
    return min(seconds, _HAND_MOVED_POLL_S)


class Agenda:
    """Calls functions at moments of sandbox time, in order, from one task."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._changed = asyncio.Event()

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Call `action` once, so many sandbox seconds from now."""
        due = self._clock.monotonic() + seconds
        heapq.heappush(self._entries, (due, next(self._order), action))
        self._changed.set()

    async def run(self) -> None:
        """Keep the appointments until cancelled."""
        while True:
            self._changed.clear()
            self.keep_due()
            await self._sleep()

    def keep_due(self) -> None:
        """Keep the appointments whose time has come."""
        while self._entries and self._entries[0][0] <= self._clock.monotonic():
            _, _, action = heapq.heappop(self._entries)
            action()

    async def _sleep(self) -> None:
        """Wait for the next appointment or for a new one that may come before it."""
        timeout: float | None = None
        if self._entries:
            seconds = self._entries[0][0] - self._clock.monotonic()
            timeout = max(0.0, _machine_seconds(self._clock, seconds))
        try:
            async with asyncio.timeout(timeout):
                await self._changed.wait()
        except TimeoutError:
            return
