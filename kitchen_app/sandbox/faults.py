"""Failures on order: the next calls to an endpoint can be made to go wrong."""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from kitchen_app.base.signal import Signal


class FaultKind(StrEnum):
    """How a call goes wrong."""

    HTTP_500 = "http_500"
    """An error page's status; nothing was done."""
    HTML = "html"
    """HTTP 200 with a web page instead of JSON; nothing was done."""
    REFUSED = "refused"
    """HTTP 200 with a code other than 0; nothing was done."""
    HANG = "hang"
    """No answer until the time is over or the sandbox stops; nothing was done."""
    ANSWER_LOST = "answer_lost"
    """The call took effect, then the connection was closed without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure; `code` and `message` are for REFUSED, `hang_s` (machine time) for HANG."""

    kind: FaultKind
    code: int = 309000000
    message: str = "system error"
    hang_s: float | None = None


class Faults:
    """Queues of failures, one for each path below the base address, such as "/order/confirm"."""

    def __init__(self) -> None:
        self.taken: Signal[Fault] = Signal()
        """Tells that a call has met its fault: the moment to look, without guessing."""
        self._queues: dict[str, deque[Fault]] = {}

    def next_call(self, path: str, *faults: Fault) -> None:
        """Let the next calls of this path fail so, one fault a call."""
        self._queues.setdefault(path, deque()).extend(faults)

    def take(self, path: str) -> Fault | None:
        """Return the fault that this call meets, if any."""
        queue = self._queues.get(path)
        if not queue:
            return None
        fault = queue.popleft()
        self.taken.emit(fault)
        return fault

    def clear(self) -> None:
        self._queues.clear()
