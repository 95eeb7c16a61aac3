"""Starts the program in a process of its own and starts it again whenever that dies.

A fault in Qt or a driver takes the whole process with it, core and window together. Whoever
waits beside it must be another process, and one that loads nothing which can fail with it.
"""

import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import ExitCode

OFTEN = 5
"""So many deaths within `_WITHIN_S` are told as a trouble that needs a person."""

_WITHIN_S = 300.0
_LONGEST_PAUSE_S = 30.0
"""Keeta repeats a message a minute apart, three times: each repeat meets one of our attempts."""

_ASKED_TO_QUIT = frozenset({ExitCode.OK, ExitCode.ALREADY_RUNNING, ExitCode.INTERRUPTED})
_WINDOWS_ASKED_TO_QUIT = frozenset({0xC000013A, 0x40010004})
"""STATUS_CONTROL_C_EXIT (the console was closed) and DBG_TERMINATE_PROCESS (the session ends)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why the program was started again: when and how it ended, how often in five minutes."""

    at: datetime
    ended: str
    deaths: int

    @property
    def is_often(self) -> bool:
        return self.deaths >= OFTEN

    def as_words(self) -> tuple[str, str, str]:
        """Return the fault for a command line; nothing private is in it."""
        return self.at.isoformat(), self.ended, str(self.deaths)

    @classmethod
    def of_words(cls, words: Sequence[str]) -> "Fault":
        """Read the fault from a command line.

        Raises:
            ValueError: these are not its words.
        """
        at, ended, deaths = words
        return cls(at=datetime.fromisoformat(at), ended=ended, deaths=int(deaths))


def pause_s(deaths: int) -> float:
    """Return how long to wait after so many deaths in five minutes: the first costs nothing."""
    return 0.0 if deaths <= 1 else min(2.0 ** (deaths - 2), _LONGEST_PAUSE_S)


class Watchdog:
    """Lives as long as the program is wanted. It never gives up: nobody else takes the orders."""

    def __init__(
        self,
        command: Callable[[Fault | None], Sequence[str]],
        *,
        clock: Clock,
        tell: Callable[[Fault], None],
        pause: Callable[[int], float] = pause_s,
    ) -> None:
        self._command = command
        self._clock = clock
        self._tell = tell
        self._pause = pause
        self._deaths: deque[float] = deque()
        self._has_died = False
        self._quit = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Run the program until it ends because somebody wants it to; return its exit code."""
        fault: Fault | None = None
        with self._stop_signals():
            while not self._quit.is_set():
                code = self._live(fault)
                if code == ExitCode.AGAIN:
                    fault = None
                    continue
                if self._quit.is_set() or self._is_final(code):
                    return code if code >= 0 else 128 - code
                fault = self._note_death(code)
                self._tell(fault)
                self._quit.wait(self._pause(fault.deaths))
            return ExitCode.OK

    def _live(self, fault: Fault | None) -> int:
        """Start the program and wait for its end; return how it ended."""
        try:
            self._child = subprocess.Popen(self._command(fault))  # noqa: S603 - ourselves
        except OSError:  # no memory, an update under way: try again like after any other death
            return ExitCode.BUG
        if self._quit.is_set():
            self._ask_child()
        return self._child.wait()

    def _is_final(self, code: int) -> bool:
        """Tell whether the program ended because somebody wanted it to, or cannot be cured here.

        What kept it from starting the first time is for a person to mend. What began to keep it
        from starting after a fault, as a full disk, may pass while the shop is open.
        """
        if code == ExitCode.KNOWN:
            return not self._has_died
        if sys.platform == "win32" and code in _WINDOWS_ASKED_TO_QUIT:
            return True
        return code in _ASKED_TO_QUIT

    def _note_death(self, code: int) -> Fault:
        now_s = self._clock.monotonic()
        self._has_died = True
        self._deaths.append(now_s)
        while now_s - self._deaths[0] > _WITHIN_S:
            self._deaths.popleft()
        return Fault(at=self._clock.now(), ended=name_of_end(code), deaths=len(self._deaths))

    def _ask_child(self) -> None:
        """Have the program close in order; on Windows what ends us ends it, too."""
        if self._child is not None and sys.platform != "win32":
            self._child.send_signal(signal.SIGTERM)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._quit.set()
        self._ask_child()

    @contextmanager
    def _stop_signals(self) -> Iterator[None]:
        """Outlive the program when both are asked to end, as by Ctrl-C: its exit code is ours."""
        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self._on_signal) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def name_of_end(code: int) -> str:
    """Return how a process ended, as a name that support can look up."""
    if code >= 0:
        return f"exit code {code:#x}" if code > 0xFF else f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
