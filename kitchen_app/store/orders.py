"""Orders and their timelines."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from peewee import JOIN, SQL, fn

from kitchen_app.base.clock import from_epoch_ms, to_epoch_ms
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.machine import unread_order
from kitchen_app.domain.order import Order, OrderId, Problem, ShopId, Status
from kitchen_app.services.ports import CompletedOrder, StoredOrder
from kitchen_app.store.black_box import SqliteBlackBox
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.history import SqliteHistory
from kitchen_app.store.models import LookRow, OrderRow

logger = logging.getLogger(__name__)

_IS_OPEN = SQL("status NOT IN ('completed', 'cancelled')")
"""Word for word as the index of open orders has it, and asked by itself: else every row would be
read, however old."""


class SqliteOrders:
    """The orders and timeline tables; satisfies `services.ports.Orders`."""

    def __init__(self, database: Database, box: SqliteBlackBox | None = None) -> None:
        self._database = database
        self._db = database.peewee
        self._box = box or SqliteBlackBox(database)
        self._history = SqliteHistory(database)

    def get(self, order_id: OrderId) -> StoredOrder | None:
        rows = OrderRow.select().where(OrderRow.order_id == order_id).bind(self._db)
        return next((self._stored(row) for row in rows.execute()), None)

    def save(self, order: Order, changed_at: datetime) -> None:
        document = encode(order)
        OrderRow.insert(
            order_id=order.order_id,
            number=order.number,
            status=order.status.value,
            document=document,
            document_hash=digest(document),
            changed_at=to_epoch_ms(changed_at),
            person_at=to_epoch_ms(changed_at),
        ).on_conflict_replace().bind(self._db).execute()
        self._history.refresh(order.order_id)

    def add_entries(self, order_id: OrderId, entries: Sequence[Entry]) -> None:
        self._box.add(order_id, entries)

    def timeline(self, order_id: OrderId) -> list[Entry]:
        """Return what happened to an order, oldest first."""
        return [note.entry for note in self._box.of(order_id).notes]

    def open_or_changed_since(self, moment: datetime) -> list[StoredOrder]:
        """Return every open order and those that changed since `moment` (our clock)."""
        changed = OrderRow.select().where(OrderRow.changed_at >= to_epoch_ms(moment))
        queries = (OrderRow.select().where(_IS_OPEN), changed)
        rows = {row.order_id: row for each in queries for row in each.bind(self._db).execute()}
        return self._all(sorted(rows.values(), key=attrgetter("changed_at")))

    def unread_since(self, moment: datetime) -> list[OrderId]:
        """Return the orders of which only the id is known, and that changed since (our clock)."""
        problem = fn.json_extract(OrderRow.document.cast("TEXT"), "$.problem")
        rows = OrderRow.select(OrderRow.order_id).where(
            (OrderRow.changed_at >= to_epoch_ms(moment)) & (problem == Problem.DETAILS_MISSING)
        )
        return [OrderId(row.order_id) for row in rows.bind(self._db).execute()]

    def completed_since(self, moment: datetime) -> list[CompletedOrder]:
        """Return the orders completed since `moment` (our clock), the longest unread first."""
        columns = (OrderRow.order_id, OrderRow.changed_at, LookRow.looked_at)
        rows = (
            OrderRow.select(*columns)
            .join(LookRow, JOIN.LEFT_OUTER, on=OrderRow.order_id == LookRow.order_id)
            .where(
                (OrderRow.status == Status.COMPLETED.value)
                & (OrderRow.changed_at >= to_epoch_ms(moment))
            )
            .order_by(LookRow.looked_at, OrderRow.changed_at)
            .bind(self._db)
        )
        return [
            CompletedOrder(
                order_id=OrderId(order_id),
                changed_at=from_epoch_ms(changed_at),
                looked_at=None if looked_at is None else from_epoch_ms(looked_at),
            )
            for order_id, changed_at, looked_at in rows.tuples().execute()
        ]

    def looked_at(self, order_id: OrderId, moment: datetime) -> None:
        """Note that an order was read, or could not be read any more."""
        LookRow.insert(order_id=order_id, looked_at=to_epoch_ms(moment)).on_conflict_replace().bind(
            self._db
        ).execute()

    def mask(self, order_id: OrderId) -> None:
        """Let an order forget its person; when it changed stays as it was."""
        stored = self.get(order_id)
        if stored is None:
            return
        document = encode(stored.order.without_person())
        OrderRow.update(document=document, document_hash=digest(document), person_at=None).where(
            OrderRow.order_id == order_id
        ).bind(self._db).execute()
        self._history.refresh(order_id)

    def delete(self, order_id: OrderId) -> None:
        """Delete an order with its timeline and when it was looked at."""
        self._box.delete_of(order_id)
        for rows in (LookRow, OrderRow):
            rows.delete().where(rows.order_id == order_id).bind(self._db).execute()
        self._history.delete(order_id)

    def all(self) -> list[StoredOrder]:
        """Return everything that is stored, the longest unchanged first."""
        return self._all(OrderRow.select().order_by(OrderRow.changed_at).bind(self._db).execute())

    def _all(self, rows: Iterable[OrderRow]) -> list[StoredOrder]:
        return [self._stored(row) for row in rows]

    def _stored(self, row: OrderRow) -> StoredOrder:
        try:
            order = decode_whole(row.document, row.document_hash, Order)
        except StoreError as error:
            self._database.doubt(f"order {row.order_id}: {error}")
            order = _damaged(row)
        return StoredOrder(order=order, changed_at=from_epoch_ms(row.changed_at))


def _damaged(row: OrderRow) -> Order:
    """Return what is left of an order whose row is damaged: a card that sends people to Keeta."""
    logger.error("The stored order %s is damaged and is read from Keeta again", row.order_id)
    changed_at = from_epoch_ms(row.changed_at)
    stub = unread_order(OrderId(row.order_id), ShopId(""), changed_at)
    status = Status(row.status) if row.status in set(Status) else Status.NEW
    return replace(stub, number=row.number, status=status)
