"""Reaching Keeta when there is nothing to say: for its clock, and to notice that we are offline.

Orders come in by themselves, so a kitchen could otherwise be cut off for an hour, or count down by
a wrong clock, and learn of it only with the next touch.
"""

import asyncio

from kitchen_app.base.backoff import Backoff
from kitchen_app.services.errors import PlatformError
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform

_EVERY_S = 60.0


class Pulse:
    """Reaches Keeta once a minute; after a failure sooner, then more and more slowly."""

    def __init__(self, *, platform: Platform, links: Links) -> None:
        self._platform = platform
        self._links = links

    async def run(self) -> None:
        """Service: go on for ever."""
        backoff = Backoff(first_s=5, limit_s=_EVERY_S)
        while True:
            if await self.beat():
                backoff.reset()
                await asyncio.sleep(_EVERY_S)
            else:
                await asyncio.sleep(backoff.next())

    async def beat(self) -> bool:
        """Reach Keeta once, now; return whether it is there."""
        try:
            await self._platform.reach()
        except PlatformError:
            self._links.sending_unreachable()
            return False
        self._links.sending_reached()
        return True
