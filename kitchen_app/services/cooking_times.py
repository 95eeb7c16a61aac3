"""Learning how long orders take, beside the board: with each that becomes ready."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import timedelta

from kitchen_app.base.clock import Clock
from kitchen_app.domain.cooking_times import Pace, Usual, cooked_of, items_of, usual_of
from kitchen_app.domain.later import due_from
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.services.cooking_ports import CookingRows
from kitchen_app.services.errors import NotStored
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import Store

logger = logging.getLogger(__name__)

_FIRST_AFTER_S = 5.0
"""A start belongs to the orders."""

_PAUSE_S = 1.0
_BETWEEN_S = 0.01
_AT_ONCE = 20


class CookingTimes:
    """Learns from made orders, and tells of one that is to be made how long it usually takes.

    Nothing waits for it: what becomes ready is learned from a moment later, and what the disk does
    not take is left out.
    """

    def __init__(self, *, store: Store, rows: CookingRows, hub: Hub, clock: Clock) -> None:
        self._store = store
        self._rows = rows
        self._clock = clock
        self._pace: Pace | None = None
        self._learned: set[OrderId] = set()
        self._told: dict[OrderId, timedelta] = {}
        self._made: dict[OrderId, Order] = {}
        self._has_news = asyncio.Event()
        hub.order_deleted.connect(self._forget)

    def usual_of(self, order: Order) -> Usual | None:
        """Return what is usual for an order that is new or cooked; its moments are in our clock.

        What was once told of an order that is cooked stays: people count on it. An order that is
        made is learned from in a moment: whoever asks has it at hand, nobody need read it again.
        """
        if order.status not in (Status.NEW, Status.ACCEPTED):
            self._note(order)
            return None
        if due_from(order):
            return None
        takes = self._told.get(order.order_id) or self._takes(order)
        if takes is None:
            return None
        if order.status is Status.ACCEPTED:
            self._told[order.order_id] = takes
        return usual_of(order, takes)

    def _takes(self, order: Order) -> timedelta | None:
        began = order.accepted_at or self._clock.now()
        return self._known_pace().takes(items_of(order.lines), began)

    async def run(self) -> None:
        """Service: learn from what has become ready; at first from what an older program kept."""
        await asyncio.sleep(_FIRST_AFTER_S)
        self._known_pace()
        if not self._learned:
            await self._learn_from_the_past()
        while True:
            await self._has_news.wait()
            self._has_news.clear()
            made, self._made = self._made, {}
            self._learn(made.values())
            await asyncio.sleep(_PAUSE_S)

    async def _learn_from_the_past(self) -> None:
        place: int | None = 0
        while place is not None:
            orders, place = self._rows.orders_after(place, _AT_ONCE)
            self._learn(orders)
            await asyncio.sleep(_BETWEEN_S)

    def _learn(self, orders: Iterable[Order]) -> None:
        """Keep what orders teach that nothing was learned from, then go by it."""
        found = {
            order.order_id: cooked
            for order in orders
            if order.order_id not in self._learned and (cooked := cooked_of(order)) is not None
        }
        if not found:
            return
        try:
            with self._store.transaction():
                for order_id, cooked in found.items():
                    self._rows.add(order_id, cooked)
        except NotStored:
            logger.warning("How long %d orders took is not kept", len(found))
            return
        pace = self._known_pace()
        self._learned |= found.keys()
        for cooked in found.values():
            pace.add(cooked)

    def _known_pace(self) -> Pace:
        if self._pace is None:
            self._pace = Pace(self._rows.all())
            self._learned = self._rows.known()
        return self._pace

    def _note(self, order: Order) -> None:
        self._told.pop(order.order_id, None)
        if order.ready_at is not None and order.order_id not in self._learned:
            self._made[order.order_id] = order
            self._has_news.set()

    def _forget(self, order_id: OrderId) -> None:
        self._told.pop(order_id, None)
        self._made.pop(order_id, None)
        self._learned.discard(order_id)
