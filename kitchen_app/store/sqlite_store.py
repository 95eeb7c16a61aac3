"""The store as the services see it."""

from contextlib import AbstractContextManager

from kitchen_app.base.clock import Clock
from kitchen_app.store.actions import SqliteActions
from kitchen_app.store.black_box import SqliteBlackBox
from kitchen_app.store.cooking_times import SqliteCookingTimes
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

    Without a journal it has no second copy: for looking only, and for tests. `clock` tells when
    something is written down.
    """

    def __init__(
        self, database: Database, journal: Journal | None = None, *, clock: Clock | None = None
    ) -> None:
        self._database = database
        self.inbox = SqliteInbox(database, journal)
        self.black_box = box = SqliteBlackBox(database, clock)
        self.orders = SqliteOrders(database, box)
        self.actions = SqliteActions(database, box, journal)
        self.refunds = SqliteRefunds(database)
        self.marks = SqliteMarks(database)
        self.sold_out = SqliteSoldOut(database)
        self.print_jobs = SqlitePrintJobs(database, box)
        self.history = SqliteHistory(database)
        self.cooking_times = SqliteCookingTimes(database)
        self.retention = SqliteRetention(database)

    def transaction(self) -> AbstractContextManager[None]:
        return self._database.transaction()

    def close(self) -> None:
        self._database.close()
