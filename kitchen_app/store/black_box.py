"""The timelines of orders: rows are added, read, and deleted with their order."""

from collections.abc import Sequence

from kitchen_app.base.clock import Clock, SystemClock, from_epoch_ms, to_epoch_ms
from kitchen_app.domain.actions import Action
from kitchen_app.domain.black_box import BlackBox, Note, action_entry, chained, print_entry
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintJob
from kitchen_app.store.database import Database
from kitchen_app.store.models import TimelineRow


class SqliteBlackBox:
    """The timeline table; satisfies `services.mark_ports.BlackBoxRows`.

    Actions and papers are noted by the tables that keep them, in the same transaction: no caller
    can forget it.
    """

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        self._db = database.peewee
        self._clock = clock or SystemClock()

    def add(self, order_id: OrderId, entries: Sequence[Entry]) -> None:
        """Write entries down, each chained to the one before it."""
        if not entries:
            return
        now = from_epoch_ms(to_epoch_ms(self._clock.now()))
        before, rows = self._last_chain(order_id), []
        for entry in entries:
            before = chained(before, order_id, entry, now)
            rows.append(
                {
                    "order_id": order_id,
                    "at": to_epoch_ms(entry.at),
                    "kind": entry.kind,
                    "detail": entry.detail,
                    "noted_at": to_epoch_ms(now),
                    "chain": before,
                }
            )
        TimelineRow.insert_many(rows).bind(self._db).execute()

    def note_action(self, before: Action | None, after: Action) -> None:
        self._add_one(after.order_id, action_entry(before, after, self._clock.now()))

    def note_print(self, before: PrintJob | None, after: PrintJob) -> None:
        self._add_one(after.order_id, print_entry(before, after, self._clock.now()))

    def of(self, order_id: OrderId) -> BlackBox:
        """Return all notes of an order, none if there is no such order."""
        rows = (
            TimelineRow.select()
            .where(TimelineRow.order_id == order_id)
            .order_by(TimelineRow.row_id)
            .bind(self._db)
        )
        notes = tuple(
            Note(
                entry=Entry(at=from_epoch_ms(row.at), kind=row.kind, detail=row.detail),
                noted_at=from_epoch_ms(row.noted_at),
                chain=row.chain,
            )
            for row in rows.execute()
        )
        return BlackBox(order_id=order_id, notes=notes)

    def delete_of(self, order_id: OrderId) -> None:
        TimelineRow.delete().where(TimelineRow.order_id == order_id).bind(self._db).execute()

    def _add_one(self, order_id: OrderId, entry: Entry | None) -> None:
        if entry is not None:
            self.add(order_id, (entry,))

    def _last_chain(self, order_id: OrderId) -> str:
        rows = (
            TimelineRow.select(TimelineRow.chain)
            .where(TimelineRow.order_id == order_id)
            .order_by(TimelineRow.row_id.desc())
            .limit(1)
            .bind(self._db)
        )
        return next((row.chain for row in rows.execute()), "")
