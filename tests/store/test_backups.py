"""A copy counts once it is whole; a few are kept."""

from datetime import datetime, timedelta
from pathlib import Path

import apsw
import pytest

from kitchen_app.store.backups import Backups, worth_keeping
from kitchen_app.store.database import Database
from kitchen_app.store.errors import Damaged
from kitchen_app.store.files import Numbered
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, FakeClock, an_order
from tests.store.test_inbox import a_message


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups", FakeClock())


def copied(backups: Backups, database: Database) -> int:
    return sum(1 for _ in backups.copy_in_steps(database.peewee.connection()))


def count(path: Path, table: str) -> int:
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    number = int(connection.execute(f"SELECT count(*) FROM {table}").get)
    connection.close()
    return number


def test_a_copy_holds_everything_and_stands_alone(
    store: SqliteStore, database: Database, backups: Backups
) -> None:
    store.inbox.add([a_message(number, body=bytes(5000)) for number in range(300)])
    store.orders.save(an_order(), NOON)
    assert copied(backups, database) > 3
    path = backups.keep(7)
    assert [copy.number for copy in backups.kept()] == [7]
    assert (count(path, "inbox"), count(path, "orders")) == (300, 1)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_stored_during_the_copy_is_in_it_whole_or_not_at_all(
    store: SqliteStore, database: Database, backups: Backups
) -> None:
    store.inbox.add([a_message(number, body=bytes(5000)) for number in range(300)])
    for step, _ in enumerate(backups.copy_in_steps(database.peewee.connection())):
        with store.transaction():
            store.inbox.add([a_message(1000 + step)])
            store.orders.save(an_order(step), NOON)
    path = backups.keep(1)
    assert count(path, "inbox") == 300 + count(path, "orders")


def test_a_copy_that_is_not_sound_does_not_count(
    store: SqliteStore, database: Database, backups: Backups
) -> None:
    store.orders.save(an_order(), NOON)
    database.peewee.execute_sql("UPDATE orders SET document = CAST('{}' AS BLOB)")
    copied(backups, database)
    with pytest.raises(Damaged, match="row 1 of orders is not as it was written"):
        backups.keep(1)
    assert backups.kept() == []
    assert not backups.part.exists()


def test_a_copy_that_is_broken_off_gives_its_room_back(
    store: SqliteStore, database: Database, backups: Backups
) -> None:
    store.inbox.add([a_message(number, body=bytes(5000)) for number in range(300)])
    steps = backups.copy_in_steps(database.peewee.connection())
    next(steps)
    assert backups.part.exists()
    steps.close()
    assert list(backups.part.parent.iterdir()) == []


def test_a_copy_that_was_broken_off_is_in_nobodys_way(
    store: SqliteStore, database: Database, backups: Backups
) -> None:
    store.inbox.add([a_message(number, body=bytes(5000)) for number in range(300)])
    steps = backups.copy_in_steps(database.peewee.connection())
    next(steps)
    steps.close()
    copied(backups, database)
    assert count(backups.keep(1), "inbox") == 300


def made(number: int, at: datetime) -> Numbered:
    return Numbered(number=number, made_at=at, path=Path(f"{number}"))


def test_three_in_a_row_and_the_first_of_two_days_are_kept() -> None:
    kept: list[Numbered] = []
    for hour in range(24 * 5):
        kept = [*kept, made(hour, NOON + timedelta(hours=hour))]
        kept = sorted(set(worth_keeping(kept)), key=lambda copy: copy.number)
    assert [copy.number for copy in kept] == [84, 108, 117, 118, 119]
    oldest = kept[-1].made_at - kept[0].made_at
    assert timedelta(hours=24) < oldest < timedelta(hours=48)


def test_in_a_shop_that_seldom_opens_no_day_of_long_ago_is_kept() -> None:
    days = [made(10 * day, NOON + timedelta(days=9 * day)) for day in range(3)]
    newest = [made(20 + number, days[-1].made_at) for number in range(3)]
    assert {copy.number for copy in worth_keeping([*days, *newest])} == {20, 21, 22}
    young = [made(day, NOON + timedelta(days=day)) for day in range(5)]
    assert {copy.number for copy in worth_keeping(young)} == {2, 3, 4}


def test_a_clock_that_jumped_takes_no_copy_away() -> None:
    jumped = [made(number, NOON + timedelta(hours=number)) for number in range(3)]
    jumped += [made(3, NOON + timedelta(days=400)), made(4, NOON + timedelta(hours=4))]
    assert {copy.number for copy in worth_keeping(jumped)} == {0, 2, 3, 4}


def test_what_is_useless_is_deleted(
    store: SqliteStore, database: Database, backups: Backups
) -> None:
    for number in range(1, 6):
        copied(backups, database)
        backups.keep(number)
        backups.age_out()
    assert [copy.number for copy in backups.kept()] == [1, 3, 4, 5]
