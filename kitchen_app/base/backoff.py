"""Growing, jittered pauses between attempts."""

import random


class Backoff:
    """Pauses that double from `first_s` to `limit_s`, each shortened by up to a quarter.

    The jitter keeps many attempts that failed together from coming back together.
    """

    def __init__(self, *, first_s: float, limit_s: float) -> None:
        self._first_s = first_s
        self._limit_s = limit_s
        self._next_s = first_s

    def next(self) -> float:
        """Return the pause in seconds before the next attempt."""
        pause = self._next_s
        self._next_s = min(self._next_s * 2, self._limit_s)
        return pause * random.uniform(0.75, 1.0)  # noqa: S311 - jitter, not a secret

    def reset(self) -> None:
        self._next_s = self._first_s
