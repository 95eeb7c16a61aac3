"""A loop on a thread of its own: work goes in, results come back, it ends when asked."""

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator

import pytest

from kitchen_app.base.loop_thread import LoopThread, new_core_loop

_WITHIN_S = 10


@pytest.fixture
def thread() -> Iterator[LoopThread]:
    running = LoopThread("test-core")
    running.start()
    yield running
    assert running.stop()


async def _name_of_thread() -> str:
    return threading.current_thread().name


async def _fail() -> None:
    raise ValueError("ours")


def test_who_computes_hands_over_soon_while_it_runs(thread: LoopThread) -> None:
    assert sys.getswitchinterval() <= 0.001


def test_a_coroutine_runs_on_the_named_thread(thread: LoopThread) -> None:
    assert thread.submit(_name_of_thread()).result(_WITHIN_S) == "test-core"


def test_a_failure_comes_back_to_who_asked(thread: LoopThread) -> None:
    with pytest.raises(ValueError, match="ours"):
        thread.submit(_fail()).result(_WITHIN_S)


def test_all_work_shares_one_loop(thread: LoopThread) -> None:
    async def loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    loops = {thread.submit(loop()).result(_WITHIN_S) for _ in range(3)}
    assert len(loops) == 1


def test_a_plain_call_runs_on_the_thread(thread: LoopThread) -> None:
    names: list[str] = []
    called = threading.Event()

    def note() -> None:
        names.append(threading.current_thread().name)
        called.set()

    thread.call_soon(note)
    assert called.wait(_WITHIN_S)
    assert names == ["test-core"]


def test_stop_cancels_what_still_runs() -> None:
    thread = LoopThread("test-core")
    thread.start()
    began, ended = threading.Event(), threading.Event()

    async def work() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    future = thread.submit(work())
    assert began.wait(_WITHIN_S)
    assert thread.stop()
    assert ended.is_set()
    assert future.cancelled()


def test_stop_may_be_called_twice() -> None:
    thread = LoopThread("test-core")
    thread.start()
    assert thread.stop()
    assert thread.stop()


def test_a_loop_that_hangs_is_named_and_not_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    thread = LoopThread("test-core")
    thread.start()
    hanging, let_go = threading.Event(), threading.Event()

    def hang() -> None:
        hanging.set()
        let_go.wait(_WITHIN_S)

    thread.call_soon(hang)
    assert hanging.wait(_WITHIN_S)
    assert not thread.stop(within_s=0.05)
    assert "test-core did not stop" in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    caplog.clear()
    let_go.set()
    assert thread.stop()


def test_work_before_the_start_is_refused() -> None:
    thread = LoopThread("test-core")
    with pytest.raises(RuntimeError, match="start"):
        thread.call_soon(lambda: None)


def test_the_core_loop_is_not_a_proactor() -> None:
    """The proactor of Windows goes deaf after one failed accept."""
    loop = new_core_loop()
    try:
        assert isinstance(loop, asyncio.SelectorEventLoop)
    finally:
        loop.close()


def test_a_loop_that_cannot_be_made_is_told_and_hangs_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refuse() -> asyncio.AbstractEventLoop:
        raise OSError("planted: no socket pair")

    with pytest.raises(RuntimeError, match="cannot be made"):
        LoopThread("core", refuse).start()
    caplog.clear()
