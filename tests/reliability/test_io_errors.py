"""A4: an I/O error at call N. Nothing is answered that is not stored; the next try is honest."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw
import pytest
from peewee import PeeweeException

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.actions import ActionState
from kitchen_app.store import backups
from tests.reliability.disks import FailingDisk, Kind, watched
from tests.reliability.kitchen import Kitchen, fill, state_of

pytestmark = pytest.mark.usefixtures("expect_complaints")

CI_CALLS = range(1, 31)
FAILURES = (apsw.Error, PeeweeException, OSError, KnownError)
LONG_CALLS = range(1, 201)
CI_BACKUP_CALLS = (2, 25)
LONG = (pytest.mark.long, pytest.mark.timeout(900))

KINDS = {
    "write": (Kind.WRITE, Kind.TRUNCATE),
    "flush": (Kind.SYNC,),
    "read": (Kind.READ,),
    "any": tuple(Kind),
}
FILLED = range(12)


def tried(kitchen: Kitchen, number: int) -> bool:
    """Receive, apply and accept an order as the services do; tell whether it was answered."""
    is_answered = False
    try:
        kitchen.receive(number)
        is_answered = True
        kitchen.apply(number)
        kitchen.accept(number)
    except FAILURES:
        return is_answered
    return is_answered


def a_bad_hour(folder: Path, kinds: tuple[Kind, ...], call: int, times: int) -> None:
    disk = FailingDisk(*kinds)
    with watched(disk.hook):
        kitchen = Kitchen(folder)
        kitchen.safe.database.peewee.execute_sql("PRAGMA wal_autocheckpoint = 4")
        kitchen.safe.database.peewee.execute_sql("PRAGMA cache_size = 1")  # so that it reads
        kitchen.receive(0)
        kitchen.apply(0)
        disk.arm(call, times=times)
        answered = {0} | {number for number in range(1, 9) if tried(kitchen, number)}
        disk.arm(0, times=0)
        assert not kitchen.lost(answered), f"call {call}"
        for number in range(100, 103):
            kitchen.receive(number)
        answered |= {100, 101, 102}
        assert not kitchen.lost(answered), f"call {call}, afterwards"
        kitchen.close()
        again = Kitchen(folder)
        assert not again.lost(answered), f"call {call}, after the next start"
        for number in range(1, 9):
            assert state_of(again, number) is not ActionState.SENDING or disk.failures
        again.close()


@pytest.mark.parametrize("times", [1, 3, 40])
@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize(
    "calls",
    [CI_CALLS[::6], pytest.param(LONG_CALLS, marks=LONG)],
    ids=["ci", "long"],
)
def test_an_error_at_any_call_loses_nothing_that_was_answered(
    tmp_path: Path, calls: range, kinds: str, times: int
) -> None:
    for call in calls:
        a_bad_hour(tmp_path / f"{call}", KINDS[kinds], call, times)


def started(folder: Path) -> Kitchen | None:
    """Start as the program does; a disk that fails may keep it from starting, in words."""
    try:
        return Kitchen(folder)
    except KnownError:
        return None


def a_bad_start(folder: Path, call: int, times: int) -> int:
    """Start on a disk whose reads fail; return how many did."""
    disk = FailingDisk(Kind.READ)
    with watched(disk.hook):
        kitchen = Kitchen(folder)
        fill(kitchen, FILLED)
        kitchen.back_up()
        fill(kitchen, range(100, 110))
        kitchen.close()
        disk.arm(call, times=times)
        bad = started(folder)
        if bad is not None:
            bad.close()
        disk.arm(0, times=0)
        again = Kitchen(folder)
        answered = {*FILLED, *range(100, 110)}
        assert not again.lost(answered), f"call {call}"
        assert not again.wrong(answered), f"call {call}"
        again.close()
    return disk.failures


@pytest.mark.parametrize("times", [1, 3, 1000])
@pytest.mark.parametrize("calls", [CI_CALLS[::14], pytest.param(LONG_CALLS, marks=LONG)])
def test_reads_that_fail_at_a_start_lose_nothing(tmp_path: Path, calls: range, times: int) -> None:
    failures = [a_bad_start(tmp_path / f"{call}", call, times) for call in calls]
    assert all(failures[:3]), "the errors are met"


def test_a_journal_that_cannot_be_read_keeps_nobody_from_working(tmp_path: Path) -> None:
    kitchen = Kitchen(tmp_path)
    fill(kitchen, FILLED)
    kitchen.close()
    with unreadable_journal():
        working = Kitchen(tmp_path)
        working.receive(100)
        assert not working.lost({*FILLED, 100})
        working.safe.database.doubt("planted")
        working.receive(101)
        working.close()
    again = Kitchen(tmp_path)
    assert not again.lost({*FILLED, 100, 101})
    again.close()


def test_nothing_is_restored_without_the_journal_that_is_there(tmp_path: Path) -> None:
    """It would look whole, and lack an hour of messages."""
    kitchen = Kitchen(tmp_path)
    fill(kitchen, FILLED)
    kitchen.back_up()
    kitchen.receive(100)
    kitchen.close()
    (tmp_path / "kitchen.db").unlink()
    with unreadable_journal(), pytest.raises(KnownError, match="cannot be restored"):
        Kitchen(tmp_path)
    again = Kitchen(tmp_path)
    assert not again.lost({*FILLED, 100})
    again.close()


@contextmanager
def unreadable_journal() -> Iterator[None]:
    def fail(kind: Kind, file: str, _number: int, _data: bytes) -> None:
        if kind is Kind.READ and file.startswith("journal/"):
            raise OSError(5, "Input/output error (planted)")

    with watched(fail):
        yield


def a_bad_backup(folder: Path, kinds: tuple[Kind, ...], call: int, times: int) -> bool:
    """Back up on a disk that fails meanwhile; tell whether the backup counts."""
    disk = FailingDisk(*kinds)
    with watched(disk.hook):
        kitchen = Kitchen(folder)
        fill(kitchen, FILLED)
        kitchen.back_up()
        answered = set(FILLED)
        disk.arm(call, times=times)
        try:
            for number, _ in enumerate(kitchen.safe.copy_in_steps(), start=100):
                if tried(kitchen, number):
                    answered.add(number)
            kitchen.safe.keep_copy()
            kitchen.safe.settle_copy()
        except (*FAILURES, SystemError):  # APSW's word for an error of our VFS while it tidies up
            assert len(kept(folder)) == 1, f"call {call}: what failed does not count"
        disk.arm(0, times=0)
        assert not kitchen.lost(answered), f"call {call}"
        has_counted = len(kept(folder)) == 2
        kitchen.back_up()
        assert len(kept(folder)) == 2 + has_counted, "the next one counts"
        kitchen.close()
        for number in range(len(kept(folder))):
            restored_from(folder, number, answered)
    return has_counted


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("*.db"))


def restored_from(folder: Path, number: int, answered: set[int]) -> None:
    """Take the database away and all backups but one: nothing is lost."""
    trial = folder.with_name(f"{folder.name}-{number}")
    shutil.copytree(folder, trial)
    for end in ("", "-wal", "-shm"):
        (trial / f"kitchen.db{end}").unlink(missing_ok=True)
    for other in set(kept(trial)) - {kept(trial)[number]}:
        other.unlink()
    kitchen = Kitchen(trial)
    assert not kitchen.lost(answered)
    kitchen.close()


# An error of our VFS while SQLite closes a file has nobody to go to.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("calls", [CI_BACKUP_CALLS, pytest.param(LONG_CALLS, marks=LONG)])
def test_a_backup_on_a_failing_disk_counts_only_if_it_is_whole(
    tmp_path: Path, calls: range, kinds: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "PAGES_A_STEP", 8)
    for call in calls:
        a_bad_backup(tmp_path / f"{call}", KINDS[kinds], call, times)


def test_a_disk_that_stays_broken_answers_nothing_and_goes_on_trying(tmp_path: Path) -> None:
    disk = FailingDisk(Kind.SYNC)
    with watched(disk.hook):
        kitchen = Kitchen(tmp_path)
        kitchen.receive(0)
        disk.arm(1, times=10_000)
        assert not any(tried(kitchen, number) for number in range(1, 30))
        disk.arm(0, times=0)
        assert tried(kitchen, 30)
        assert set(kitchen.received()) >= {0, 30}
        assert not kitchen.safe.has_rescued, "the file was whole all the time"
        kitchen.close()


def test_the_planted_errors_are_met(tmp_path: Path) -> None:
    disk = FailingDisk(Kind.SYNC)
    with watched(disk.hook):
        kitchen = Kitchen(tmp_path)
        for number in range(5):
            disk.arm(1 + number % 2, times=1)
            assert not tried(kitchen, number), "one flush of the journal and one of the database"
        kitchen.close()
    assert disk.failures == 5
