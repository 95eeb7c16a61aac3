"""A loop whose seconds pass faster, so that ten minutes of the whole program take one."""

import asyncio
import selectors

from kitchen_app.base.clock import ScaledClock


class HurriedSelector(selectors.DefaultSelector):
    """Waits a fraction of the time it is told to wait."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed = speed

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(None if timeout is None else timeout / self._speed)


class FastLoop(asyncio.SelectorEventLoop):
    """An ordinary loop, with real sockets, that lives by a scaled clock."""

    def __init__(self, clock: ScaledClock) -> None:
        self._clock = clock
        super().__init__(HurriedSelector(clock.speed))

    def time(self) -> float:
        return self._clock.monotonic()
