"""Failures on order: the next calls and the next events can be made to go wrong."""

import random
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from kitchen_app.base.signal import Signal


class FaultKind(StrEnum):
    """How a call goes wrong."""

    HTTP_500 = "http_500"
    """An error page with `http_status`; nothing was done."""
    APPLIED_THEN_500 = "applied_then_http_500"
    """The call took effect, then an error page as with HTTP_500."""
    HTML = "html"
    """HTTP 200 with a web page instead of JSON; nothing was done."""
    TOO_MANY = "too_many"
    """HTTP 429, with a `Retry-After` of `retry_after_s` when given; nothing was done."""
    REFUSED = "refused"
    """HTTP 200 with a code other than 0; nothing was done."""
    WRONG_STATE = "wrong_state"
    """Refused as if the order were in another state; nothing was done."""
    HANG = "hang"
    """No answer until the time is over or the sandbox stops; nothing was done."""
    APPLIED_THEN_HANG = "applied_then_hang"
    """The call took effect, then no answer as with HANG."""
    ANSWER_LOST = "answer_lost"
    """The call took effect, then the connection was closed without an answer."""
    APPLIED_LATE = "applied_late"
    """The connection was closed without an answer; the call takes effect `late_s` later."""
    STALE = "stale"
    """A read of an order or of the shop shows it as it was `stale_s` ago; no other call does."""


class EventFaultKind(StrEnum):
    """How an event goes wrong."""

    LOST = "lost"
    """Never sent."""
    DUPLICATE = "duplicate"
    """Sent twice with one `messageId`, although it was acknowledged."""
    NEW_MESSAGE_ID = "new_message_id"
    """Sent twice, the second time with a new `messageId`."""
    REORDERED = "reordered"
    """Sent after the next event of its order, or after `delay_s` if there is none.

    On event 1001 this is an event before 1001.
    """
    DELAYED = "delayed"
    """Sent `delay_s` later."""
    BAD_SIGNATURE = "bad_signature"
    """The first attempt has a wrong signature; its repeats are right."""
    NOT_JSON = "not_json"
    """The `message` of the first attempt is no JSON; its repeats are right. Event 1 has none."""
    ANSWER_LOST = "answer_lost"
    """The first answer of the receiver does not reach Keeta, which sends again as ever."""
    NEW_ID_ON_RETRY = "new_id_on_retry"
    """As ANSWER_LOST, but each repeat has a new `messageId`."""
    UNKNOWN_EVENT = "unknown_event"
    """Sent with an event id that no page names (`event_id`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One failure of a call; each number is for the kinds that name it.

    `hang_s` is machine time, `late_s` and `stale_s` are sandbox time.
    """

    kind: FaultKind
    code: int = 309000000
    message: str = "system error"
    hang_s: float | None = None
    http_status: int = 500
    retry_after_s: int | None = None
    late_s: float = 30.0
    stale_s: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFault:
    """One failure of an event; times are sandbox time."""

    kind: EventFaultKind
    delay_s: float = 60.0
    event_id: int = 1999


Key = TypeVar("Key", str, int)
Failure = TypeVar("Failure", Fault, EventFault)


class _Queues(Generic[Key, Failure]):
    """Failures that wait for their call or event, and at times a drawn one."""

    def __init__(self) -> None:
        self.waiting: dict[Key, deque[Failure]] = {}
        self._drawn: tuple[random.Random, float, tuple[Failure, ...]] | None = None

    def add(self, key: Key, faults: tuple[Failure, ...]) -> None:
        self.waiting.setdefault(key, deque()).extend(faults)

    def draw(self, rng: random.Random, chance: float, kinds: tuple[Failure, ...]) -> None:
        self._drawn = (rng, chance, kinds) if kinds else None

    def take(self, key: Key) -> Failure | None:
        if queue := self.waiting.get(key):
            return queue.popleft()
        if self._drawn is None:
            return None
        rng, chance, kinds = self._drawn
        return rng.choice(kinds) if rng.random() < chance else None

    def clear(self) -> None:
        self.waiting.clear()
        self._drawn = None


class Faults:
    """Queues of failures, for each path below the base address and for each event id."""

    def __init__(self) -> None:
        self.taken: Signal[Fault] = Signal()
        """Tells that a call has met its fault: the moment to look, without guessing."""
        self._calls: _Queues[str, Fault] = _Queues()
        self._events: _Queues[int, EventFault] = _Queues()

    def next_call(self, path: str, *faults: Fault) -> None:
        """Let the next calls of this path, such as "/order/get", fail so: one fault a call."""
        self._calls.add(path, faults)

    def next_event(self, event_id: int, *faults: EventFault) -> None:
        """Let the next events with this id go wrong so: one fault an event."""
        self._events.add(event_id, faults)

    def flaky(
        self,
        rng: random.Random,
        chance: float,
        *,
        calls: tuple[Fault, ...] = (),
        events: tuple[EventFault, ...] = (),
    ) -> None:
        """Let calls and events that have no fault of their own meet one of these by chance."""
        self._calls.draw(rng, chance, calls)
        self._events.draw(rng, chance, events)

    def take(self, path: str) -> Fault | None:
        """Return the fault that this call meets, if any."""
        fault = self._calls.take(path)
        if fault is not None:
            self.taken.emit(fault)
        return fault

    def take_event(self, event_id: int) -> EventFault | None:
        """Return the fault that this event meets, if any."""
        return self._events.take(event_id)

    def waiting(self) -> dict[str, list[str]]:
        """Return the kinds that wait, by path or event id."""
        queues: list[tuple[str, list[str]]] = [
            *((path, [str(f.kind) for f in queue]) for path, queue in self._calls.waiting.items()),
            *((str(e), [str(f.kind) for f in queue]) for e, queue in self._events.waiting.items()),
        ]
        return {key: kinds for key, kinds in queues if kinds}

    def clear(self) -> None:
        self._calls.clear()
        self._events.clear()
