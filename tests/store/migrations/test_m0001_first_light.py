"""The first tables: what they refuse, and that their indexes know today's states."""

import pytest
from apsw import ConstraintError
from peewee import IntegrityError

from kitchen_app.domain.order import Status
from kitchen_app.services.ports import CallbackState
from kitchen_app.store.database import Database
from kitchen_app.store.migrations.m0001_first_light import STATEMENTS

WHOLE = " ".join(STATEMENTS)


def test_the_index_of_open_orders_knows_every_final_state() -> None:
    index = next(statement for statement in STATEMENTS if "orders_open" in statement)
    named = set(index.split("(")[-1].rstrip(" )\n").replace("'", "").split(", "))
    assert named == {status.value for status in Status if status.is_final}


def test_the_index_of_waiting_messages_knows_its_state() -> None:
    assert f"state = '{CallbackState.WAITING}'" in WHOLE


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO timeline (order_id, at, kind, detail) VALUES ('1', 'noon', 'k', '')",
        "INSERT INTO timeline (order_id, at, kind) VALUES ('1', 1, 'k')",
        "INSERT INTO orders VALUES (NULL, '1', 'new', x'00', 'h', 1, 1)",
        "INSERT INTO orders VALUES ('1', '1', 'new', 'text', 'h', 1, 1)",
    ],
)
def test_wrong_types_and_missing_values_are_refused_by_the_file(
    database: Database, statement: str
) -> None:
    with pytest.raises((ConstraintError, IntegrityError)):
        database.peewee.execute_sql(statement)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("SELECT * FROM inbox WHERE state = 'waiting' ORDER BY row_id LIMIT 5", "inbox_waiting"),
        ("SELECT * FROM timeline WHERE order_id = '1' ORDER BY row_id", "timeline_of_order"),
        (
            "SELECT * FROM actions WHERE order_id = '1' ORDER BY row_id DESC LIMIT 1",
            "actions_of_order",
        ),
        ("SELECT * FROM orders WHERE changed_at >= 1 ORDER BY changed_at", "orders_by_change"),
    ],
)
def test_what_is_asked_all_day_uses_its_index(database: Database, query: str, index: str) -> None:
    plan = database.peewee.execute_sql(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert any(index in row[-1] for row in plan), plan
