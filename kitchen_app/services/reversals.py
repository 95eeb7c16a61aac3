"""Looking again at finished orders: customer service may take one back for 30 days.

Event 1004 tells of it; if that one is lost, only a read does. See docs/decisions/0011.
"""

import asyncio

from kitchen_app.base.clock import Clock
from kitchen_app.domain.deadlines import REVERSAL_WITHIN, is_look_due
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import Store

_EVERY_S = 600.0


class Reversals:
    """Lets completed orders be read again, each a few times, the longest unread first."""

    def __init__(self, *, store: Store, hub: Hub, clock: Clock) -> None:
        self._store = store
        self._hub = hub
        self._clock = clock

    async def run(self) -> None:
        """Service: look every ten minutes."""
        while True:
            self.look()
            await asyncio.sleep(_EVERY_S)

    def look(self) -> None:
        """Ask for a read of every completed order that is due for one."""
        now = self._clock.now()
        for completed in self._store.orders.completed_since(now - REVERSAL_WITHIN):
            if is_look_due(completed.changed_at, completed.looked_at, now):
                self._hub.read_wanted.emit(ReadOrder(order_id=completed.order_id))
