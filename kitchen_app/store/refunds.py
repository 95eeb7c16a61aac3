"""Refund cases."""

import logging

from kitchen_app.domain.order import OrderId
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundState
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.history import SqliteHistory
from kitchen_app.store.models import RefundRow
from kitchen_app.store.people import note_person

logger = logging.getLogger(__name__)


class SqliteRefunds:
    """The refunds table; satisfies `services.ports.Refunds`."""

    def __init__(self, database: Database) -> None:
        self._db = database.peewee
        self._history = SqliteHistory(database)

    def get(self, case_id: CaseId) -> RefundCase | None:
        rows = RefundRow.select().where(RefundRow.case_id == case_id).bind(self._db).execute()
        return next((_case(row) for row in rows), None)

    def save(self, case: RefundCase) -> None:
        document = encode(case)
        RefundRow.insert(
            case_id=case.case_id,
            order_id=case.order_id,
            state=case.state.value,
            document=document,
            document_hash=digest(document),
        ).on_conflict_replace().bind(self._db).execute()
        note_person(self._db, case.order_id, case.told_at)
        self._history.refresh(case.order_id)

    def delete(self, case_id: CaseId) -> None:
        this = RefundRow.case_id == case_id
        order_id = RefundRow.select(RefundRow.order_id).where(this).bind(self._db).scalar()
        RefundRow.delete().where(this).bind(self._db).execute()
        if order_id is not None:
            self._history.refresh(order_id)

    def of_order(self, order_id: OrderId) -> tuple[RefundCase, ...]:
        """Return the cases of an order, the oldest id first."""
        rows = (
            RefundRow.select()
            .where(RefundRow.order_id == order_id)
            .order_by(RefundRow.case_id)
            .bind(self._db)
        )
        return tuple(map(_case, rows.execute()))

    def mask(self, order_id: OrderId) -> None:
        """Let the cases of an order forget their words and pictures; a damaged one goes whole."""
        rows = RefundRow.select().where(RefundRow.order_id == order_id).bind(self._db)
        for row in list(rows.execute()):
            this = RefundRow.case_id == row.case_id
            try:
                masked = encode(_case(row).without_person())
            except StoreError:
                logger.exception("The stored refund case %s is damaged and deleted", row.case_id)
                RefundRow.delete().where(this).bind(self._db).execute()
            else:
                RefundRow.update(document=masked, document_hash=digest(masked)).where(this).bind(
                    self._db
                ).execute()

    def delete_of(self, order_id: OrderId) -> None:
        RefundRow.delete().where(RefundRow.order_id == order_id).bind(self._db).execute()

    def orders_waiting(self) -> list[OrderId]:
        """Return the orders whose refund asks for an answer."""
        rows = RefundRow.select().where(RefundRow.state == RefundState.WAITING).bind(self._db)
        return [OrderId(row.order_id) for row in rows.execute()]


def _case(row: RefundRow) -> RefundCase:
    return decode_whole(row.document, row.document_hash, RefundCase)
