"""Notices from the core thread that the window stands still, which the window cannot say itself."""

import asyncio
import logging
import sys
import threading
import traceback

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 5.0

_FIRST_OF_ITS_LOOP = 2
"""The clock ticks once before the window's loop runs."""

LOOKS_UNTIL_TOLD = 12
"""A minute: counted in looks, because a machine that was asleep is no window that hangs."""


class ScreenWatch:
    """Hears the beats of the window's thread and writes down when they stop.

    The program is not ended for it: orders still come in and the alarm sounds, and a driver or a
    dialog that holds the window may let it go again (docs/decisions/0017).
    """

    def __init__(self, *, every_s: float = _LOOK_EVERY_S) -> None:
        self._every_s = every_s
        self._beats = 0
        self._seen = 0
        self._looks_in_vain = 0

    @property
    def stands_still(self) -> bool:
        return self._looks_in_vain >= LOOKS_UNTIL_TOLD

    def beat(self, _now: object = None) -> None:
        """Be told that the window lives; called on its thread, several times a second."""
        self._beats += 1
        if self._beats == _FIRST_OF_ITS_LOOP:
            logger.info("The window is open")

    async def run(self) -> None:
        """Service: look for ever."""
        while True:
            await asyncio.sleep(self._every_s)
            self.look()

    def look(self) -> None:
        """Take note of what was heard since the last look. There may be no window yet."""
        beats = self._beats
        if beats != self._seen:
            if self.stands_still:
                logger.warning("The window moves again")
            self._seen, self._looks_in_vain = beats, 0
        elif beats:
            self._looks_in_vain += 1
            if self._looks_in_vain == LOOKS_UNTIL_TOLD:
                logger.error("The window has stood still for a minute, here:\n%s", _where())


def _where() -> str:
    """Return the place in the code at which the window's thread stands; no values are in it."""
    frame = sys._current_frames().get(threading.main_thread().ident or 0)  # noqa: SLF001 - documented
    return "".join(traceback.format_stack(frame)) if frame is not None else "nowhere"
