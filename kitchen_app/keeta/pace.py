"""Spaces our calls so that Keeta's limits are never met.

What Keeta answers to a call too many is not published, and a code that nobody knows reads like a
refusal for good: so none is sent. Sources: the pages of the endpoints; calls a second, for the
whole application.
"""

from collections.abc import Mapping

from kitchen_app.base.pace import Pace

CALLS_A_SECOND: Mapping[str, int] = {
    "/product/spustatus/batchupdatebycode": 10,
    "/product/spustatus/batchupdate": 10,
    # These two are limited by a number that no copy of their pages shows: that of their siblings.
    "/product/choicegroupskustatus/batchupdatebycode": 10,
    "/product/choicegroupskustatus/batchupdate": 10,
    "/product/spu/batchcheck": 50,
    "/base/image/upload": 50,
}

# Calls that leave evenly do not arrive evenly: a tenth of the limit stays unused.
_MARGIN = 1.1


class Paces:
    """Lets calls of one path out one after the other."""

    def __init__(self, calls_a_second: Mapping[str, int] = CALLS_A_SECOND) -> None:
        self._paces = {path: Pace(_MARGIN / most) for path, most in calls_a_second.items()}

    async def turn(self, path: str) -> None:
        """Return when a call of this path may go out; at once for a path without a limit."""
        if pace := self._paces.get(path):
            await pace.turn()
