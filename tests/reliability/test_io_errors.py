"""A4: an I/O error at call N. Nothing is answered that is not stored; the next try is honest."""

from pathlib import Path

import apsw
import pytest
from peewee import PeeweeException

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.actions import ActionState
from tests.reliability.disks import FailingDisk, Kind, watched
from tests.reliability.kitchen import Kitchen, state_of

pytestmark = pytest.mark.usefixtures("expect_complaints")

CI_CALLS = range(1, 31)
LONG_CALLS = range(1, 201)

KINDS = {"write": (Kind.WRITE, Kind.TRUNCATE), "flush": (Kind.SYNC,), "any": tuple(Kind)}


def tried(kitchen: Kitchen, number: int) -> bool:
    """Receive, apply and accept an order as the services do; tell whether it was answered."""
    is_answered = False
    try:
        kitchen.receive(number)
        is_answered = True
        kitchen.apply(number)
        kitchen.accept(number)
    except (apsw.Error, PeeweeException, OSError, KnownError):
        return is_answered
    return is_answered


def a_bad_hour(folder: Path, kinds: tuple[Kind, ...], call: int, times: int) -> None:
    disk = FailingDisk(*kinds)
    with watched(disk.hook):
        kitchen = Kitchen(folder)
        kitchen.safe.database.peewee.execute_sql("PRAGMA wal_autocheckpoint = 4")
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
    [CI_CALLS[::6], pytest.param(LONG_CALLS, marks=[pytest.mark.long, pytest.mark.timeout(900)])],
    ids=["ci", "long"],
)
def test_an_error_at_any_call_loses_nothing_that_was_answered(
    tmp_path: Path, calls: range, kinds: str, times: int
) -> None:
    for call in calls:
        a_bad_hour(tmp_path / f"{call}", KINDS[kinds], call, times)


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
