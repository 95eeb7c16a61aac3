"""Lines struck off, and what is different since somebody last looked: kept here, never sent."""

import logging
from dataclasses import replace
from datetime import datetime

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.marks import (
    LineKey,
    MarksView,
    OrderMarks,
    Seen,
    can_strike,
    line_keys,
    seen_now,
    view_of,
)
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.services.ports import Store

logger = logging.getLogger(__name__)


class Marks:
    """Keeps the marks of orders.

    What the disk does not take is shown all the same, from memory, and logged: a tick is no
    order, and the disk's trouble has its own banner. An order that nobody has touched yet is
    compared with how it looked when it was first shown in this run.

    Signals:
        changed: the id of an order whose marks are different now, or that was touched.
        touched: the id of an order that a person has seen or acts on; nothing is shown yet.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._unsaved: dict[OrderId, OrderMarks] = {}
        self._first_seen: dict[OrderId, Seen] = {}
        self.changed: Signal[OrderId] = Signal()
        self.touched: Signal[OrderId] = Signal()

    def view_of(self, order: Order) -> MarksView:
        """Return what the card of an order shows of its marks; `order` is in Keeta's clock."""
        marks = self._of(order.order_id)
        if order.status.is_final:
            self._first_seen.pop(order.order_id, None)
            return view_of(order, marks, None)
        if marks.seen is None and order.lines:
            self._first_seen.setdefault(order.order_id, seen_now(order))
        return view_of(order, marks, marks.seen or self._first_seen.get(order.order_id))

    async def strike(self, order_id: OrderId, key: LineKey, *, is_struck: bool) -> None:
        """Strike a line off or bring it back; nothing if nobody works on the order any more."""
        marks = self._of(order_id)
        stored = self._store.orders.get(order_id)
        if (key in marks.struck) is is_struck:
            return
        if stored is not None and not _takes(stored.order, key):
            return
        struck: dict[LineKey, datetime] = {k: at for k, at in marks.struck.items() if k != key}
        if is_struck:
            struck[key] = self._clock.now()
        seen = marks.seen if stored is None else seen_now(stored.order)
        self._keep(replace(marks, struck=struck, seen=seen), is_stored=stored is not None)
        self.touched.emit(order_id)
        self.changed.emit(order_id)

    async def look(self, order_id: OrderId) -> None:
        """Take note that a person has seen an order as it is now."""
        self.touched.emit(order_id)
        stored = self._store.orders.get(order_id)
        if stored is not None and not stored.order.status.is_final:
            marks = self._of(order_id)
            seen = seen_now(stored.order)
            if marks.seen != seen:
                self._keep(replace(marks, seen=seen), is_stored=True)
        self.changed.emit(order_id)

    def note_touch(self, order: Order) -> None:
        """Write down, in the caller's transaction, that a person acts on an order as it is now."""
        self.touched.emit(order.order_id)
        marks = replace(self._of(order.order_id), seen=seen_now(order))
        self._store.marks.save(marks)
        if order.order_id in self._unsaved:
            self._unsaved[order.order_id] = marks

    def forget(self, order_id: OrderId) -> None:
        """Let go of an order that is kept no longer."""
        self._unsaved.pop(order_id, None)
        self._first_seen.pop(order_id, None)

    def _of(self, order_id: OrderId) -> OrderMarks:
        unsaved = self._unsaved.get(order_id)
        return unsaved or self._store.marks.get(order_id) or OrderMarks(order_id=order_id)

    def _keep(self, marks: OrderMarks, *, is_stored: bool) -> None:
        """Store marks; of an order that is not stored, or on a failing disk, remember them."""
        self._unsaved[marks.order_id] = marks
        if not is_stored:
            return
        try:
            with self._store.transaction():
                self._store.marks.save(marks)
        except KnownError:
            logger.warning("The marks of order %s are kept in memory only", marks.order_id)
        else:
            del self._unsaved[marks.order_id]


def _takes(order: Order, key: LineKey) -> bool:
    return can_strike(order) and key in line_keys(order.lines)
