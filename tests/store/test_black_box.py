"""Notes are chained as they are written, cannot be changed, and go with their order."""

from dataclasses import replace

import apsw
import pytest

from kitchen_app.domain.actions import ActionState
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.store.black_box import SqliteBlackBox
from kitchen_app.store.database import Database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, FakeClock, an_order
from tests.store.test_actions import an_action
from tests.store.test_print_jobs import a_job

ORDER = an_order().order_id


@pytest.fixture
def box(database: Database) -> SqliteBlackBox:
    return SqliteBlackBox(database, FakeClock())


def entry(kind: str) -> Entry:
    return Entry(at=NOON, kind=kind)


def test_notes_of_several_writings_make_one_whole(box: SqliteBlackBox) -> None:
    box.add(ORDER, (entry("placed"), entry("shown")))
    box.add(OrderId("2"), (entry("placed"),))
    box.add(ORDER, ())
    box.add(ORDER, (entry("alarm"),))
    found = box.of(ORDER)
    assert [note.entry.kind for note in found.notes] == ["placed", "shown", "alarm"]
    assert found.is_whole
    assert {note.noted_at for note in found.notes} == {FakeClock().now()}
    assert box.of(OrderId("3")).notes == ()


def test_the_database_itself_refuses_a_change(box: SqliteBlackBox, database: Database) -> None:
    box.add(ORDER, (entry("placed"),))
    with pytest.raises(apsw.ConstraintError, match="append-only"):
        database.peewee.connection().execute("UPDATE timeline SET detail = 'x'")


def test_whoever_gets_round_that_is_found_out(box: SqliteBlackBox, database: Database) -> None:
    box.add(ORDER, (entry("placed"), entry("shown")))
    connection = database.peewee.connection()
    connection.execute("DROP TRIGGER timeline_append_only")
    connection.execute("UPDATE timeline SET at = at + 1000 WHERE kind = 'placed'")
    assert not box.of(ORDER).is_whole


def test_actions_and_papers_are_noted_without_being_asked(store: SqliteStore) -> None:
    store.orders.save(an_order(), NOON)
    action = replace(an_action("k"), order_id=ORDER)
    store.actions.add(action)
    store.actions.save(replace(action, not_after=NOON))  # no news
    store.actions.save(replace(action, state=ActionState.SENDING))
    store.actions.save(replace(action, state=ActionState.DONE))
    job = replace(a_job(), order_id=ORDER)
    store.print_jobs.save(job)
    store.print_jobs.save(replace(job, state=PrintState.PRINTING))
    store.print_jobs.save(replace(job, state=PrintState.PRINTING, tries=2))
    found = store.black_box.of(ORDER)
    kinds = [note.entry.kind for note in found.notes]
    assert kinds == ["action"] * 3 + ["print"] * 2
    assert found.is_whole


def test_notes_go_with_their_order(store: SqliteStore) -> None:
    store.orders.save(an_order(), NOON)
    store.orders.add_entries(ORDER, (entry("placed"),))
    store.orders.delete(ORDER)
    assert store.black_box.of(ORDER).notes == ()
