"""Second copies are made every hour, and the screen says when they are not."""

import asyncio
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.safekeeper import Safekeeper
from tests.services.harness import Process, pass_time


class FakeSafe:
    """Second copies that fail when told to."""

    def __init__(self) -> None:
        self.has_rescued = False
        self.has_room = True
        self.is_broken = False
        self.spoils_copies = False
        self.steps = 0
        self.kept = 0
        self.settled = 0
        self.dropped = 0
        self.are_outdated = False
        self.is_full = False

    def mend(self) -> None:
        if self.is_broken:
            raise KnownError("planted")

    def keep_room(self) -> bool:
        return self.has_room

    def copy_in_steps(self) -> Generator[None, None, None]:
        for _ in range(5):
            self.steps += 1
            yield

    def keep_copy(self) -> None:
        if self.spoils_copies:
            raise OSError("planted")
        self.kept += 1

    def settle_copy(self) -> None:
        self.settled += 1

    def outdate(self) -> None:
        if self.is_full:
            raise OSError("planted")
        self.are_outdated = True

    def drop_older(self) -> None:
        self.dropped += 1
        self.are_outdated = False


class HereAndNow(Executor):
    """Runs what it is given at once: virtual time does not wait for another thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except OSError as error:
            future.set_exception(error)
        return future


@pytest.fixture
async def safe(process: Process) -> FakeSafe:
    fake = FakeSafe()
    keeper = Safekeeper(safe=fake, links=process.links, checker=HereAndNow())
    process.supervisor.serve(keeper.look_after, name="safekeeping")
    process.supervisor.serve(keeper.back_up, name="backup")
    return fake


async def test_other_work_goes_on_between_the_steps_of_a_backup(
    process: Process, safe: FakeSafe
) -> None:
    keeper = Safekeeper(safe=safe, links=process.links, checker=HereAndNow())
    steps = keeper.back_up_now()
    backing_up = process.supervisor.spawn(steps, name="now")
    seen: set[int] = set()
    while not backing_up.done():
        seen.add(safe.steps)
        await asyncio.sleep(0)
    assert {1, 2, 3, 4, 5} <= seen
    assert (safe.kept, safe.settled) == (1, 1)


async def test_a_backup_is_made_soon_after_the_start_and_then_every_hour(
    process: Process, safe: FakeSafe
) -> None:
    for seconds, count in ((59, 0), (2, 1), (3590, 1), (20, 2), (7200, 4)):
        await pass_time(seconds)
        assert safe.kept == count
    assert not process.links.view.keeping


async def test_a_backup_that_fails_is_told_and_made_again_sooner(
    process: Process, safe: FakeSafe, caplog: pytest.LogCaptureFixture
) -> None:
    safe.spoils_copies = True
    await pass_time(800)
    assert safe.settled == 2
    assert Trouble.NO_BACKUP in process.links.view.keeping
    safe.spoils_copies = False
    await pass_time(600)
    assert not process.links.view.keeping
    assert "The backup failed" in caplog.text
    caplog.clear()


async def test_a_full_disk_is_told_until_there_is_room(process: Process, safe: FakeSafe) -> None:
    safe.has_room = False
    await pass_time(3)
    assert Trouble.DISK_FULL in process.links.view.keeping
    safe.has_room = True
    await pass_time(3)
    assert not process.links.view.keeping


async def test_a_rescue_is_told_as_long_as_the_program_runs(
    process: Process, safe: FakeSafe
) -> None:
    safe.has_rescued = True
    await pass_time(3)
    assert Trouble.RESTORED in process.links.view.keeping
    assert process.links.view.receiving.state is not LinkState.BROKEN


async def test_a_store_that_cannot_be_used_is_tried_again_and_told_until_it_can(
    process: Process, safe: FakeSafe, caplog: pytest.LogCaptureFixture
) -> None:
    safe.is_broken = True
    await pass_time(3)
    assert process.links.view.receiving.trouble is Trouble.STORE_FAILED
    safe.is_broken = False
    await pass_time(3)
    assert process.links.view.receiving.state is not LinkState.BROKEN
    assert "cannot be used: planted" in caplog.text
    caplog.clear()


# A copy that takes the place of all older ones


async def renewing(process: Process) -> tuple[FakeSafe, Safekeeper]:
    safe = FakeSafe()
    keeper = Safekeeper(safe=safe, links=process.links, checker=HereAndNow())
    process.supervisor.serve(keeper.back_up, name="backup")
    await pass_time(70)
    assert (safe.kept, safe.dropped) == (1, 0)
    return safe, keeper


async def test_a_renewal_is_made_at_once_and_ends_the_older_copies(process: Process) -> None:
    safe, keeper = await renewing(process)
    keeper.renew()
    await pass_time(5)
    assert (safe.kept, safe.dropped) == (2, 1)
    await pass_time(3600)
    assert (safe.kept, safe.dropped) == (3, 1)


async def test_a_renewal_that_fails_is_made_up_for_by_the_next_copy(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    safe, keeper = await renewing(process)
    safe.spoils_copies = True
    keeper.renew()
    await pass_time(5)
    assert safe.dropped == 0
    safe.spoils_copies = False
    await pass_time(600)
    assert (safe.kept, safe.dropped) == (2, 1)
    assert "The backup failed" in caplog.text
    caplog.clear()


async def test_a_renewal_that_was_wanted_outlives_a_restart(process: Process) -> None:
    safe = FakeSafe()
    Safekeeper(safe=safe, links=process.links, checker=HereAndNow()).renew()
    again = Safekeeper(safe=safe, links=process.links, checker=HereAndNow())
    process.supervisor.serve(again.back_up, name="backup")
    await pass_time(70)
    assert (safe.kept, safe.dropped) == (1, 1)


async def test_without_a_note_it_is_renewed_all_the_same(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    safe, keeper = await renewing(process)
    safe.is_full = True
    keeper.renew()
    await pass_time(5)
    assert safe.dropped == 1
    assert "not noted" in caplog.text
    caplog.clear()


async def test_a_copy_that_was_begun_before_is_no_renewal(process: Process) -> None:
    safe = FakeSafe()
    keeper = Safekeeper(safe=safe, links=process.links, checker=HereAndNow())
    running = process.supervisor.spawn(keeper.back_up_now(), name="now")
    await asyncio.sleep(0)
    keeper.renew()
    await running
    assert (safe.kept, safe.dropped) == (1, 0)
    await keeper.back_up_now()
    assert (safe.kept, safe.dropped) == (2, 1)
