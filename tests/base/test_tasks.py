"""Background work: kept, logged, restarted, stopped in order."""

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest

from kitchen_app.base.tasks import Supervisor, any_true
from tests.builders import LeapingLoop


def _run(play: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run on a loop whose pauses take no time."""
    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        runner.run(play())


async def test_a_job_runs_once_under_its_name() -> None:
    names: list[str] = []

    async def work() -> None:
        task = asyncio.current_task()
        assert task is not None
        names.append(task.get_name())

    await Supervisor().spawn(work(), name="print ticket")
    assert names == ["print ticket"]


async def test_a_job_that_is_stopped_before_its_first_step_leaves_no_warning() -> None:
    async def work() -> None:
        raise AssertionError("must not run")

    supervisor = Supervisor()
    supervisor.spawn(work(), name="print ticket").cancel()
    await supervisor.stop()


async def test_a_jobs_failure_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def work() -> None:
        raise ValueError("ours")

    await Supervisor().spawn(work(), name="print ticket")
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage() == "Job print ticket failed"
    assert record.exc_info is not None
    caplog.clear()


async def test_the_supervisor_holds_on_to_a_running_job() -> None:
    done = asyncio.Event()
    let_go = asyncio.Event()

    async def work() -> None:
        await let_go.wait()
        done.set()

    supervisor = Supervisor()
    supervisor.spawn(work(), name="job")
    let_go.set()
    assert await supervisor.stop() == []
    assert done.is_set()


def test_a_service_that_fails_is_started_again(caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        starts = 0
        third = asyncio.Event()

        async def work() -> None:
            nonlocal starts
            starts += 1
            if starts < 3:
                raise ValueError(f"failure {starts}")
            third.set()
            await asyncio.Event().wait()

        supervisor = Supervisor()
        supervisor.serve(work, name="outbox")
        await third.wait()
        assert await supervisor.stop() == []

    _run(play)
    assert [record.getMessage() for record in caplog.records] == [
        "Service outbox failed and is started again"
    ] * 2
    assert all(record.exc_info for record in caplog.records)
    caplog.clear()


def test_a_service_that_keeps_failing_is_started_more_and_more_slowly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def play() -> None:
        loop = asyncio.get_running_loop()
        starts: list[float] = []
        enough = asyncio.Event()

        async def work() -> None:
            starts.append(loop.time())
            if len(starts) == 12:
                enough.set()
                await asyncio.Event().wait()
            raise ValueError("ours")

        supervisor = Supervisor()
        supervisor.serve(work, name="outbox")
        await enough.wait()
        await supervisor.stop()
        pauses = [b - a for a, b in itertools.pairwise(starts)]
        assert 0.14 < pauses[0] < 0.5
        assert max(pauses) < 31
        assert min(pauses[-3:]) > 22

    _run(play)
    caplog.clear()


def test_a_service_that_worked_for_long_is_started_again_at_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Failures of last week must not keep the kitchen deaf for half a minute today."""

    async def play() -> None:
        loop = asyncio.get_running_loop()
        failed_at: list[float] = []
        pauses: list[float] = []
        enough = asyncio.Event()

        async def work() -> None:
            if failed_at:
                pauses.append(loop.time() - failed_at[-1])
            if len(pauses) == 12:
                enough.set()
                await asyncio.Event().wait()
            await asyncio.sleep(24 * 3600)
            failed_at.append(loop.time())
            raise ValueError("ours")

        supervisor = Supervisor()
        supervisor.serve(work, name="intake")
        await enough.wait()
        await supervisor.stop()
        assert max(pauses) < 1

    try:
        _run(play)
    finally:
        caplog.clear()


async def test_a_service_that_ends_by_itself_is_not_started_again() -> None:
    starts = 0

    async def work() -> None:
        nonlocal starts
        starts += 1

    await Supervisor().serve(work, name="once")
    assert starts == 1


async def test_stop_cancels_services_without_noise() -> None:
    began, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    supervisor = Supervisor()
    supervisor.serve(work, name="intake")
    await began.wait()
    assert await supervisor.stop() == []
    assert ended.is_set()


def test_stop_cancels_a_service_that_waits_to_be_started_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def play() -> None:
        failed = asyncio.Event()
        starts = 0

        async def work() -> None:
            nonlocal starts
            starts += 1
            failed.set()
            raise ValueError("ours")

        supervisor = Supervisor()
        task = supervisor.serve(work, name="intake")
        await failed.wait()
        await supervisor.stop()
        assert task.done()
        assert starts == 1

    _run(play)
    caplog.clear()


def test_a_late_job_is_cut_off_and_named(caplog: pytest.LogCaptureFixture) -> None:
    async def play() -> None:
        supervisor = Supervisor()
        late = supervisor.spawn(asyncio.Event().wait(), name="send cancel")
        quick = supervisor.spawn(asyncio.sleep(1), name="quick")
        loop = asyncio.get_running_loop()
        before = loop.time()
        assert await supervisor.stop(jobs_within_s=5) == ["send cancel"]
        assert 5 <= loop.time() - before < 6
        assert late.cancelled()
        assert not quick.cancelled()

    _run(play)
    assert [record.getMessage() for record in caplog.records] == [
        "Background jobs cut off at exit: send cancel"
    ]
    caplog.clear()


async def test_services_stop_before_jobs_get_their_last_chance() -> None:
    events: list[str] = []
    began = asyncio.Event()
    let_go = asyncio.Event()

    async def serve() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            events.append("service stopped")
            let_go.set()

    async def work() -> None:
        await let_go.wait()
        events.append("job done")

    supervisor = Supervisor()
    supervisor.serve(serve, name="intake")
    supervisor.spawn(work(), name="job")
    await began.wait()
    assert await supervisor.stop() == []
    assert events == ["service stopped", "job done"]


async def test_stop_with_nothing_to_stop_is_quick() -> None:
    assert await Supervisor().stop() == []


# Asking several


async def answer(asked: list[str], name: str, yes: bool, after_s: float = 0) -> bool:
    asked.append(name)
    try:
        async with asyncio.timeout(after_s):
            await asyncio.Event().wait()
    except TimeoutError:
        pass
    except asyncio.CancelledError:
        asked.append(f"{name} cancelled")
        raise
    return yes


async def ask(asked: list[str], *answers: tuple[bool, float]) -> bool:
    starts = [
        partial(answer, asked, str(number), *each) for number, each in enumerate(answers, start=1)
    ]
    return await any_true(starts, head_start_s=0.05, within_s=0.2)


async def test_while_the_first_may_answer_the_second_is_not_asked() -> None:
    asked: list[str] = []
    assert await ask(asked, (True, 0.0), (True, 0.0))
    assert asked == ["1"]


async def test_a_no_is_followed_by_the_next_at_once_and_silence_after_the_head_start() -> None:
    for first in ((False, 0.0), (False, 9.0)):
        asked: list[str] = []
        assert await ask(asked, first, (True, 0.0))
        assert asked[:2] == ["1", "2"]


async def test_a_late_yes_of_the_first_counts() -> None:
    assert await ask([], (True, 0.1), (False, 9.0))


async def test_in_time_or_not_at_all_and_nobody_goes_on() -> None:
    asked: list[str] = []
    assert not await ask(asked, (True, 9.0), (True, 9.0))
    assert sorted(asked) == ["1", "1 cancelled", "2", "2 cancelled"]
    assert not await ask([], (False, 0.0), (False, 0.0))
