"""Forgetting by hand: the customer of one order, now, because somebody asks for it.

What is left in second copies goes with the next of them (docs/decisions/0043).
"""

import logging
from contextlib import suppress

from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.domain.black_box import FORGOTTEN
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId
from kitchen_app.services.board import Board
from kitchen_app.services.erasure_ports import ForgettingStore, Hindrance, Toll
from kitchen_app.services.errors import NotStored
from kitchen_app.services.hub import Hub
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter
from kitchen_app.services.ports import Store
from kitchen_app.services.retention import limits
from kitchen_app.services.settings import PrivacySettings

logger = logging.getLogger(__name__)


class Erasure:
    """What people ask of the forgetting; what forgets by itself is `retention`.

    Signals:
        begun: the id of an order whose customer is about to be forgotten: all copies of the data
            know more than they may from here on.
        forgotten: the id of an order whose customer was forgotten.
    """

    def __init__(
        self,
        *,
        store: Store,
        kept: ForgettingStore,
        board: Board,
        hub: Hub,
        clock: Clock,
        manager: ManagerLock,
    ) -> None:
        self._store = store
        self._kept = kept
        self._board = board
        self._hub = hub
        self._clock = clock
        self._manager = manager
        self.begun: Signal[OrderId] = Signal()
        self.forgotten: Signal[OrderId] = Signal()

    async def toll(self, privacy: PrivacySettings) -> Toll:
        """Return how many orders such settings would cost at the next pass."""
        return self._kept.toll(*limits(privacy, self._clock))

    async def forget(self, order_id: OrderId, *, approval: str = "") -> Hindrance | None:
        """Mask an order that is over, for good; return why that cannot be, None if it is done.

        Raises:
            NotApproved: only the manager may do it; nothing has changed.
        """
        hindrance = self._kept.hindrance(order_id)
        if hindrance is not None:
            return hindrance
        matter = Matter(deed=Deed.FORGET, order_id=order_id)
        approver = self._manager.approver(matter, approval)
        self.begun.emit(
            order_id
        )  # before anything is written: a power cut must not undo the promise
        note = Entry(at=self._clock.now(), kind=FORGOTTEN, detail=approver.value)
        try:
            with self._store.transaction():
                self._kept.forget_order(order_id)
                self._store.black_box.add(order_id, (note,))
        except NotStored:
            logger.warning("The customer of order %s is not forgotten yet", order_id)
            return Hindrance.NOT_STORED
        logger.info("The customer of order %s was forgotten by hand", order_id)
        with suppress(NotStored):  # or with a reader in the way: `retention` tries again
            self._kept.seal()
        if order_id in self._board.cards:
            self._hub.order_changed.emit(order_id)
        self.forgotten.emit(order_id)
        return None
