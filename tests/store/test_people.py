"""Whatever is written of a person starts the time after which it is masked."""

from datetime import timedelta

from kitchen_app.store.database import Database
from kitchen_app.store.models import OrderRow
from kitchen_app.store.people import note_person
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON
from tests.store.people import aged, ids, of_a_person

HOUR = timedelta(hours=1)


def person_at(database: Database) -> int | None:
    (row,) = OrderRow.select().bind(database.peewee).execute()
    found: int | None = row.person_at
    return found


def test_the_latest_news_counts(store: SqliteStore, database: Database) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    written = person_at(database)
    note_person(database.peewee, order.order_id, NOON - HOUR)
    assert person_at(database) == written
    note_person(database.peewee, order.order_id, NOON + HOUR)
    assert person_at(database) == int((NOON + HOUR).timestamp() * 1000)


def test_a_masked_order_has_something_to_mask_again(store: SqliteStore, database: Database) -> None:
    order = of_a_person()
    store.orders.save(order, NOON)
    assert store.retention.mask_orders(aged(NOON + 25 * HOUR), 9) == ids(order)
    assert person_at(database) is None
    note_person(database.peewee, order.order_id, NOON)
    assert person_at(database) is not None
