"""Keeping a distance between calls, by the running loop's clock."""

import asyncio


class Pace:
    """Lets calls go one after the other, each `gap_s` seconds after the one before at least."""

    def __init__(self, gap_s: float) -> None:
        self._gap_s = gap_s
        self._free_at = 0.0

    async def turn(self) -> None:
        """Return when the next call may go."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._free_at)
        self._free_at = at + self._gap_s
        if at > now:
            await asyncio.sleep(at - now)
