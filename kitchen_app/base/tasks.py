"""Named background tasks that are kept, logged, restarted and stopped in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from kitchen_app.base.backoff import Backoff

logger = logging.getLogger(__name__)

_HEALTHY_AFTER_S = 60.0
"""A service that ran this long has recovered: its old failures count no more."""


class Supervisor:
    """Owns every background task of one event loop.

    A *job* runs once; a *service* is started again, with backoff, whenever it fails. Both must
    have a name. `stop()` waits a limited time for jobs, then cancels everything that is left.
    """

    def __init__(self) -> None:
        self._jobs: set[asyncio.Task[Any]] = set()
        self._services: set[asyncio.Task[Any]] = set()
        self._stopping = False

    def spawn(self, coro: Coroutine[Any, Any, Any], *, name: str) -> asyncio.Task[Any]:
        """Run a coroutine once; a failure is logged as our bug, never swallowed."""
        task = asyncio.get_running_loop().create_task(self._guard(coro, name), name=name)
        task.add_done_callback(partial(_close, coro))
        self._keep(task, self._jobs)
        return task

    def serve(self, start: Callable[[], Awaitable[None]], *, name: str) -> asyncio.Task[Any]:
        """Run `start()` for as long as the supervisor lives, again after every failure."""
        task = asyncio.get_running_loop().create_task(self._serve(start, name), name=name)
        self._keep(task, self._services)
        return task

    async def stop(self, *, jobs_within_s: float = 5.0) -> list[str]:
        """Cancel services, give jobs a last chance, cancel them too; return who did not stop."""
        self._stopping = True
        await _cancel(self._services)
        if self._jobs:
            await asyncio.wait(self._jobs, timeout=jobs_within_s)
        late = [task.get_name() for task in self._jobs]
        await _cancel(self._jobs)
        if late:
            logger.warning("Background jobs cut off at exit: %s", ", ".join(sorted(late)))
        return late

    @staticmethod
    def _keep(task: asyncio.Task[Any], group: set[asyncio.Task[Any]]) -> None:
        group.add(task)
        task.add_done_callback(group.discard)

    @staticmethod
    async def _guard(coro: Coroutine[Any, Any, Any], name: str) -> None:
        try:
            await coro
        except Exception:
            logger.exception("Job %s failed", name)

    async def _serve(self, start: Callable[[], Awaitable[None]], name: str) -> None:
        backoff = Backoff(first_s=0.2, limit_s=30)
        loop = asyncio.get_running_loop()
        while not self._stopping:
            began = loop.time()
            try:
                await start()
            except Exception:
                logger.exception("Service %s failed and is started again", name)
                if loop.time() - began > _HEALTHY_AFTER_S:
                    backoff.reset()
                await asyncio.sleep(backoff.next())
            else:
                return


async def any_true(
    starts: Sequence[Callable[[], Coroutine[Any, Any, bool]]],
    *,
    head_start_s: float,
    within_s: float,
) -> bool:
    """Ask one after another, each with a head start; tell whether one says yes in time.

    None may raise. Whoever has not answered at the end is cancelled.
    """
    loop = asyncio.get_running_loop()
    ends_at = loop.time() + within_s
    asked: set[asyncio.Task[bool]] = set()
    try:
        for place, start in enumerate(starts, start=1):
            asked.add(loop.create_task(start()))
            is_last = place == len(starts)
            if await _says_yes(asked, ends_at if is_last else loop.time() + head_start_s):
                return True
        return False
    finally:
        await _cancel(asked)


async def _says_yes(asked: set[asyncio.Task[bool]], until: float) -> bool:
    """Wait for the first yes; those that said no are taken out of the set."""
    loop = asyncio.get_running_loop()
    while asked:
        limit = max(0.0, until - loop.time())
        done, _ = await asyncio.wait(asked, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
        if any(task.result() for task in done):
            return True
        if not done:
            return False
        asked -= done
    return False


def _close(coro: Coroutine[Any, Any, Any], _task: asyncio.Task[Any]) -> None:
    """End a coroutine whose task was cancelled before its first step; else do nothing."""
    coro.close()


async def _cancel(tasks: set[asyncio.Task[Any]]) -> None:
    waiting = list(tasks)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
