"""Forgetting: masking people in what has ended, deleting what is old, and doing so for good.

What still asks something of anybody is left alone: an open order, an open refund request, an
action without an outcome. `secure_delete` (database) overwrites what is freed; until the WAL is
truncated the old bytes are still in it.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import SQL, IntegerField, fn

from kitchen_app.base.clock import from_epoch_ms, to_epoch_ms
from kitchen_app.domain.actions import OPEN_STATES, ActionState
from kitchen_app.domain.earnings import earnings_of
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.erasure_ports import Hindrance, Toll
from kitchen_app.services.ports import Aged, CallbackState
from kitchen_app.store.actions import SqliteActions
from kitchen_app.store.cooking_times import SqliteCookingTimes
from kitchen_app.store.database import Database
from kitchen_app.store.documents import digest, encode
from kitchen_app.store.marks import SqliteMarks
from kitchen_app.store.models import ActionRow, InboxRow, LookRow, MoneyRow, OrderRow, RefundRow
from kitchen_app.store.orders import SqliteOrders
from kitchen_app.store.print_jobs import SqlitePrintJobs
from kitchen_app.store.refunds import SqliteRefunds

_FINAL = [status.value for status in Status if status.is_final]
_UNSETTLED = [*OPEN_STATES, ActionState.HUMAN]
_IN_WORK = [CallbackState.WAITING, CallbackState.FAILED]
_BODY_TEXT = InboxRow.body.cast("TEXT")
_EMPTIED = {
    CallbackState.ASKED: CallbackState.DONE,  # asking again at the next start needs the body
    CallbackState.FAILED: CallbackState.EXPIRED,
}
_HAS_BODY = fn.LENGTH(InboxRow.body) > SQL("0")  # word for word as the index has it


def _is_done_with() -> Any:
    """Return the condition that an order has ended and nobody owes it an answer."""
    asks = ActionRow.select(SQL("1")).where(
        (ActionRow.order_id == OrderRow.order_id) & ActionRow.state.in_(_UNSETTLED)
    )
    waits = RefundRow.select(SQL("1")).where(
        (RefundRow.order_id == OrderRow.order_id) & (RefundRow.state == RefundState.WAITING)
    )
    return OrderRow.status.in_(_FINAL) & ~fn.EXISTS(asks) & ~fn.EXISTS(waits)


def _is_aged(column: IntegerField, aged: Aged) -> Any:
    return (column < to_epoch_ms(aged.before)) | (column > to_epoch_ms(aged.beyond))


class SqliteRetention:
    """Forgets in the database, a few rows at a time.

    Satisfies `services.ports.KeptData` and `services.erasure_ports.ForgettingStore`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._db = database.peewee
        self._orders = SqliteOrders(database)
        self._actions = SqliteActions(database)
        self._refunds = SqliteRefunds(database)
        self._marks = SqliteMarks(database)
        self._print_jobs = SqlitePrintJobs(database)
        self._cooking_times = SqliteCookingTimes(database)

    def mask_orders(self, aged: Aged, most: int) -> list[OrderId]:
        """Mask orders that have ended, with their refund cases and actions; return them."""
        due = OrderRow.select(OrderRow.order_id).where(
            _is_aged(OrderRow.person_at, aged) & _is_done_with()
        )
        order_ids = [OrderId(each) for each in self._first(due, OrderRow.person_at, most)]
        for order_id in order_ids:
            self._mask(order_id)
        return order_ids

    def delete_orders(self, before: datetime, most: int) -> list[OrderId]:
        """Delete orders that ended before a moment, with all that is theirs; money stays."""
        due = OrderRow.select(OrderRow.order_id).where(
            (OrderRow.changed_at < to_epoch_ms(before)) & _is_done_with()
        )
        order_ids = [OrderId(each) for each in self._first(due, OrderRow.changed_at, most)]
        for order_id in order_ids:
            self._keep_money(order_id)
            self._orders.delete(order_id)
            self._refunds.delete_of(order_id)
            self._actions.delete_of(order_id)
            self._marks.delete_of(order_id)
            self._print_jobs.delete_of(order_id)
            self._cooking_times.part_with(order_id)
        return order_ids

    def empty_bodies(self, aged: Aged, most: int) -> int:
        """Empty the bodies of messages that were applied and whose order is masked or gone.

        A body is of no use once it is applied. It goes together with its order all the same: who
        asks what happened to a customer's order finds all of it, or nothing.
        """
        whole = OrderRow.select(SQL("1")).where(
            (OrderRow.order_id == InboxRow.order_id) & OrderRow.person_at.is_null(False)
        )
        due = InboxRow.select(InboxRow.row_id).where(
            _HAS_BODY
            & _is_aged(InboxRow.received_at, aged)
            & InboxRow.state.not_in(_IN_WORK)
            & ~fn.EXISTS(whole)
        )
        found = self._first(due, InboxRow.received_at, most)
        self._empty(found)
        # Asking again at the next start needs the body.
        asked = InboxRow.row_id.in_(found) & (InboxRow.state == CallbackState.ASKED)
        InboxRow.update(state=CallbackState.DONE).where(asked).bind(self._db).execute()
        return len(found)

    def expire_failed(self, before: datetime, most: int) -> int:
        """Give up messages that could not be understood since before a moment."""
        due = InboxRow.select(InboxRow.row_id).where(
            _HAS_BODY
            & (InboxRow.received_at < to_epoch_ms(before))
            & (InboxRow.state == CallbackState.FAILED)
        )
        found = self._first(due, InboxRow.received_at, most)
        self._empty(found)
        expired = InboxRow.update(state=CallbackState.EXPIRED).where(InboxRow.row_id.in_(found))
        expired.bind(self._db).execute()
        return len(found)

    def forget_messages(self, before: datetime, most: int) -> int:
        """Forget that messages ever came; a repeat of one would be taken for new from now on."""
        moment = to_epoch_ms(before)
        due = InboxRow.select(InboxRow.row_id).where(
            (InboxRow.received_at < moment) & (fn.LENGTH(InboxRow.body) == SQL("0"))
        )
        messages = self._first(due, InboxRow.received_at, most)
        InboxRow.delete().where(InboxRow.row_id.in_(messages)).bind(self._db).execute()
        known = OrderRow.select(OrderRow.order_id)
        of_nobody = LookRow.select(LookRow.order_id).where(
            (LookRow.looked_at < moment) & LookRow.order_id.not_in(known)
        )
        looks = self._first(of_nobody, LookRow.looked_at, most)
        LookRow.delete().where(LookRow.order_id.in_(looks)).bind(self._db).execute()
        return len(messages) + len(looks)

    def hindrance(self, order_id: OrderId) -> Hindrance | None:
        """Return why the customer of an order cannot be forgotten; None if nothing is against."""
        own = OrderRow.order_id == order_id
        status = OrderRow.select(OrderRow.status).where(own).bind(self._db).scalar()
        if status is None:
            return Hindrance.GONE
        if status not in _FINAL:
            return Hindrance.OPEN
        is_done = OrderRow.select().where(own & _is_done_with()).bind(self._db).exists()
        return None if is_done else Hindrance.ASKS

    def forget_order(self, order_id: OrderId) -> None:
        """Mask an order however young it is, with all messages that speak of it.

        Those too that nobody could understand, or that were another shop's: the order's number in
        them is enough. One that was not understood is not tried again.
        """
        self._mask(order_id)
        speaks = (InboxRow.order_id == order_id) | (fn.INSTR(_BODY_TEXT, order_id) > 0)
        due = InboxRow.select(InboxRow.row_id).where(
            _HAS_BODY & (InboxRow.state != CallbackState.WAITING) & speaks
        )
        found = [row_id for (row_id,) in due.bind(self._db).tuples().execute()]
        self._empty(found)
        for before, after in _EMPTIED.items():
            given_up = InboxRow.row_id.in_(found) & (InboxRow.state == before)
            InboxRow.update(state=after).where(given_up).bind(self._db).execute()

    def toll(self, aged: Aged, delete_before: datetime) -> Toll:
        """Count what would be masked and deleted; changes nothing."""
        is_old = OrderRow.changed_at < to_epoch_ms(delete_before)
        is_whole = _is_aged(OrderRow.person_at, aged)
        counts = (
            OrderRow.select().where(due & _is_done_with()).bind(self._db).count()
            for due in (is_whole & ~is_old, is_old)
        )
        masked, deleted = counts
        return Toll(masked=masked, deleted=deleted)

    def seal(self) -> bool:
        """Truncate the WAL, so that nothing forgotten is left in it; False if somebody reads.

        Without waiting: the core must not stand still for a reader.

        Raises:
            NotStored: the disk did not take it.
        """
        with self._database.watching():
            return self._truncate()

    def _mask(self, order_id: OrderId) -> None:
        self._refunds.mask(order_id)
        self._actions.mask(order_id)
        self._marks.mask(order_id)
        self._print_jobs.delete_of(order_id)  # their versions are digests of a customer's words
        self._orders.mask(order_id)

    def _truncate(self) -> bool:
        (patience,) = self._db.execute_sql("PRAGMA busy_timeout").fetchone()
        self._db.execute_sql("PRAGMA busy_timeout = 0")
        try:
            busy, _, _ = self._db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._db.execute_sql(f"PRAGMA busy_timeout = {int(patience)}")
        return not busy

    def _first(self, due: Any, by: Any, most: int) -> list[Any]:
        """Return the keys of the first few rows of a query."""
        return [key for (key,) in due.order_by(by).limit(most).bind(self._db).tuples().execute()]

    def _empty(self, row_ids: Sequence[int]) -> None:
        emptied = InboxRow.update(body=b"", body_hash=digest(b""))
        emptied.where(InboxRow.row_id.in_(row_ids)).bind(self._db).execute()

    def _keep_money(self, order_id: OrderId) -> None:
        stored = self._orders.get(order_id)
        if stored is None:
            return
        earnings = earnings_of(
            stored.order, self._refunds.of_order(order_id), self._actions.of_order(order_id)
        )
        document = encode(earnings)
        MoneyRow.insert(
            order_id=order_id,
            ended_at=to_epoch_ms(stored.changed_at),
            document=document,
            document_hash=digest(document),
        ).on_conflict_replace().bind(self._db).execute()


class OldFiles:
    """Copies of the data in a folder, by name; satisfies `services.ports.Copies`.

    A copy holds people as they were when it was made, so it may not outlive them for long.
    """

    def __init__(self, folder: Path, *patterns: str) -> None:
        self._folder = folder
        self._patterns = patterns

    def forget_before(self, moment: datetime) -> int:
        """Delete the files last written before a moment; return how many."""
        old = [
            file
            for pattern in self._patterns
            for file in self._folder.glob(pattern)
            if from_epoch_ms(round(file.stat().st_mtime * 1000)) < moment
        ]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)
