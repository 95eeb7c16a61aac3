"""What is to be printed, and what has been."""

import logging
from collections.abc import Iterator
from typing import Any

from peewee import SQL

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintJob
from kitchen_app.store.black_box import SqliteBlackBox
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.models import PrintRow

logger = logging.getLogger(__name__)

_IS_OPEN = SQL("state IN ('queued', 'printing', 'unknown', 'failed')")
"""Word for word as the index has it."""


class SqlitePrintJobs:
    """The print_jobs table; satisfies `services.print_ports.PrintJobs`.

    A damaged row is left out: its order is on the board, and a person can print it again.
    """

    def __init__(self, database: Database, box: SqliteBlackBox | None = None) -> None:
        self._db = database.peewee
        self._box = box or SqliteBlackBox(database)

    def get(self, job_id: str) -> PrintJob | None:
        return next(self._read(PrintRow.job_id == job_id), None)

    def save(self, job: PrintJob) -> None:
        self._box.note_print(self.get(job.job_id), job)
        document = encode(job)
        PrintRow.insert(
            job_id=job.job_id,
            order_id=job.order_id,
            at=job.at,
            state=job.state.value,
            wanted_at=to_epoch_ms(job.wanted_at),
            document=document,
            document_hash=digest(document),
        ).on_conflict_replace().bind(self._db).execute()

    def of_order(self, order_id: OrderId) -> list[PrintJob]:
        """Return every job of an order, the oldest first."""
        return list(self._read(PrintRow.order_id == order_id))

    def all_open(self) -> list[PrintJob]:
        """Return every job that somebody may still wait for, the oldest first."""
        return list(self._read(_IS_OPEN))

    def delete_of(self, order_id: OrderId) -> None:
        PrintRow.delete().where(PrintRow.order_id == order_id).bind(self._db).execute()

    def _read(self, which: Any) -> Iterator[PrintJob]:
        by_age = PrintRow.select().where(which).order_by(PrintRow.wanted_at, SQL("rowid"))
        for row in by_age.bind(self._db).execute():
            try:
                yield decode_whole(row.document, row.document_hash, PrintJob)
            except StoreError:
                logger.exception("Print job %s is damaged and left out", row.job_id)
