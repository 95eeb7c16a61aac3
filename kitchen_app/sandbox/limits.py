"""How many calls a second Keeta takes from one application, each endpoint for itself.

Sources: the pages of the endpoints. Whether turned-away calls count is not stated: they do not.
"""

import math
from collections import deque

from kitchen_app.base.clock import Clock
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoint_table import ENDPOINTS
from kitchen_app.sandbox.refusals import RefusedError, TooManyError

DOCUMENTED = {
    "/product/spustatus/batchupdatebycode": 10,
    "/product/spustatus/batchupdate": 10,
    "/product/spu/batchcheck": 50,
    "/base/image/upload": 50,
}
CUT_OFF = (
    "/product/choicegroupskustatus/batchupdatebycode",
    "/product/choicegroupskustatus/batchupdate",
)
"""Their pages name a limit whose number is missing in all copies."""


class Limits:
    """Counts the application's calls in sandbox time."""

    def __init__(self, config: SandboxConfig, clock: Clock) -> None:
        self._config = config
        self._clock = clock
        self._most = _most(config) if config.rate_limits else {}
        self._taken_s: dict[str, deque[float]] = {}

    def take(self, path: str) -> None:
        """Count a call, or raise RefusedError or TooManyError for one too many in its second."""
        most = self._most.get(path)
        if most is None:
            return
        now_s = self._now_s()
        taken_s = self._taken_s.setdefault(path, deque())
        while taken_s and now_s - taken_s[0] >= 1:
            taken_s.popleft()
        if len(taken_s) >= most:
            self._turn_away()
        taken_s.append(now_s)

    def _now_s(self) -> float:
        """Return the moment of a call: those less than 1 apart are counted together."""
        now_s = self._clock.monotonic()
        return math.floor(now_s) if self._config.limit_second == "clock" else now_s

    def _turn_away(self) -> None:
        if self._config.over_limit == "429":
            raise TooManyError
        raise RefusedError(self._config.over_limit_code, "The request is too frequent")


def _most(config: SandboxConfig) -> dict[str, int | None]:
    """Return the calls a second of every endpoint; None for no limit."""
    return {
        **dict.fromkeys(ENDPOINTS, config.other_calls_a_second),
        **dict.fromkeys(CUT_OFF, config.option_calls_a_second),
        **DOCUMENTED,
    }
