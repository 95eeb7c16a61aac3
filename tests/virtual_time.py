"""A loop whose time passes at once: when nothing can go on, it jumps to the next timer."""

import asyncio
import selectors


class JumpingSelector(selectors.DefaultSelector):
    """Waits for no timer: what should be waited for is added to `jumped_s`."""

    def __init__(self) -> None:
        super().__init__()
        self.jumped_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(timeout if timeout is None else 0)
        if not ready and timeout is not None:
            self.jumped_s += timeout
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An ordinary loop whose seconds pass at once."""

    def __init__(self) -> None:
        self._jumping = JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.jumped_s


class HurriedSelector(selectors.DefaultSelector):
    """Waits a fraction of the time for timers, and for files and sockets as long as it takes."""

    def __init__(self, times: float) -> None:
        super().__init__()
        self._times = times

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout if timeout is None else timeout / self._times)


class HurriedLoop(asyncio.SelectorEventLoop):
    """A loop whose seconds pass some times faster, for tests with real processes and sockets."""

    def __init__(self, times: float) -> None:
        self._times = times
        super().__init__(HurriedSelector(times))

    def time(self) -> float:
        return super().time() * self._times
