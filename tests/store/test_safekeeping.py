"""Whatever happens to the file: nothing that was answered is lost, nothing is thrown away."""

import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from kitchen_app.domain.actions import ActionState
from kitchen_app.services.errors import NotStored
from kitchen_app.services.ports import CallbackState
from kitchen_app.services.proof_ports import PROOF_EVENT, proof_message_id
from kitchen_app.store.backups import FOLDER_NAME as BACKUP_FOLDER
from kitchen_app.store.ballast import Ballast
from kitchen_app.store.database import FILE_NAME
from kitchen_app.store.errors import Damaged, StoreError
from kitchen_app.store.journal import SUFFIX
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, FakeClock, an_order
from tests.store.test_inbox import GENUINE, a_message, bodies
from tests.store.test_sqlite_store import ACTION

SMALL = 4096


class Run:
    """One run of the program on a folder."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self.safe = Safekeeping(folder, clock, ballast_bytes=SMALL)
        self.store = SqliteStore(self.safe.database, self.safe.journal)

    def add(self, *numbers: int) -> None:
        for number in numbers:
            with self.store.transaction():
                self.store.inbox.add([a_message(number, body=b"%04d" % number * 500)])

    def back_up(self) -> None:
        for _ in self.safe.copy_in_steps():
            pass
        self.safe.keep_copy()
        self.safe.settle_copy()

    def numbers(self) -> list[int]:
        return sorted(int(body[:4]) for body in bodies(self.store, 9999))

    def has_outdated_copies(self) -> bool:
        return self.safe.are_outdated

    def state(self) -> str:
        row = self.safe.database.peewee.execute_sql("SELECT state FROM inbox LIMIT 1").fetchone()
        return str(row[0])


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def start(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[[], Run]]:
    """Start the program again; the run before it has ended."""
    runs: list[Run] = []

    def next_run() -> Run:
        for run in runs:
            run.safe.close()
        runs.append(Run(tmp_path, clock))
        return runs[-1]

    yield next_run
    runs[-1].safe.close()


@pytest.fixture(autouse=True)
def expect_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """What is brought back is told in the log; here it is what is meant to happen."""
    caplog.set_level(logging.CRITICAL, logger="kitchen_app.store")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    file.write_bytes(content)


def test_an_ordinary_start_and_end_leaves_one_file_of_each(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    assert run.safe.keep_room()
    run.add(1)
    assert start().numbers() == [1]
    start().safe.close()
    assert names(tmp_path) == ["ballast", "journal", FILE_NAME]
    assert names(tmp_path / "journal") == ["000001-20260701T120000Z.journal"]


def test_a_file_of_a_program_without_a_journal_is_taken_over(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    start().add(1)
    start().safe.close()
    shutil.rmtree(tmp_path / "journal")
    run = start()
    assert (run.numbers(), run.safe.has_rescued) == ([1], False)


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_damaged_file_is_set_aside_and_built_anew(
    tmp_path: Path, start: Callable[[], Run], with_backup: bool
) -> None:
    run = start()
    run.add(1, 2)
    run.store.inbox.settle(1, CallbackState.DONE)
    run.store.orders.save(an_order(), NOON)
    if with_backup:
        run.back_up()
    run.add(3, 4)
    run.safe.close()
    damage(tmp_path / FILE_NAME)
    damaged = (tmp_path / FILE_NAME).read_bytes()
    run = start()
    assert run.safe.has_rescued
    assert (tmp_path / "kitchen-damaged-20260701T120000Z.db").read_bytes() == damaged
    assert run.numbers() == ([2, 3, 4] if with_backup else [1, 2, 3, 4])
    assert len(run.store.orders.all()) == with_backup
    run.add(5)
    run = start()
    assert not run.safe.has_rescued
    assert 5 in run.numbers()


def test_every_damaged_file_is_kept(tmp_path: Path, start: Callable[[], Run]) -> None:
    for number in range(1, 4):
        start().add(number)
        start().safe.close()
        damage(tmp_path / FILE_NAME)
    assert start().numbers() == [1, 2, 3]
    assert [name for name in names(tmp_path) if "damaged" in name] == [
        "kitchen-damaged-20260701T120000Z.2.db",
        "kitchen-damaged-20260701T120000Z.3.db",
        "kitchen-damaged-20260701T120000Z.db",
    ]


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_that_is_gone_is_restored(
    tmp_path: Path, start: Callable[[], Run], content: bytes | None
) -> None:
    run = start()
    run.add(1)
    run.back_up()
    run.add(2)
    run.safe.close()
    (tmp_path / FILE_NAME).unlink()
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)
    run = start()
    assert (run.numbers(), run.safe.has_rescued) == ([1, 2], True)


def test_an_old_file_in_the_place_of_ours_is_noticed(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    run.add(1)
    start().safe.close()
    shutil.copy(tmp_path / FILE_NAME, tmp_path / "yesterday")
    run = start()
    run.add(2)
    run.store.orders.save(an_order(), NOON)
    run.back_up()
    run.add(3)
    run.safe.close()
    shutil.copy(tmp_path / "yesterday", tmp_path / FILE_NAME)
    run = start()
    assert (run.numbers(), run.safe.has_rescued) == ([1, 2, 3], True)
    assert len(run.store.orders.all()) == 1


def test_a_message_taken_out_after_a_backup_does_not_make_the_file_an_old_one(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    """A test of receiving may be under way while the copy is made, and is taken out at its end."""
    run = start()
    run.add(1)
    proof = replace(GENUINE, event_id=PROOF_EVENT, message_id=proof_message_id("1"))
    run.store.inbox.add([a_message(examined=proof)])
    run.back_up()
    run.store.inbox.remove(run.store.inbox.waiting(9)[-1].row_id)
    run.safe.close()
    run = start()
    assert (run.numbers(), run.safe.has_rescued) == ([1], False)
    assert not list(tmp_path.glob("kitchen-damaged-*"))


def test_a_file_restored_from_an_older_backup_is_ours_from_then_on(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    run.add(1)
    run.back_up()
    run.back_up()
    run.safe.close()
    damage(tmp_path / FILE_NAME)
    damage(max((tmp_path / BACKUP_FOLDER).iterdir()))
    start().safe.close()
    run = start()
    assert (run.numbers(), run.safe.has_rescued) == ([1], False)


def test_a_backup_that_is_damaged_too_gives_way_to_the_one_before(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    run.store.orders.save(an_order(), NOON)
    run.back_up()
    run.add(1)
    run.back_up()
    run.add(2)
    run.safe.close()
    damage(sorted((tmp_path / "backups").iterdir())[-1])
    damage(tmp_path / FILE_NAME)
    run = start()
    assert (run.numbers(), len(run.store.orders.all())) == ([1, 2], 1)


def test_an_action_that_was_sent_after_the_backup_is_not_sent_again(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    run.store.actions.add(ACTION)
    run.back_up()
    run.store.actions.save(replace(ACTION, state=ActionState.SENDING))
    run.safe.close()
    damage(tmp_path / FILE_NAME)
    assert start().store.actions.get(ACTION.key).state is ActionState.SENDING


def test_with_a_damaged_journal_nothing_is_sent_on_the_word_of_a_backup(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    run.store.actions.add(ACTION)
    run.back_up()
    run.store.actions.save(replace(ACTION, state=ActionState.SENDING))
    run.add(1)
    run.safe.close()
    last = sorted((tmp_path / "journal").iterdir())[-1]
    last.write_bytes(b"x" + last.read_bytes()[1:])
    damage(tmp_path / FILE_NAME)
    assert start().store.actions.get(ACTION.key).state is ActionState.UNKNOWN


def test_a_kill_between_journal_and_database_is_no_loss_and_no_news(
    start: Callable[[], Run],
) -> None:
    run = start()
    run.add(1)
    run.safe.journal.append(callbacks=[a_message(2, body=b"0002")])
    run = start()
    assert (run.numbers(), run.safe.has_rescued) == ([1, 2], False)


def test_damage_that_shows_while_the_program_runs_is_mended_at_once(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    run.add(1, 2)
    run.back_up()
    run.add(3)
    run.safe.database.peewee.execute_sql("UPDATE inbox SET body = x'00' WHERE row_id = 1")
    with pytest.raises(NotStored, match="row 1 of inbox"):
        run.numbers()
    assert run.numbers() == [1, 2, 3]
    assert run.safe.has_rescued
    assert any("damaged" in name for name in names(tmp_path))
    run.add(4)
    assert run.numbers() == [1, 2, 3, 4]


@pytest.mark.parametrize("column", ["shop_id", "message_id", "body_hash"])
def test_a_text_that_is_none_any_more_is_damage(start: Callable[[], Run], column: str) -> None:
    run = start()
    run.add(1, 2)
    run.safe.database.peewee.execute_sql(
        f"UPDATE inbox SET {column} = CAST(x'e131' AS TEXT) WHERE row_id = 1"
    )
    run = start()
    assert set(run.numbers()) == {1, 2}
    run.safe.database.peewee.execute_sql("UPDATE inbox SET shop_id = CAST(x'e131' AS TEXT)")
    with pytest.raises(NotStored, match="a text of the inbox is none"):
        run.numbers()
    assert set(run.numbers()) == {1, 2}


def test_old_damage_that_only_a_backup_finds_is_mended(start: Callable[[], Run]) -> None:
    run = start()
    run.store.orders.save(an_order(), NOON)
    run.back_up()
    run.safe.database.peewee.execute_sql("UPDATE orders SET number = 'x'")
    with pytest.raises(Damaged):
        run.back_up()
    run.safe.settle_copy()
    run.safe.mend()
    assert [stored.order for stored in run.store.orders.all()] == [an_order()]
    run.back_up()


def test_the_journal_is_kept_from_the_oldest_backup_on(
    tmp_path: Path, start: Callable[[], Run], clock: FakeClock
) -> None:
    run = start()
    for hour in range(72):
        run.add(hour)
        run.back_up()
        clock.advance(timedelta(hours=1))
    oldest = int(min(names(tmp_path / "backups"))[:6])
    kept = [int(name[:6]) for name in names(tmp_path / "journal")]
    assert kept == list(range(min(kept), 73))
    assert min(kept) <= oldest
    assert 47 <= len(kept) <= 50


def test_on_a_full_disk_the_ballast_is_given_up_for_the_next_try(
    tmp_path: Path, start: Callable[[], Run]
) -> None:
    run = start()
    assert run.safe.keep_room()

    def fail() -> None:
        with run.store.transaction():
            raise apsw.FullError("planted")

    with pytest.raises(NotStored):
        fail()
    assert not Ballast(tmp_path, size=SMALL).is_there
    run.add(1)
    assert run.numbers() == [1]


def test_after_an_io_error_the_file_is_opened_again(start: Callable[[], Run]) -> None:
    run = start()
    run.add(1)
    before = run.safe.database.peewee.connection()

    def fail() -> None:
        with run.store.transaction():
            raise apsw.IOError("planted")

    with pytest.raises(NotStored):
        fail()
    run.add(2)
    assert run.safe.database.peewee.connection() is not before
    assert (run.numbers(), run.safe.has_rescued) == ([1, 2], False)


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path, start: Callable[[], Run]) -> None:
    run = start()
    run.add(1)
    run.safe.database.peewee.execute_sql("PRAGMA user_version = 99")
    run.safe.close()
    with pytest.raises(StoreError, match="newer Kitchen App"):
        start()
    assert names(tmp_path) == ["journal", FILE_NAME]


def test_all_files_are_private(tmp_path: Path, start: Callable[[], Run]) -> None:
    run = start()
    run.safe.keep_room()
    run.add(1)
    run.back_up()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}
    assert sum(path.name.endswith(SUFFIX) for path in files) == 1


# Copies that know more than they may


def test_outdated_copies_stay_so_until_a_new_one_takes_their_place(
    start: Callable[[], Run], tmp_path: Path
) -> None:
    run = start()
    for number in (1, 2):
        run.add(number)
        run.back_up()
    (tmp_path / "kitchen-damaged-20260101.db").write_bytes(b"as it was")
    assert not run.has_outdated_copies()
    run.safe.outdate()
    run.safe.close()
    run = start()
    assert run.has_outdated_copies()
    run.back_up()
    run.safe.drop_older()
    assert not run.has_outdated_copies()
    assert len(list((tmp_path / BACKUP_FOLDER).iterdir())) == 1
    assert not list(tmp_path.rglob(f"*{SUFFIX}"))
    assert not list(tmp_path.glob("kitchen-damaged-*"))
    run.add(3)
    run.safe.close()
    (tmp_path / FILE_NAME).unlink()
    run = start()
    assert run.numbers() == [1, 2, 3], "the one copy that is left is enough"
