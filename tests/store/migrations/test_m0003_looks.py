"""A file of the second version can remember when finished orders were read."""

from datetime import timedelta
from pathlib import Path

from kitchen_app.domain.order import Status
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order, reached
from tests.store.migrations.test_steps import run_steps


def test_completed_orders_of_an_older_program_are_due(tmp_path: Path) -> None:
    run_steps(tmp_path, 2)
    store = SqliteStore(open_database(tmp_path))
    order = reached(an_order(), Status.COMPLETED)
    store.orders.save(order, NOON)
    (found,) = store.orders.completed_since(NOON)
    assert (found.order_id, found.changed_at, found.looked_at) == (order.order_id, NOON, None)
    store.orders.looked_at(order.order_id, NOON + timedelta(hours=1))
    (found,) = store.orders.completed_since(NOON)
    assert found.looked_at == NOON + timedelta(hours=1)
    store.close()
