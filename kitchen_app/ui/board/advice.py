"""Help to decide: how busy the kitchen is and whether the shop closes, said on each new card."""

from collections.abc import Iterable
from datetime import datetime

from kitchen_app.services.board import CardView
from kitchen_app.services.load import load_of
from kitchen_app.ui import words


class Advice:
    """Reckons once for each change of the board and each minute, for all new cards together.

    `shop` is what speaks against more orders from the shop's side, in words.
    """

    def __init__(self) -> None:
        self.shop = ""
        self._minute: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Tell whether a minute is over since it was reckoned."""
        return _minute_of(now) != self._minute

    def reckon(self, views: Iterable[CardView], now: datetime) -> str:
        """Return what the new cards say now, from all that is on the board."""
        self._minute = _minute_of(now)
        parts = (words.load(load_of(views, now), now), self.shop)
        return " · ".join(part for part in parts if part)


def _minute_of(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
