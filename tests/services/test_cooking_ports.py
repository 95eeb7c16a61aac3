"""The store has what learning needs."""

from kitchen_app.services.cooking_ports import CookingRows
from kitchen_app.store.sqlite_store import SqliteStore
from tests.services.harness import Process


async def test_the_store_satisfies_it(process: Process) -> None:
    rows: CookingRows = SqliteStore(process.database).cooking_times
    assert rows.orders_after(0, 5) == ([], None)
