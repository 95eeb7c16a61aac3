"""Reaching Keeta when there is nothing to say: for its clock, and to notice that we are offline.

Orders come in by themselves, so a kitchen could otherwise be cut off for an hour, or count down by
a wrong clock, and learn of it only with the next touch. Keeta itself is asked once a minute only;
in between a greeting, to our own public address if there is one, feels for the internet.
"""

import asyncio
from typing import Protocol

from kitchen_app.services.errors import PlatformError
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform

_EVERY_S = 60.0
_RETRY_S = 8.0
"""While Keeta does not answer: what people have asked for is to be sent soon after its return."""

FEEL_EVERY_S = 3.0
"""With the feeler's own limit of 6.5 s being offline is told within ten seconds."""


class Feeler(Protocol):
    """Tells quickly, and without asking for anything, whether there is a network."""

    async def reaches_anyone(self) -> bool: ...


class Pulse:
    """Reaches Keeta once a minute, and sooner while it does not answer."""

    def __init__(self, *, platform: Platform, feeler: Feeler, links: Links) -> None:
        self._platform = platform
        self._feeler = feeler
        self._links = links
        self._asked = asyncio.Event()

    def want(self) -> None:
        """Have Keeta reached, and its clock measured, now."""
        self._asked.set()

    async def run(self) -> None:
        """Service: go on for ever."""
        loop = asyncio.get_running_loop()
        beat_at = loop.time()
        while True:
            self._asked.clear()
            if not await self._feeler.reaches_anyone():
                self._links.sending_unreachable()
                beat_at = loop.time()  # as soon as anybody answers
            elif loop.time() >= beat_at:
                await self.beat()
                beat_at = loop.time() + _EVERY_S
            if self._links.view.sending.is_absent:
                beat_at = min(beat_at, loop.time() + _RETRY_S)
            left_s = beat_at - loop.time()
            if await self._is_asked(min(FEEL_EVERY_S, left_s) if left_s > 0 else FEEL_EVERY_S):
                beat_at = loop.time()

    async def _is_asked(self, within_s: float) -> bool:
        """Wait for the next time to feel; return early, and True, if Keeta is to be reached."""
        try:
            async with asyncio.timeout(within_s):
                await self._asked.wait()
        except TimeoutError:
            return False
        return True

    async def beat(self) -> bool:
        """Reach Keeta once, now; return whether it is there."""
        try:
            await self._platform.reach()
        except PlatformError:
            self._links.sending_unreachable()
            return False
        self._links.sending_reached()
        return True
