"""What people noted on orders for themselves."""

import logging
from dataclasses import replace

from kitchen_app.domain.marks import OrderMarks
from kitchen_app.domain.order import OrderId
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.models import MarksRow

logger = logging.getLogger(__name__)


class SqliteMarks:
    """The marks table; satisfies `services.ports.MarkStore`."""

    def __init__(self, database: Database) -> None:
        self._db = database.peewee

    def get(self, order_id: OrderId) -> OrderMarks | None:
        """Return the marks of an order; damaged ones count as none: the order is shown anyway."""
        rows = MarksRow.select().where(MarksRow.order_id == order_id).bind(self._db).execute()
        row = next(iter(rows), None)
        if row is None:
            return None
        try:
            return decode_whole(row.document, row.document_hash, OrderMarks)
        except StoreError:
            logger.exception("The stored marks of order %s are damaged and left out", order_id)
            return None

    def save(self, marks: OrderMarks) -> None:
        document = encode(marks)
        MarksRow.insert(
            order_id=marks.order_id, document=document, document_hash=digest(document)
        ).on_conflict_replace().bind(self._db).execute()

    def mask(self, order_id: OrderId) -> None:
        """Forget how an order was last seen: the digests are of a customer's words too."""
        marks = self.get(order_id)
        if marks is None:
            self.delete_of(order_id)
        elif marks.seen is not None:
            self.save(replace(marks, seen=None))

    def delete_of(self, order_id: OrderId) -> None:
        MarksRow.delete().where(MarksRow.order_id == order_id).bind(self._db).execute()
