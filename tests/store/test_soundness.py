"""Every row that money or food hangs on is told from a damaged one."""

import apsw
import pytest

from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import Status
from kitchen_app.store.database import Database
from kitchen_app.store.errors import Damaged
from kitchen_app.store.soundness import RECENT_ROWS, require_sound, require_structure
from kitchen_app.store.sqlite_store import SqliteStore
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, an_order, reached
from tests.store.test_inbox import a_message
from tests.store.test_print_jobs import a_job
from tests.store.test_sqlite_store import ACTION


@pytest.fixture
def connection(store: SqliteStore, database: Database) -> apsw.Connection:
    store.inbox.add([a_message()])
    store.orders.save(an_order(), NOON)
    store.orders.save(reached(an_order(2), Status.COMPLETED), NOON)
    store.orders.add_entries(an_order().order_id, (Entry(at=NOON, kind="k", detail="d"),))
    store.actions.add(ACTION)
    store.refunds.save(ASKED)
    store.print_jobs.save(a_job())
    opened: apsw.Connection = database.peewee.connection()
    return opened


@pytest.mark.parametrize("thorough", [False, True])
def test_what_was_written_is_sound(connection: apsw.Connection, thorough: bool) -> None:
    require_sound(connection, thorough=thorough)


@pytest.mark.parametrize("thorough", [False, True])
@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE inbox SET body = x'00'", "row 1 of inbox"),
        ("UPDATE inbox SET body_hash = 'x'", "row 1 of inbox"),
        ("UPDATE inbox SET state = 'waitinh'", "1 rows of inbox"),
        ("UPDATE orders SET document = x'00' WHERE rowid = 2", "row 2 of orders"),
        ("UPDATE orders SET number = '0009' WHERE rowid = 1", "1 rows of orders"),
        ("UPDATE orders SET status = 'completed' WHERE rowid = 1", "1 rows of orders"),
        ("UPDATE actions SET document = x'7b7d'", "row 1 of actions"),
        ("UPDATE actions SET state = 'done'", "1 rows of actions"),
        ("UPDATE actions SET kind = 'ready'", "1 rows of actions"),
        ("UPDATE refunds SET document = x'7b7d'", "row 1 of refunds"),
        ("UPDATE refunds SET order_id = '1'", "1 rows of refunds"),
        ("UPDATE print_jobs SET document = x'7b7d'", "row 1 of print_jobs"),
        ("UPDATE print_jobs SET state = 'printed'", "1 rows of print_jobs"),
        ("UPDATE print_jobs SET at = 'Kitchen'", "1 rows of print_jobs"),
        ("UPDATE inbox SET body_hash = CAST(x'e1' AS TEXT)", "can't decode byte"),
        ("UPDATE inbox SET message_id = CAST(x'e1' AS TEXT)", "can't decode byte"),
        (
            "DROP TRIGGER timeline_append_only; UPDATE timeline SET detail = CAST(x'e1' AS TEXT)",
            "can't decode byte",
        ),
        ("DROP TABLE refunds", "no such table: refunds"),
    ],
)
def test_a_change_is_found(
    connection: apsw.Connection, change: str, found: str, thorough: bool
) -> None:
    connection.execute(change)
    with pytest.raises(Damaged, match=found):
        require_sound(connection, thorough=thorough)


def test_rows_of_an_older_program_are_taken_as_they_are(connection: apsw.Connection) -> None:
    connection.execute("UPDATE actions SET document_hash = ''")
    connection.execute("UPDATE refunds SET document_hash = ''")
    require_sound(connection)


def test_old_rows_are_left_to_the_thorough_check(connection: apsw.Connection) -> None:
    connection.execute("UPDATE inbox SET body = x'00'")
    connection.execute(
        "INSERT INTO inbox SELECT ?, 'm2', 'h', event_id, shop_id, proven, body, ?, 0, state, NULL "
        "FROM inbox",
        (RECENT_ROWS + 1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    )
    require_sound(connection)
    with pytest.raises(Damaged, match="row 1 of inbox"):
        require_sound(connection, thorough=True)


def test_the_structure_of_a_large_file_is_left_to_the_thorough_check(
    connection: apsw.Connection,
) -> None:
    connection.execute("PRAGMA ignore_check_constraints = 1")
    connection.execute("UPDATE backup SET row_id = 2")
    connection.execute("PRAGMA ignore_check_constraints = 0")
    require_sound(connection, structure_up_to=0)
    for check in (require_sound, require_structure):
        with pytest.raises(Damaged, match="CHECK constraint failed"):
            check(connection)
