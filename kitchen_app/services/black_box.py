"""What people could see and hear of an order is written down, for when somebody asks later."""

import asyncio
import logging
from collections.abc import Iterable, Mapping

from kitchen_app.base.clock import Clock
from kitchen_app.domain.black_box import ALARM, OFF, SHOWN, BlackBox
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId
from kitchen_app.services.alarm import Rung, rung
from kitchen_app.services.board import Board
from kitchen_app.services.errors import NotStored
from kitchen_app.services.ports import Store

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 1.0


class Witness:
    """Notes when an order came on the screen and how its alarm climbed and fell silent.

    What the disk does not take is left out and logged: a failing disk has its own banner, and
    neither the screen nor the alarm waits for a note.
    """

    def __init__(self, *, store: Store, board: Board, clock: Clock) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._heard: dict[OrderId, Rung] = {}
        self._shown: set[OrderId] = set()

    async def run(self) -> None:
        """Service: look once a second."""
        while True:
            self.look()
            await asyncio.sleep(_LOOK_EVERY_S)

    def look(self) -> None:
        """Note what is heard now of each order, if it is something else than before."""
        now = self._clock.now()
        cards = self._board.cards
        rungs = {
            order_id: climbed
            for order_id, card in cards.items()
            if card.is_stored and (climbed := rung(card, now)) is not None
        }
        news = {
            order_id: climbed.name.lower()
            for order_id, climbed in rungs.items()
            if self._heard.get(order_id) is not climbed
        }
        silent = dict.fromkeys(self._heard.keys() - rungs.keys(), OFF)
        self._note(ALARM, news | silent)
        self._heard = rungs
        self._shown &= cards.keys()

    async def shown(self, order_ids: Iterable[OrderId]) -> None:
        """Note that these orders can be seen on the screen, each once in this run."""
        cards = self._board.cards
        fresh = {
            order_id: ""
            for order_id in order_ids
            if order_id in cards and cards[order_id].is_stored and order_id not in self._shown
        }
        self._shown |= fresh.keys()
        self._note(SHOWN, fresh)

    async def record_of(self, order_id: OrderId) -> BlackBox:
        """Return all that was noted of an order."""
        return self._store.black_box.of(order_id)

    def _note(self, kind: str, news: Mapping[OrderId, str]) -> None:
        if not news:
            return
        now = self._clock.now()
        try:
            with self._store.transaction():
                for order_id, detail in news.items():
                    entry = Entry(at=now, kind=kind, detail=detail)
                    self._store.black_box.add(order_id, (entry,))
        except NotStored:
            logger.warning("What was seen or heard of %d orders is not noted", len(news))
