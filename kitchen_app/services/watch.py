"""What must happen because time passes, and nothing else does."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from kitchen_app.base.clock import Clock
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import RefundTold
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.refunds import lapsed, waiting_case
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Store

_TICK_S = 1.0
_OVERDUE_EVERY = timedelta(seconds=30)
_SURE_FOR = timedelta(minutes=2)
_READ_WITHIN = timedelta(days=7)
"""So long after its last news an order is worth a read for what was in it."""

_REFRESH_EVERY = timedelta(seconds=60)
"""What happens in Keeta's own app comes without an event, such as "ready" (orders: prepare)."""


class Watch:
    """Moves cards whose time has come and asks Keeta about orders past their deadline."""

    def __init__(
        self,
        *,
        board: Board,
        store: Store,
        hub: Hub,
        clock: Clock,
        ledger: Ledger,
        links: Links,
    ) -> None:
        self._board = board
        self._store = store
        self._ledger = ledger
        self._links = links
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
        self._close_lapsed(now)
        due = {
            card.order_id: self._read_due(card, now)
            for card in self._board.cards.values()
            if _is_looked_after(card)
        }
        for gone in self._asked_at.keys() - due.keys():
            del self._asked_at[gone]
        for order_id, moment in due.items():
            if moment < now:
                self._asked_at[order_id] = now
                self._hub.read_wanted.emit(ReadOrder(order_id=order_id))

    def wanted_at_start(self) -> list[OrderId]:
        """Return the orders that a new run should read, those that wait for an answer first.

        Those of which only the id is known are among them, whatever has become of them, and
        though they have left the board: an earlier run may have ended before it could read them.
        """
        unread = self._store.orders.unread_since(self._clock.now() - _READ_WITHIN)
        return list(dict.fromkeys([*self.looked_after(), *unread]))

    def looked_after(self) -> list[OrderId]:
        """Return the orders that may still change, those that wait for an answer first."""
        cards = [card for card in self._board.cards.values() if _is_looked_after(card)]
        cards.sort(key=_urgency)
        return [card.order_id for card in cards]

    def clock_set(self, by: timedelta) -> None:
        """Move what was noted in our clock with it."""
        self._board.recheck()
        self._asked_at = {order_id: at + by for order_id, at in self._asked_at.items()}

    def _close_lapsed(self, now: datetime) -> None:
        """Let no refund request ask for ever, when the news of its end got lost.

        A closed request stays closed, so this is done only while Keeta's time is surely known: at
        a start, or when our clock has been set, the next answer must come first.
        """
        heard_at = self._links.view.sending.last_ok
        if heard_at is None or abs(now - heard_at) > _SURE_FOR:
            return
        for card in tuple(self._board.cards.values()):
            for case in card.refunds:
                closed = lapsed(case, now)
                if closed is not None:
                    told_at = self._links.to_platform_time(closed.told_at)
                    told = RefundTold(
                        case=replace(closed, told_at=told_at), shop_id=card.order.shop_id
                    )
                    self._ledger.record((told,))

    def _read_due(self, card: CardView, now: datetime) -> datetime:
        """Return when an order should be read again: at its deadline, else now and then."""
        asked_at = self._asked_at.setdefault(card.order_id, now)
        limit = card.accept_by
        if limit is None or limit >= now:
            return asked_at + _REFRESH_EVERY
        return limit if asked_at <= limit else asked_at + _OVERDUE_EVERY


def _is_looked_after(card: CardView) -> bool:
    """Tell whether anything of an order may still change what people have to do."""
    is_asked = waiting_case(card.refunds) is not None or card.question is not None
    return is_asked or not card.order.status.is_final


def _urgency(card: CardView) -> tuple[bool, datetime]:
    return card.accept_by is None, card.accept_by or card.order.placed_at
