"""What must happen because time passes, and nothing else does."""

import asyncio
from datetime import datetime, timedelta

from kitchen_app.base.clock import Clock
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.order import OrderId
from kitchen_app.services.board import Board
from kitchen_app.services.hub import Hub

_TICK_S = 1.0
_ASK_AGAIN_AFTER = timedelta(seconds=30)


class Watch:
    """Moves cards whose time has come and asks Keeta about orders past their deadline."""

    def __init__(self, *, board: Board, hub: Hub, clock: Clock) -> None:
        self._board = board
        self._hub = hub
        self._clock = clock
        self._asked_at: dict[OrderId, datetime] = {}

    async def run(self) -> None:
        """Service: look once a second."""
        while True:
            self.look()
            await asyncio.sleep(_TICK_S)

    def look(self) -> None:
        """Do what is due now."""
        self._board.recheck()
        now = self._clock.now()
        overdue = {
            card.order_id
            for card in self._board.cards.values()
            if card.accept_by is not None and card.accept_by < now
        }
        for gone in self._asked_at.keys() - overdue:
            del self._asked_at[gone]
        for order_id in overdue:
            asked_at = self._asked_at.get(order_id)
            if asked_at is None or now - asked_at > _ASK_AGAIN_AFTER:
                self._asked_at[order_id] = now
                self._hub.read_wanted.emit(ReadOrder(order_id=order_id))
