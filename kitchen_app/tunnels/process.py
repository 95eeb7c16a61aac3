"""Tunnel programs as processes: started, listened to, and ended with whatever they started.

By `subprocess` and threads: on Windows the core's loop is a selector loop, which has no
subprocesses of its own. No orphan stays: on Linux the system ends the program when the thread
ends that started it (util-linux' setpriv), on Windows when our job closes (docs/decisions/0046).
"""

import asyncio
import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from kitchen_app.services.links import Trouble
from kitchen_app.services.tunnel_ports import TunnelNotStarted
from kitchen_app.tunnels.job import Job
from kitchen_app.tunnels.recipes import Recipe
from kitchen_app.tunnels.said import masked, trouble_of

logger = logging.getLogger(__name__)

_POLITE_S = 3.0
"""So long a program may take to end; the whole of this program has ten seconds."""
_LAST_WORDS_WITHIN_S = 1.0
_LONGEST_LINE = 8192


class SystemProgram:
    """Satisfies `services.tunnel_ports.TunnelProgram`; `secrets` are kept out of what it says.

    Everything that may take its time happens on a thread of its own, which lives until `close`:
    on Linux the program ends with the thread that started it.
    """

    def __init__(
        self, name: str, recipe: Callable[[], Recipe], *, secrets: Sequence[str] = ()
    ) -> None:
        self._name = name
        self._recipe = recipe
        self._secrets = tuple(secrets)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tunnel")

    @property
    def name(self) -> str:
        return self._name

    async def start(self) -> "ProcessRun":
        """Start the program.

        Raises:
            TunnelNotStarted: it is not there, its token is missing, or the system refuses.
        """
        starting = self._thread.submit(self._start)
        try:
            recipe, process = await asyncio.wrap_future(starting)
        except asyncio.CancelledError:
            starting.add_done_callback(_end_unwanted)
            raise
        loop = asyncio.get_running_loop()
        return ProcessRun(process, recipe, secrets=self._secrets, loop=loop)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> "tuple[Recipe, subprocess.Popen[bytes]]":
        recipe = self._recipe()
        try:
            return recipe, subprocess.Popen(  # noqa: S603 - what the owner set up
                _that_ends_with_us(recipe.argv),
                env=dict(recipe.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                **_apart(),
            )
        except OSError:
            raise TunnelNotStarted(Trouble.TUNNEL_NOT_FOUND) from None


class ProcessRun:
    """One life of a process; satisfies `services.tunnel_ports.TunnelRun`."""

    def __init__(
        self,
        process: "subprocess.Popen[bytes]",
        recipe: Recipe,
        *,
        secrets: Sequence[str],
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._process = process
        self._readiness = recipe.readiness
        self._secrets = secrets
        self._loop = loop
        self._ended = asyncio.Event()
        self._said = Trouble.NONE
        self._last_line = ""
        self._job = _job_of(process)
        self._reader = self._spawn(self._read)
        self._spawn(self._wait)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def said(self) -> Trouble:
        return self._said

    @property
    def last_words(self) -> str:
        return masked(self._last_line, self._secrets)

    async def ended(self) -> int:
        await self._ended.wait()
        return int(self._process.returncode)

    async def is_connected(self) -> bool | None:
        return await self._readiness.ask() if self._readiness is not None else None

    async def stop(self) -> None:
        """End the program and its children: politely, and after three seconds hard."""
        if not self._ended.is_set():
            self._signal_all(hard=False)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_POLITE_S):
                    await self._ended.wait()
        self._signal_all(hard=True)  # children that are left, or all of them
        await self._ended.wait()

    def _signal_all(self, *, hard: bool) -> None:
        _signal_group(self._process, hard=hard)
        if hard and self._job is not None:
            self._job.close()

    @staticmethod
    def _spawn(work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name="tunnel program", daemon=True)
        thread.start()
        return thread

    def _read(self) -> None:
        """Listen until the program, and whoever has its output, has ended."""
        stream = self._process.stdout
        if stream is None:
            return
        with stream, contextlib.suppress(OSError, ValueError):
            for raw in iter(partial(stream.readline, _LONGEST_LINE), b""):
                line = raw.decode("utf-8", errors="replace").strip()
                self._last_line = line or self._last_line
                said = trouble_of(line)
                self._said = self._said if said is None else said

    def _wait(self) -> None:
        self._process.wait()
        self._reader.join(_LAST_WORDS_WITHIN_S)
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._ended.set)


def _signal_group(process: "subprocess.Popen[bytes]", *, hard: bool) -> None:
    """Ask a process and its children to end, or end them; Windows' job has the children."""
    if sys.platform == "win32":  # a window has no console to send Ctrl-Break through
        process.terminate()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL if hard else signal.SIGTERM)


def _end_unwanted(starting: "Future[tuple[Recipe, subprocess.Popen[bytes]]]") -> None:
    """End a program that nobody waits for any more, as soon as it has started."""
    if not starting.cancelled() and starting.exception() is None:
        _, process = starting.result()
        _signal_group(process, hard=True)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _that_ends_with_us(argv: Sequence[str]) -> list[str]:
    """Return the words with which the system ends the program when we end, however we do."""
    setpriv = shutil.which("setpriv") if sys.platform.startswith("linux") else None
    return [setpriv, "--pdeathsig", "TERM", "--", *argv] if setpriv else list(argv)


def _apart() -> dict[str, Any]:
    """Return what starts a process in a group of its own, without a window of its own."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags}
    return {"start_new_session": True}


def _job_of(process: "subprocess.Popen[bytes]") -> Job | None:
    """Return the job of Windows that ends the process with us; None: there is none to be had."""
    if sys.platform == "win32":
        try:
            job = Job()
            handle = process._handle  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
            job.take(int(handle))
        except OSError as error:
            logger.warning("The tunnel program may outlive this one: %s", type(error).__name__)
        else:
            return job
    return None
