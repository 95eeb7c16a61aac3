"""An asyncio loop on a thread of its own."""

import asyncio
import concurrent.futures
import logging
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
logger = logging.getLogger(__name__)

_HAND_OVER_S = 0.001
"""How long a thread that computes may keep Python from this one, each time it is asked.

Every answer asks several times, and Python's own 5 ms each made half a second of a screen that
computed. Less gains nothing more, and on Windows Python counts this in whole milliseconds, where
none would be a busy wait (condvar.h). What it costs the others could not be measured.
"""


def new_core_loop() -> asyncio.AbstractEventLoop:
    """Return the loop for sockets and the database.

    On Windows the selector loop: the proactor closes a listening socket for good after one
    failed accept (cpython issue 93821), and a deaf webhook is a lost order.
    """
    if sys.platform == "win32":
        return asyncio.SelectorEventLoop()
    return asyncio.new_event_loop()


class LoopThread:
    """Runs one event loop until stopped; other threads hand it coroutines."""

    def __init__(
        self, name: str, loop_factory: Callable[[], asyncio.AbstractEventLoop] = new_core_loop
    ) -> None:
        self._loop_factory = loop_factory
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread and wait until its loop runs.

        Raises:
            RuntimeError: the loop cannot be made on this machine.
        """
        sys.setswitchinterval(_HAND_OVER_S)
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            raise RuntimeError("the event loop cannot be made") from self._failure

    def submit(self, coro: Coroutine[Any, Any, T]) -> "concurrent.futures.Future[T]":
        """Run a coroutine on the loop; the result comes back as a thread-safe future."""
        return asyncio.run_coroutine_threadsafe(coro, self._running_loop())

    def call_soon(self, callback: Callable[[], None]) -> None:
        self._running_loop().call_soon_threadsafe(callback)

    def stop(self, *, within_s: float = 10.0) -> bool:
        """Ask the loop to end and wait; return whether it did."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(within_s)
        if self._thread.is_alive():
            logger.error("Thread %s did not stop within %.0f s", self._thread.name, within_s)
        return not self._thread.is_alive()

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("start() the loop thread first")
        return self._loop

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=self._loop_factory) as runner:
                self._loop = runner.get_loop()
                runner.run(self._wait_for_stop())
        except Exception as error:
            self._failure = error
            logger.exception("Thread %s ended", self._thread.name)
        finally:
            self._ready.set()

    async def _wait_for_stop(self) -> None:
        self._ready.set()
        await self._stop.wait()
