"""The only place that asks the machine for the time."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

_BOOT_CLOCK: int | None = getattr(time, "CLOCK_BOOTTIME", None)
"""Linux leaves time asleep out of its monotonic clock (cpython issue 106940); Windows does not."""


class Clock(Protocol):
    """Wall time for what people read, monotonic time for what is measured."""

    def now(self) -> datetime:
        """Return the wall time as an aware UTC datetime."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never jump, from an arbitrary start; time asleep counts."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic() if _BOOT_CLOCK is None else time.clock_gettime(_BOOT_CLOCK)


class SteadyClock:
    """Another clock that nobody can set behind our back.

    People and time servers set clocks while orders run. Here the wall time goes on as if nothing
    had happened until `catch_up()`, so that all that depends on it can be moved in one step.
    """

    def __init__(self, wall: Clock) -> None:
        self._wall = wall
        self._origin = wall.now()
        self._started_s = wall.monotonic()

    def now(self) -> datetime:
        return self._origin + timedelta(seconds=self._wall.monotonic() - self._started_s)

    def monotonic(self) -> float:
        return self._wall.monotonic()

    def was_set_by(self) -> timedelta:
        """Return how far the other clock has been set forward since the last `catch_up()`."""
        return self._wall.now() - self.now()

    def catch_up(self) -> timedelta:
        """Follow the other clock; return how far this one jumped."""
        jump = self.was_set_by()
        self._origin += jump
        return jump


class ScaledClock:
    """A clock that starts at the machine's time and runs `speed` times as fast.

    The emulator of Keeta uses it, so that a five-minute rule can be seen in seconds.
    """

    def __init__(self, speed: float) -> None:
        if speed <= 0:
            raise ValueError(f"speed must be positive, got {speed}")
        self.speed = speed
        self._origin = datetime.now(UTC)
        self._started = time.monotonic()

    def now(self) -> datetime:
        return self._origin + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return (time.monotonic() - self._started) * self.speed


def from_epoch_ms(milliseconds: int) -> datetime:
    """Return the aware UTC datetime of a count of milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def to_epoch_ms(moment: datetime) -> int:
    """Return milliseconds since 1970 of an aware datetime."""
    return round(moment.timestamp() * 1000)
