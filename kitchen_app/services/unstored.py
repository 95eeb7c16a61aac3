"""Orders that the disk does not take: shown from memory until it does, or until they are over.

Keeta sends a message that was not answered again, but for three minutes only, and the shop has
five to accept. So the cook sees the order at once, without buttons: nothing can be asked here that
could not be written down first. See docs/decisions/0018.
"""

import logging

from kitchen_app.base.clock import Clock
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import Event, Hinted, OrderEvent, Placed, RefundTold, order_id_of
from kitchen_app.domain.machine import decide
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.services.board import Board
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.ports import CallbackReader, NewCallback, Store, StoredCallback, Verdict
from kitchen_app.services.proof_ports import is_proof
from kitchen_app.services.served_shops import ServedShops

logger = logging.getLogger(__name__)

MOST = 100
"""More cannot wait at once (our decision): twenty a minute for the five minutes of an order."""

_PLACED = 1001


class Unstored:
    """Puts on the board what could not be stored, and keeps it as Keeta tells it."""

    def __init__(
        self,
        *,
        reader: CallbackReader,
        store: Store,
        board: Board,
        hub: Hub,
        links: Links,
        clock: Clock,
        shops: ServedShops,
    ) -> None:
        self._reader = reader
        self._store = store
        self._board = board
        self._hub = hub
        self._links = links
        self._clock = clock
        self._shops = shops
        hub.message_not_stored.connect(self.take_message)
        hub.event_not_stored.connect(self.take)

    def take_message(self, callback: NewCallback) -> None:
        """Show what a message tells of an order, if it is proven and about a shop that we serve."""
        examined = callback.examined
        if examined.verdict is not Verdict.GENUINE or examined.shop_id not in self._shops:
            return
        if is_proof(examined.event_id, examined.message_id):
            return
        stored = StoredCallback(
            row_id=0,
            proven=True,
            event_id=examined.event_id,
            shop_id=examined.shop_id,
            body=callback.body,
            received_at=callback.received_at,
            message_id=examined.message_id,
        )
        told = self._reader.events(stored, self._links.to_platform_time(callback.received_at))
        for event in told:
            if isinstance(event, OrderEvent):
                self.take(event)

    def take(self, event: Event) -> None:
        """Take an event about an order that is not stored: a new one, or one that we show."""
        if isinstance(event, RefundTold):
            return
        order_id = order_id_of(event)
        before = self._board.unstored.get(order_id)
        if before is None and (not _is_new(event) or self._is_stored(order_id)):
            return
        after = decide(before, event, self._clock.now()).order
        if after is None or (before is None and after.status is not Status.NEW):
            return
        if before is None:
            self._make_room()
            logger.error("Order %s is shown from memory only", order_id)
            # Whatever is stored of it makes it an ordinary card: a read may come before a repeat.
            self._hub.read_wanted.emit(ReadOrder(order_id=order_id, shop_id=after.shop_id))
        self._board.show_unstored(after)

    def _is_stored(self, order_id: OrderId) -> bool:
        """Tell whether an order is known, on the board or from before: the message is no news."""
        if order_id in self._board.cards:
            return True
        try:
            return self._store.orders.get(order_id) is not None
        except Exception:
            # A disk that cannot even be read: rather a card too many than one too few.
            logger.exception("Whether order %s is stored cannot be told", order_id)
            return False

    def _make_room(self) -> None:
        """Forget the one whose time is over first, if there are too many."""
        known = self._board.unstored
        if len(known) >= MOST:
            first = min(known.values(), key=lambda order: order.accept_by)
            self._board.drop_unstored(first.order_id)


def _is_new(event: OrderEvent) -> bool:
    """Tell whether an event is Keeta's word of a new order, whole or of its id alone."""
    is_hint = isinstance(event, Hinted) and event.creates and event.event_id == _PLACED
    return is_hint or isinstance(event, Placed)
