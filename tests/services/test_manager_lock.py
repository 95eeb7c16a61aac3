"""The manager's lock over the real file: guesses, reuse, swaps, restarts, clocks that are set."""

import asyncio
import threading
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kitchen_app.base.clock import SteadyClock
from kitchen_app.domain.actions import Approver
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import OrderId
from kitchen_app.services.manager_lock import (
    APPROVED_FOR_S,
    Deed,
    ManagerLock,
    Matter,
    NotApproved,
    PinOutcome,
)
from kitchen_app.store.pin import FILE_NAME, KeyringPepper, NoPepper, PinFile
from tests.fakes import FakeClock
from tests.keyrings import LockedKeyring, in_use

PIN, WRONG = "2580", "1357"
REFUND = Matter(
    deed=Deed.REFUND_PART, order_id=OrderId("1"), amount=Money(minor=1200, currency="SAR")
)
CANCEL = Matter(deed=Deed.CANCEL, order_id=OrderId("1"), amount=Money(minor=5000, currency="SAR"))


class CountingFile(PinFile):
    """The real file; counts how often a PIN was really looked at, and on which threads."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir, NoPepper())
        self.looks = 0
        self.threads: set[int] = set()

    def matches(self, pin: str) -> bool:
        self.looks += 1
        self.threads.add(threading.get_ident())
        return super().matches(pin)


@pytest.fixture
def file(tmp_path: Path) -> CountingFile:
    return CountingFile(tmp_path)


@pytest.fixture
def lock(file: CountingFile, clock: FakeClock) -> ManagerLock:
    file.set(PIN)
    return ManagerLock(file, SteadyClock(clock))


async def outcome(lock: ManagerLock, pin: str) -> PinOutcome:
    return (await lock.approve(CANCEL, pin)).outcome


async def approval(lock: ManagerLock, matter: Matter = CANCEL) -> str:
    answer = await lock.approve(matter, PIN)
    assert answer.outcome is PinOutcome.RIGHT
    return answer.approval


def refuses(lock: ManagerLock, matter: Matter, shown: str) -> bool:
    try:
        lock.approver(matter, shown)
    except NotApproved as refusal:
        return refusal.matter == matter
    return False


def test_without_a_pin_nothing_is_locked(tmp_path: Path, clock: FakeClock) -> None:
    lock = ManagerLock(PinFile(tmp_path, NoPepper()), clock)
    assert not lock.is_set
    assert lock.approver(CANCEL, "") is Approver.ANYBODY


async def test_a_right_pin_approves_one_deed_once(lock: ManagerLock, clock: FakeClock) -> None:
    assert refuses(lock, CANCEL, "")
    shown = await approval(lock)
    assert lock.approver(CANCEL, shown) is Approver.MANAGER
    assert refuses(lock, CANCEL, shown)


@pytest.mark.parametrize(
    "other",
    [
        replace(CANCEL, order_id=OrderId("2")),
        replace(CANCEL, amount=Money(minor=5001, currency="SAR")),
        replace(CANCEL, amount=Money(minor=5000, currency="KWD")),
        replace(CANCEL, amount=None),
        replace(CANCEL, deed=Deed.AGREE_REFUND),
        Matter(deed=Deed.SETTINGS),
    ],
)
async def test_an_approval_is_good_for_nothing_else_and_is_lost_by_the_try(
    lock: ManagerLock, other: Matter
) -> None:
    shown = await approval(lock)
    assert refuses(lock, other, shown)
    assert refuses(lock, CANCEL, shown)


async def test_an_approval_ends_after_two_minutes_whatever_the_wall_clock_says(
    lock: ManagerLock, clock: FakeClock
) -> None:
    shown = await approval(lock)
    clock.advance(timedelta(seconds=APPROVED_FOR_S - 0.1))
    kept = await approval(lock)
    clock.set(timedelta(hours=-3))
    assert lock.approver(CANCEL, shown) is Approver.MANAGER
    clock.advance(timedelta(seconds=APPROVED_FOR_S))
    clock.set(timedelta(hours=-3))
    assert refuses(lock, CANCEL, kept)


async def test_ten_thousand_guesses_over_ten_hours(
    lock: ManagerLock, file: CountingFile, clock: FakeClock, tmp_path: Path
) -> None:
    """Somebody types without pause, starts the program again and sets the clock now and then."""
    looked_at: list[int] = []
    guess_every = timedelta(hours=10) / 10_000
    for number in range(10_000):
        if number % 97 == 0:
            lock = ManagerLock(file, SteadyClock(clock))
        if number % 5 == 0:
            lock._note_wait()  # as the service does every 15 s
        if number % 31 == 0:
            clock.set(timedelta(hours=5 if number % 2 else -5))
        before = file.looks
        answer = await lock.approve(CANCEL, f"{number:04d}" if number != 2580 else "0000")
        assert answer.outcome in (PinOutcome.WRONG, PinOutcome.LOCKED)
        assert not answer.approval
        looked_at += [int(number * guess_every / timedelta(hours=1))] * (file.looks - before)
        clock.advance(guess_every)
    by_hour = [looked_at.count(hour) for hour in range(10)]
    assert 5 <= by_hour[0] <= 12
    assert all(1 <= each <= 4 for each in by_hour[1:])


async def test_many_at_once_are_looked_at_one_after_the_other(
    lock: ManagerLock, file: CountingFile
) -> None:
    answers = await asyncio.gather(*(lock.approve(CANCEL, WRONG) for _ in range(50)))
    outcomes = [each.outcome for each in answers]
    assert file.looks == outcomes.count(PinOutcome.WRONG) == 5
    assert outcomes.count(PinOutcome.LOCKED) == 45
    assert threading.get_ident() not in file.threads


async def test_after_the_wait_a_right_pin_begins_the_count_anew(
    lock: ManagerLock, file: CountingFile, clock: FakeClock
) -> None:
    for _ in range(5):
        answer = await lock.approve(CANCEL, WRONG)
    assert answer.wait_s == 60
    assert await outcome(lock, PIN) is PinOutcome.LOCKED
    clock.advance(timedelta(seconds=59))
    assert (await lock.approve(CANCEL, PIN)).wait_s == pytest.approx(1)
    clock.advance(timedelta(seconds=1))
    assert await outcome(lock, PIN) is PinOutcome.RIGHT
    assert [await outcome(lock, WRONG) for _ in range(5)] == [PinOutcome.WRONG] * 5
    assert await outcome(lock, PIN) is PinOutcome.LOCKED


async def test_neither_a_restart_nor_a_set_clock_shortens_a_wait(
    lock: ManagerLock, file: CountingFile, clock: FakeClock
) -> None:
    for _ in range(5):
        await lock.approve(CANCEL, WRONG)
    for by in (timedelta(days=1), timedelta(days=-2)):
        clock.set(by)
        assert await outcome(lock, PIN) is PinOutcome.LOCKED
    clock.advance(timedelta(seconds=50))
    for _ in range(3):
        lock = ManagerLock(file, SteadyClock(clock))
        clock.advance(timedelta(seconds=30))  # time before the first look does not count
        assert await outcome(lock, PIN) is PinOutcome.LOCKED
    clock.advance(timedelta(seconds=60))
    assert await outcome(lock, PIN) is PinOutcome.RIGHT


async def test_what_is_left_of_a_wait_is_noted_for_the_next_start(
    lock: ManagerLock, file: CountingFile, clock: FakeClock
) -> None:
    for _ in range(5):
        await lock.approve(CANCEL, WRONG)
    clock.advance(timedelta(seconds=40))
    lock._note_wait()
    lock = ManagerLock(file, SteadyClock(clock))
    answer = await lock.approve(CANCEL, PIN)
    assert answer.outcome is PinOutcome.LOCKED
    assert answer.wait_s == pytest.approx(20)
    clock.advance(timedelta(seconds=20))
    lock._note_wait()
    assert await outcome(ManagerLock(file, SteadyClock(clock)), PIN) is PinOutcome.RIGHT


async def test_a_try_is_counted_before_it_is_looked_at(tmp_path: Path, clock: FakeClock) -> None:
    class KilledFile(PinFile):
        def matches(self, pin: str) -> bool:
            raise SystemError("killed")

    file = KilledFile(tmp_path, NoPepper())
    file.set(PIN)
    for _ in range(5):
        with pytest.raises(SystemError):
            await ManagerLock(file, clock).approve(CANCEL, WRONG)
    assert (
        await outcome(ManagerLock(PinFile(tmp_path, NoPepper()), clock), PIN) is PinOutcome.LOCKED
    )


async def test_a_refund_under_the_limit_needs_no_pin_but_many_small_ones_do(
    file: CountingFile, clock: FakeClock
) -> None:
    file.set(PIN)
    lock = ManagerLock(file, clock, refund_limit=20)
    assert lock.approver(REFUND, "") is Approver.LIMIT
    assert lock.approver(REFUND, "", given=Decimal(8)) is Approver.LIMIT
    with pytest.raises(NotApproved):
        lock.approver(REFUND, "", given=Decimal("8.01"))
    dinars = replace(REFUND, amount=Money(minor=20_000, currency="KWD"))
    assert lock.approver(dinars, "") is Approver.LIMIT
    assert refuses(lock, replace(dinars, amount=Money(minor=20_001, currency="KWD")), "")
    assert refuses(lock, replace(REFUND, amount=None), "")
    assert refuses(lock, CANCEL, "")


async def test_a_pin_is_set_changed_and_removed_by_who_knows_it(
    tmp_path: Path, clock: FakeClock
) -> None:
    lock = ManagerLock(PinFile(tmp_path, NoPepper()), clock)
    assert (await lock.change(old="", new="1234")).outcome is PinOutcome.EASY
    assert (await lock.change(old="", new="25")).outcome is PinOutcome.EASY
    assert not lock.is_set
    assert (await lock.change(old="", new=PIN)).outcome is PinOutcome.RIGHT
    assert (await lock.change(old=WRONG, new="9753")).outcome is PinOutcome.WRONG
    assert (await lock.change(old=WRONG, new="")).outcome is PinOutcome.WRONG
    shown = await approval(lock)
    assert (await lock.change(old=PIN, new="9753")).outcome is PinOutcome.RIGHT
    assert refuses(lock, CANCEL, shown), "an approval under the old PIN is void"
    assert await outcome(lock, PIN) is PinOutcome.WRONG
    assert (await lock.change(old="9753", new="")).outcome is PinOutcome.RIGHT
    assert not lock.is_set


async def test_a_damaged_file_locks_and_says_so(
    lock: ManagerLock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).write_text("{", "utf-8")
    assert lock.is_set
    assert refuses(lock, CANCEL, "")
    assert await outcome(lock, PIN) is PinOutcome.UNREADABLE
    assert "pin --remove" in caplog.text
    caplog.clear()
    (tmp_path / FILE_NAME).unlink()
    assert lock.approver(CANCEL, "") is Approver.ANYBODY


async def test_a_keyring_that_is_closed_costs_no_try(
    tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    ring = LockedKeyring()
    ring.is_open = True
    with in_use(ring):
        lock = ManagerLock(PinFile(tmp_path, KeyringPepper()), clock)
        await lock.change(old="", new=PIN)
        ring.is_open = False
        for _ in range(9):
            assert await outcome(lock, PIN) is PinOutcome.UNREADABLE
        ring.is_open = True
        assert await outcome(lock, PIN) is PinOutcome.RIGHT
    caplog.clear()
