"""The tables as peewee sees them are the tables that the migrations make."""

import pytest
from peewee import Model

from kitchen_app.store.database import Database
from kitchen_app.store.models import TABLES


def as_made(database: Database, table: str) -> dict[str, tuple[str, bool, bool]]:
    """Return type, "may not be null" and "is the key" of each column in the file."""
    rows = database.peewee.execute_sql(f"PRAGMA table_info({table})").fetchall()
    return {name: (kind, bool(not_null), bool(key)) for _, name, kind, not_null, _, key in rows}


def as_modelled(model: type[Model]) -> dict[str, tuple[str, bool, bool]]:
    kinds = {"AUTO": "INTEGER", "INT": "INTEGER", "TEXT": "TEXT", "BLOB": "BLOB"}
    return {
        field.column_name: (kinds[field.field_type], not field.null, field.primary_key)
        for field in model._meta.sorted_fields
    }


@pytest.mark.parametrize("model", TABLES.values())
def test_columns_types_and_nullability_are_equal(database: Database, model: type[Model]) -> None:
    table = model._meta.table_name
    assert as_modelled(model) == as_made(database, table)
    assert list(as_modelled(model)) == list(as_made(database, table))


def test_every_table_has_a_model_and_is_strict(database: Database) -> None:
    rows = database.peewee.execute_sql("PRAGMA table_list").fetchall()
    strict = {
        name: bool(is_strict)
        for _, name, kind, _, _, is_strict in rows
        if kind == "table" and not name.startswith("sqlite_")
    }
    assert strict == dict.fromkeys(TABLES, True)
