"""A vault for tests: `tests/store/test_tokens.py` holds it equal to the real ones."""

import asyncio
from dataclasses import dataclass, field

from kitchen_app.domain.shop import HeldTokens
from kitchen_app.store.errors import VaultError


@dataclass
class FakeVault:
    """Keeps tokens; can stop at, or fail in, a save that is counted from 1, or stay closed."""

    held: HeldTokens | None = None
    saves: int = 0
    fails_at: int = 0
    error: Exception = field(default_factory=lambda: OSError("planted: the disk is full"))
    is_closed: bool = False
    opened: asyncio.Event | None = None  # if set, a load waits for it
    stops_before: int = 0
    stops_after: int = 0
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def load(self) -> HeldTokens | None:
        if self.opened is not None:
            await self.opened.wait()
        if self.is_closed:
            raise VaultError("planted: closed")
        return self.held

    async def save(self, held: HeldTokens) -> None:
        self.saves += 1
        if self.saves == self.fails_at:
            raise self.error
        if self.is_closed:
            raise VaultError("planted: closed")
        if self.saves == self.stops_before:
            await self._stop()
        await asyncio.sleep(0)  # a keyring is written on a thread: others run meanwhile
        self.held = held
        await asyncio.sleep(0)
        if self.saves == self.stops_after:
            await self._stop()

    async def _stop(self) -> None:
        self.stopped.set()
        await self.go_on.wait()
