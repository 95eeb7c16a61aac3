"""The system's own way of staying awake, through wakepy."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from wakepy import Mode, keep


class SystemSleepLock:
    """Satisfies `services.awake.SleepLock` by SetThreadExecutionState (Windows) or D-Bus (Linux).

    wakepy wants a mode to be left on the thread that entered it, and both may wait for the
    desktop: they happen on a thread of their own.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="awake")
        self._mode: Mode | None = None

    async def hold(self) -> bool:
        """Keep the computer and its screen on; tell whether a way was found."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._enter)

    async def release(self) -> None:
        """Let the computer sleep again."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._leave)

    def close(self) -> None:
        """End the thread; what it holds, the system lets go of with the process."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _enter(self) -> bool:
        self._leave()
        mode = keep.presenting(on_fail="pass")
        mode.__enter__()
        if not mode.active:
            mode.__exit__(None, None, None)
            return False
        self._mode = mode
        return True

    def _leave(self) -> None:
        mode, self._mode = self._mode, None
        if mode is not None:
            mode.__exit__(None, None, None)
