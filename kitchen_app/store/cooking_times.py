"""How long made orders took: a row each, kept when the order itself is gone."""

import logging
from collections.abc import Iterator
from datetime import timedelta

from peewee import SQL, fn

from kitchen_app.base.clock import from_epoch_ms, to_epoch_ms
from kitchen_app.domain.cooking_times import Cooked
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode, decode_whole, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.models import CookingRow, OrderRow

logger = logging.getLogger(__name__)

KEPT = 3000
"""So many made orders are remembered: ten days of a busy shop, months of a quiet one."""

_ALL = "SELECT began_at, took_s, items FROM cooking_times ORDER BY row_id"
"""Asked at each start: several times as fast without a query builder."""

_ROW_ID = SQL("rowid")


class SqliteCookingTimes:
    """The cooking_times table; satisfies `services.cooking_ports.CookingRows`."""

    def __init__(self, database: Database, *, kept: int = KEPT) -> None:
        self._db = database.peewee
        self._kept = kept

    def all(self) -> list[Cooked]:
        """Return everything that can be read, the oldest first."""
        return list(self._readable())

    def _readable(self) -> Iterator[Cooked]:
        for began_at, took_s, items in self._db.execute_sql(_ALL):
            try:
                known = decode(items.encode(), tuple[str, ...])
            except StoreError:
                logger.exception("How long an order took cannot be read")
                continue
            yield Cooked(
                began_at=from_epoch_ms(began_at), took=timedelta(seconds=took_s), items=known
            )

    def known(self) -> set[OrderId]:
        """Return the orders that were learned from, as far as they are kept."""
        is_kept = CookingRow.order_id.is_null(False)
        rows = CookingRow.select(CookingRow.order_id).where(is_kept).bind(self._db).tuples()
        return {OrderId(order_id) for (order_id,) in rows.execute()}

    def add(self, order_id: OrderId, cooked: Cooked) -> None:
        """Keep what an order taught, once; the oldest go where there are too many."""
        CookingRow.insert(
            order_id=order_id,
            began_at=to_epoch_ms(cooked.began_at),
            took_s=round(cooked.took.total_seconds()),
            items=encode(cooked.items).decode(),
        ).on_conflict_ignore().bind(self._db).execute()
        newest = CookingRow.select(fn.MAX(CookingRow.row_id)).bind(self._db).scalar()
        too_old = CookingRow.row_id <= newest - self._kept
        CookingRow.delete().where(too_old).bind(self._db).execute()

    def part_with(self, order_id: OrderId) -> None:
        """Let nothing lead to an order any more that is deleted; what it taught stays."""
        CookingRow.update(order_id=None).where(CookingRow.order_id == order_id).bind(
            self._db
        ).execute()

    def orders_after(self, place: int, most: int) -> tuple[list[Order], int | None]:
        """Return so many stored orders after a place, 0 for the first, and where to go on.

        Those that are damaged are passed over: what reads them for the board tells it.
        """
        query = (
            OrderRow.select(_ROW_ID, OrderRow.document, OrderRow.document_hash)
            .where(place < _ROW_ID)
            .order_by(_ROW_ID)
            .limit(most)
            .bind(self._db)
            .tuples()
        )
        found: list[Order] = []
        rows = list(query.execute())
        for _, document, hashed in rows:
            try:
                found.append(decode_whole(document, hashed, Order))
            except StoreError:
                logger.warning("Nothing is learned from a damaged order")
        return found, rows[-1][0] if len(rows) == most else None
