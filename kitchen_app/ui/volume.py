"""How loud the computer itself is: an alarm that is played and not heard is no alarm."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from kitchen_app.ui.sounds import SoundProblem

LOOK_EVERY_S = 30.0
QUIET_BELOW = 0.4
"""A share of the computer's full volume (our decision: a hood and a dishwasher are louder)."""

_CLOSE_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """The volume of what is heard, 1.0 for full; above that the system amplifies."""

    share: float
    is_muted: bool


VolumeReader = Callable[[], Volume | None]
"""Reads the volume, or None where nobody tells. May take seconds, and never raises."""


def trouble_of(volume: Volume | None) -> SoundProblem | None:
    """Return why the alarm may not be heard; what is not known is no trouble."""
    if volume is None:
        return None
    if volume.is_muted or volume.share <= 0:
        return SoundProblem.MUTED
    return SoundProblem.QUIET if volume.share < QUIET_BELOW else None


class VolumeWatch:
    """Looks now and then, on a thread of its own: the system's answer may take a while."""

    def __init__(self, read: VolumeReader, *, every_s: float = LOOK_EVERY_S) -> None:
        self._read = read
        self._every_s = every_s
        self._asked = threading.Event()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="volume", daemon=True)
        self.problem: SoundProblem | None = None

    def start(self) -> None:
        self._thread.start()

    def want(self) -> None:
        """Have it looked at now; may be called on any thread."""
        self._asked.set()

    def close(self) -> None:
        """Look no more."""
        self._is_closed = True
        self._asked.set()
        if self._thread.is_alive():
            self._thread.join(_CLOSE_WITHIN_S)

    def _run(self) -> None:
        while not self._is_closed:
            self._asked.clear()
            self.problem = trouble_of(self._read())
            if not self._is_closed:
                self._asked.wait(self._every_s)
