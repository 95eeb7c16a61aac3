"""Help to decide: how busy the kitchen is, said on each new card."""

from collections.abc import Iterable
from datetime import datetime

from kitchen_app.services.board import CardView
from kitchen_app.services.load import load_of
from kitchen_app.ui import words
from kitchen_app.ui.board.card import OrderCard


class Advice:
    """Reckons once for each change of the board and each minute, for all new cards together."""

    def __init__(self) -> None:
        self._minute: datetime | None = None
        self._text = ""

    @property
    def text(self) -> str:
        """What the new cards say now."""
        return self._text

    def show(self, cards: Iterable[OrderCard], views: Iterable[CardView], now: datetime) -> None:
        """Say on the new cards how it stands, reckoned from all that is on the board."""
        self._minute = _minute_of(now)
        self._text = words.load(load_of(views, now), now)
        for card in cards:
            card.body.advise(self._text)

    def tick(self, cards: Iterable[OrderCard], views: Iterable[CardView], now: datetime) -> None:
        """Say it again when a minute is over; cheap in between."""
        if _minute_of(now) != self._minute:
            self.show(cards, views, now)


def _minute_of(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)
