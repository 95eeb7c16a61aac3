"""The store as the services see it."""

from contextlib import AbstractContextManager

from kitchen_app.store.actions import SqliteActions
from kitchen_app.store.database import Database
from kitchen_app.store.inbox import SqliteInbox
from kitchen_app.store.orders import SqliteOrders
from kitchen_app.store.refunds import SqliteRefunds


class SqliteStore:
    """One database file behind `services.ports.Store`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.inbox = SqliteInbox(database)
        self.orders = SqliteOrders(database)
        self.actions = SqliteActions(database)
        self.refunds = SqliteRefunds(database)

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def close(self) -> None:
        self._database.close()
