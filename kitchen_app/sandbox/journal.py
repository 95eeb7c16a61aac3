"""What passed over the wire: calls received and webhooks tried, for scripts and tests to read."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request to Keeta's API and what it was answered."""

    path: str
    order_view_id: int | None
    code: int | None
    """None when no Keeta answer was given (a fault)."""
    http_status: int | None
    """None when the connection was closed instead."""
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One attempt to deliver a webhook."""

    event_id: int
    message_id: str
    order_view_id: int | None
    """None for what is about the shop."""
    attempt: int
    """1 for the first, 2 to 4 for its repeats."""
    http_status: int | None
    """None when there was no answer."""
    ok: bool
    at_ms: int


class Journal:
    """Keeps the newest calls and deliveries."""

    def __init__(self) -> None:
        self.calls: deque[Call] = deque(maxlen=_KEPT)
        self.deliveries: deque[Delivery] = deque(maxlen=_KEPT)
        self._changed = asyncio.Event()

    def add_call(self, call: Call) -> None:
        self.calls.append(call)
        self._tell()

    def add_delivery(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        self._tell()

    def calls_of(self, order_view_id: int) -> tuple[Call, ...]:
        return tuple(call for call in self.calls if call.order_view_id == order_view_id)

    def deliveries_of(self, order_view_id: int | None) -> tuple[Delivery, ...]:
        return tuple(each for each in self.deliveries if each.order_view_id == order_view_id)

    async def wait_until(self, claim: Callable[[], bool]) -> None:
        """Return as soon as `claim` holds; it is asked again after every entry."""
        while not claim():
            await self._changed.wait()

    def _tell(self) -> None:
        """Wake all who wait, and let the next wait begin anew."""
        self._changed.set()
        self._changed = asyncio.Event()
