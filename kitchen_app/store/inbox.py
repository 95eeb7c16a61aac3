"""Messages as received."""

from collections.abc import Sequence

from peewee import EXCLUDED

from kitchen_app.base.clock import from_epoch_ms, to_epoch_ms
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.services.ports import CallbackState, NewCallback, StoredCallback, Verdict
from kitchen_app.store.database import Database
from kitchen_app.store.documents import digest
from kitchen_app.store.errors import Damaged
from kitchen_app.store.journal import Journal
from kitchen_app.store.models import InboxRow


class SqliteInbox:
    """The inbox table; satisfies `services.ports.Inbox`."""

    def __init__(self, database: Database, journal: Journal | None = None) -> None:
        self._database = database
        self._db = database.peewee
        self._journal = journal

    def add(self, callbacks: Sequence[NewCallback]) -> None:
        """Store messages; one that is there already (same id, same content) changes nothing.

        Unless the one that is there was never proven and the new one is: then it counts. They are
        in the journal before they are in the database.
        """
        if self._journal is not None:
            self._journal.append(callbacks=callbacks)
        self.take(callbacks)

    def take(self, callbacks: Sequence[NewCallback]) -> None:
        """Store messages that are in the journal already."""
        insert = InboxRow.insert_many([_row(callback) for callback in callbacks])
        proof_is_new = (InboxRow.proven == 0) & (EXCLUDED.proven == 1)
        insert.on_conflict(
            conflict_target=[InboxRow.message_id, InboxRow.content_hash],
            preserve=[InboxRow.proven, InboxRow.body, InboxRow.body_hash, InboxRow.state],
            where=proof_is_new,
        ).bind(self._db).execute()

    def waiting(self, limit: int) -> list[StoredCallback]:
        """Return the oldest messages that are not yet applied.

        Raises:
            NotStored: one is not as it was written; the file is checked before its next use.
        """
        with self._database.watching():
            return self._waiting(limit)

    def _waiting(self, limit: int) -> list[StoredCallback]:
        rows = (
            InboxRow.select()
            .where(InboxRow.state == CallbackState.WAITING)
            .order_by(InboxRow.row_id)
            .limit(limit)
        )
        try:
            return [_callback(row) for row in rows.bind(self._db).execute()]
        except UnicodeDecodeError as error:
            raise Damaged(f"a text of the inbox is none: {error}") from error

    def settle(self, row_id: int, state: CallbackState, order_id: OrderId | None = None) -> None:
        """Write down what became of a message, and of which order it spoke."""
        update = InboxRow.update(state=state, order_id=order_id).where(InboxRow.row_id == row_id)
        update.bind(self._db).execute()

    def remove(self, row_id: int) -> None:
        """Forget a message that was no news of anything."""
        delete = InboxRow.delete().where(InboxRow.row_id == row_id)
        delete.bind(self._db).execute()

    def requeue_failed(self) -> None:
        """Let messages that failed be tried again."""
        self._requeue(CallbackState.FAILED)

    def requeue_asked(self) -> None:
        """Let Keeta be asked again about what an earlier run may not have read."""
        self._requeue(CallbackState.ASKED)

    def _requeue(self, state: CallbackState) -> None:
        update = InboxRow.update(state=CallbackState.WAITING)
        update.where(InboxRow.state == state).bind(self._db).execute()


def _row(callback: NewCallback) -> dict[str, object]:
    examined = callback.examined
    return {
        "message_id": examined.message_id,
        "content_hash": examined.content_hash,
        "event_id": examined.event_id,
        "shop_id": examined.shop_id,
        "proven": int(examined.verdict is Verdict.GENUINE),
        "body": callback.body,
        "body_hash": digest(callback.body),
        "received_at": to_epoch_ms(callback.received_at),
        "state": CallbackState.WAITING,
    }


def _callback(row: InboxRow) -> StoredCallback:
    if digest(bytes(row.body)) != row.body_hash:
        raise Damaged(f"row {row.row_id} of inbox is not as it was written")
    return StoredCallback(
        row_id=row.row_id,
        proven=bool(row.proven),
        event_id=row.event_id,
        shop_id=ShopId(row.shop_id) if row.shop_id else None,
        body=bytes(row.body),
        received_at=from_epoch_ms(row.received_at),
        message_id=row.message_id,
    )
