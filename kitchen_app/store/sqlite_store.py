"""The store as the services see it."""

from contextlib import AbstractContextManager

from kitchen_app.store.actions import SqliteActions
from kitchen_app.store.database import Database
from kitchen_app.store.history import SqliteHistory
from kitchen_app.store.inbox import SqliteInbox
from kitchen_app.store.journal import Journal
from kitchen_app.store.marks import SqliteMarks
from kitchen_app.store.orders import SqliteOrders
from kitchen_app.store.print_jobs import SqlitePrintJobs
from kitchen_app.store.refunds import SqliteRefunds
from kitchen_app.store.retention import SqliteRetention
from kitchen_app.store.sold_out import SqliteSoldOut


class SqliteStore:
    """One database file behind `services.ports.Store`.

    Without a journal it has no second copy: for looking only, and for tests.
    """

    def __init__(self, database: Database, journal: Journal | None = None) -> None:
        self._database = database
        self.inbox = SqliteInbox(database, journal)
        self.orders = SqliteOrders(database)
        self.actions = SqliteActions(database, journal)
        self.refunds = SqliteRefunds(database)
        self.marks = SqliteMarks(database)
        self.sold_out = SqliteSoldOut(database)
        self.print_jobs = SqlitePrintJobs(database)
        self.history = SqliteHistory(database)
        self.retention = SqliteRetention(database)

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def close(self) -> None:
        self._database.close()
