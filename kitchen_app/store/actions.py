"""What people asked for."""

from collections.abc import Iterable

from kitchen_app.domain.actions import OPEN_STATES, Action, ActionState
from kitchen_app.domain.order import OrderId
from kitchen_app.store.black_box import SqliteBlackBox
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.journal import Journal
from kitchen_app.store.models import ActionRow
from kitchen_app.store.people import note_person

_OPEN = sorted(state.value for state in OPEN_STATES)
_HUMAN = ActionState.HUMAN.value


class SqliteActions:
    """The actions table; satisfies `services.ports.Actions`."""

    def __init__(
        self,
        database: Database,
        box: SqliteBlackBox | None = None,
        journal: Journal | None = None,
    ) -> None:
        self._database = database
        self._db = database.peewee
        self._box = box or SqliteBlackBox(database)
        self._journal = journal

    def add(self, action: Action) -> None:
        """Write a new action down; the database itself refuses a second open one."""
        self._note(action)
        document = encode(action)
        ActionRow.insert(
            key=action.key,
            order_id=action.order_id,
            kind=action.kind.value,
            state=action.state.value,
            document=document,
            document_hash=digest(document),
        ).bind(self._db).execute()
        self._box.note_action(None, action)
        note_person(self._db, action.order_id, action.requested_at)

    def save(self, action: Action) -> None:
        self._note(action)
        self._box.note_action(self._known(action.key), action)
        document = encode(action)
        ActionRow.update(
            state=action.state.value, document=document, document_hash=digest(document)
        ).where(ActionRow.key == action.key).bind(self._db).execute()
        note_person(self._db, action.order_id, action.requested_at)

    def _note(self, action: Action) -> None:
        """Write to the journal first: a restored database must not send again what was sent."""
        if self._journal is not None:
            self._journal.append(action=action)

    def get(self, key: str) -> Action:
        """Return an action.

        Raises:
            LookupError: no action has this key.
        """
        found = self._known(key)
        if found is None:
            raise LookupError(f"no action {key}")
        return found

    def all_open(self) -> list[Action]:
        rows = ActionRow.select().where(ActionRow.state.in_(_OPEN)).order_by(ActionRow.row_id)
        return [action for row in rows.bind(self._db).execute() if (action := self._action(row))]

    def open_of(self, order_id: OrderId) -> Action | None:
        rows = ActionRow.select().where(
            (ActionRow.order_id == order_id) & ActionRow.state.in_(_OPEN)
        )
        return self._first(rows.bind(self._db).execute())

    def unsettled_of(self, order_id: OrderId) -> list[Action]:
        """Return what is open on an order, or waits for a person's word, the oldest first."""
        rows = (
            ActionRow.select()
            .where((ActionRow.order_id == order_id) & ActionRow.state.in_([*_OPEN, _HUMAN]))
            .order_by(ActionRow.row_id)
        )
        return [action for row in rows.bind(self._db).execute() if (action := self._action(row))]

    def of_order(self, order_id: OrderId) -> list[Action]:
        """Return everything that was asked for an order, the oldest first."""
        return [action for row in self._rows_of(order_id) if (action := self._action(row))]

    def mask(self, order_id: OrderId) -> None:
        """Let the actions of an order forget what people wrote; a damaged one goes whole."""
        for row in self._rows_of(order_id):
            action = self._action(row)
            this = ActionRow.row_id == row.row_id
            if action is None:
                ActionRow.delete().where(this).bind(self._db).execute()
            elif (masked := action.without_person()) != action:
                document = encode(masked)
                ActionRow.update(document=document, document_hash=digest(document)).where(
                    this
                ).bind(self._db).execute()

    def delete_of(self, order_id: OrderId) -> None:
        ActionRow.delete().where(ActionRow.order_id == order_id).bind(self._db).execute()

    def orders_asking(self) -> list[OrderId]:
        """Return the orders with an action that waits for a person's word."""
        rows = ActionRow.select(ActionRow.order_id).where(ActionRow.state == _HUMAN).distinct()
        return [OrderId(row.order_id) for row in rows.bind(self._db).execute()]

    def latest_of(self, order_id: OrderId) -> Action | None:
        """Return the last action on an order, open or settled."""
        rows = (
            ActionRow.select()
            .where(ActionRow.order_id == order_id)
            .order_by(ActionRow.row_id.desc())
            .limit(1)
        )
        return self._first(rows.bind(self._db).execute())

    def _known(self, key: str) -> Action | None:
        rows = ActionRow.select().where(ActionRow.key == key)
        return self._first(rows.bind(self._db).execute())

    def _rows_of(self, order_id: OrderId) -> list[ActionRow]:
        rows = ActionRow.select().where(ActionRow.order_id == order_id).order_by(ActionRow.row_id)
        return list(rows.bind(self._db).execute())

    def _first(self, rows: Iterable[ActionRow]) -> Action | None:
        return next((action for row in rows if (action := self._action(row))), None)

    def _action(self, row: ActionRow) -> Action | None:
        """Return the action of a row; a damaged one is none, so that its order can be shown."""
        try:
            return decode_whole(row.document, row.document_hash, Action)
        except StoreError as error:
            self._database.doubt(f"action {row.key}: {error}")
            return None
