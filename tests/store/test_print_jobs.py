"""Print jobs are kept whole; a damaged row costs no other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kitchen_app.domain.print_jobs import OPEN_PRINTS, PrintJob, PrintState, WantedPrint, new_job
from kitchen_app.domain.tickets import Copy
from kitchen_app.store.database import Database
from kitchen_app.store.models import PrintRow
from kitchen_app.store.print_jobs import _IS_OPEN
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order


def a_job(number: int = 1, state: PrintState = PrintState.QUEUED, nth: int = 1) -> PrintJob:
    wanted = WantedPrint(
        order_id=an_order(number).order_id, copy=Copy.BAG, printer="Bar", version="v", nth=nth
    )
    return replace(new_job(wanted, NOON - timedelta(minutes=number)), state=state)


def test_jobs_come_back_as_they_were_the_oldest_first(store: SqliteStore) -> None:
    for number in (1, 2, 3):
        store.print_jobs.save(a_job(number))
    store.print_jobs.save(a_job(2, PrintState.PRINTED))
    assert store.print_jobs.all_open() == [a_job(3), a_job(1)]
    assert store.print_jobs.of_order(an_order(2).order_id) == [a_job(2, PrintState.PRINTED)]
    assert store.print_jobs.get(a_job(2).job_id) == a_job(2, PrintState.PRINTED)
    assert store.print_jobs.get("none") is None
    store.print_jobs.delete_of(an_order(3).order_id)
    assert store.print_jobs.all_open() == [a_job(1)]


def test_what_is_open_is_what_the_index_holds() -> None:
    assert set(OPEN_PRINTS) == {state for state in PrintState if f"'{state}'" in _IS_OPEN.sql}


def test_a_damaged_row_is_left_out(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    store.print_jobs.save(a_job(1))
    store.print_jobs.save(a_job(2))
    PrintRow.update(document=b"{}").where(PrintRow.job_id == a_job(2).job_id).bind(
        database.peewee
    ).execute()
    assert store.print_jobs.all_open() == [a_job(1)]
    assert "is damaged" in caplog.text
    caplog.clear()
