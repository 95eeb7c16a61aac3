"""Orders of today and yesterday by their number, also those that have left the board."""

from datetime import timedelta

from kitchen_app.base.clock import Clock
from kitchen_app.domain.order import Order
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.ports import Store

RECALLED_FOR = timedelta(hours=48)
MOST = 30
"""So many are told; who looks for another types more of its number."""


class Recall:
    """Looks orders up; changes nothing."""

    def __init__(self, *, store: Store, board: Board, clock: Clock) -> None:
        self._store = store
        self._board = board
        self._clock = clock

    async def find(self, number: str) -> tuple[CardView, ...]:
        """Return the orders whose number contains these characters, the last touched first.

        Upper and lower case count the same, and none at all finds every order.
        """
        since = self._clock.now() - RECALLED_FOR
        wanted = number.strip().casefold()
        found = [
            stored
            for stored in self._store.orders.open_or_changed_since(since)
            if wanted in stored.order.number.casefold()
        ]
        latest = sorted(found, key=lambda each: _last_moment(each.order), reverse=True)
        return tuple(self._board.card_of(stored.order) for stored in latest[:MOST])


def _last_moment(order: Order) -> tuple[float, str]:
    """Return when something was last done about an order, in Keeta's clock."""
    moments = (
        order.placed_at,
        order.accepted_at,
        order.ready_at,
        order.dispatched_at,
        order.completed_at,
        order.cancellation.at if order.cancellation else None,
    )
    return max(moment.timestamp() for moment in moments if moment is not None), order.order_id
