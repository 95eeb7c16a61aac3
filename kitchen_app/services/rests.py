"""Rests that end: Keeta knows none, so the program opens the shop again when its time has come.

What is to come is written down before Keeta is asked to rest: a program that dies in between opens
a shop too often rather than never. Opening is asked for until Keeta says yes; a no is told in
Keeta's words, and asked for again more slowly, for Keeta may lift what it has imposed.
"""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from kitchen_app.base.backoff import Backoff
from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter
from kitchen_app.services.shop_view import ChangeResult, Outcome, ShopView

logger = logging.getLogger(__name__)

_TICK_S = 0.25
_FIRST_RETRY_S, _LONGEST_RETRY_S = 5.0, 60.0
_SURE_AFTER = timedelta(seconds=5)
"""A status that was read so long after the rest was asked for is news of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A rest that was asked for here; `until` None lasts until somebody opens the shop."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestView:
    """The rest of now, if it is ours, and how the last change that did not end well ended."""

    rest: Rest | None = None
    failed: ChangeResult | None = None


class RestFile(Protocol):
    """Where a rest is kept over a restart. `keep` raises `KnownError` if it cannot."""

    def read(self) -> Rest | None: ...

    def keep(self, rest: Rest | None) -> None:
        """Keep a rest; None forgets it. When it returns, it outlives a power cut."""
        ...


class RestingShop(Protocol):
    """The part of the shop that is needed here; `services.shop.ShopKeeper` is one."""

    @property
    def view(self) -> ShopView: ...

    async def rest(self) -> ChangeResult: ...

    async def open(self) -> ChangeResult: ...


class Rests:
    """Rests the shop and opens it; both may need the manager's PIN.

    Signals:
        changed: the new view.
    """

    def __init__(self, file: RestFile, *, clock: Clock, manager: ManagerLock) -> None:
        self._file = file
        self._clock = clock
        self._manager = manager
        self._shop: RestingShop | None = None
        self._turn = asyncio.Lock()
        self.view = RestView(rest=file.read())
        self.changed: Signal[RestView] = Signal()

    def tell_through(self, shop: RestingShop) -> None:
        """Let the shop be changed by this; call once."""
        self._shop = shop

    async def rest(self, until: datetime | None, *, approval: str = "") -> ChangeResult:
        """Take no orders until a moment of our clock, or until somebody opens the shop.

        Asked again while the shop rests, it gives the rest another end.

        Raises:
            NotApproved: only the manager may do it.
            KnownError: the end cannot be written down; Keeta was not asked.
        """
        self._manager.approver(Matter(deed=Deed.REST), approval)
        async with self._turn:
            before = self.view.rest
            rest = Rest(since=before.since if before else self._clock.now(), until=until)
            await self._keep(rest)
            self._show(rest, None)
            result = await self._keeper.rest()
            if result.outcome in (Outcome.DONE, Outcome.NOT_KNOWN):
                self._show(rest, None if result.outcome is Outcome.DONE else result)
            else:
                await self._keep(before)
                self._show(before, result)
            return result

    async def open(self, *, approval: str = "") -> ChangeResult:
        """Take orders again, at once.

        Raises:
            NotApproved: only the manager may do it.
        """
        self._manager.approver(Matter(deed=Deed.REST), approval)
        return await self._open()

    async def run(self) -> None:
        """Service: open the shop when its time has come, until it is open."""
        backoff = Backoff(first_s=_FIRST_RETRY_S, limit_s=_LONGEST_RETRY_S)
        not_before_s = 0.0
        while True:
            await self._forget_ended()
            now_s = self._clock.monotonic()
            if self._is_over() and now_s >= not_before_s:
                outcome = (await self._open()).outcome
                if outcome is Outcome.DONE:
                    backoff.reset()
                else:
                    not_before_s = now_s + backoff.next()
                logger.info("The rest is over; opening the shop: %s", outcome.value)
            await asyncio.sleep(_TICK_S)

    @property
    def _keeper(self) -> RestingShop:
        if self._shop is None:
            raise RuntimeError("rests are not connected to the shop")
        return self._shop

    def _is_over(self) -> bool:
        rest = self.view.rest
        return rest is not None and rest.until is not None and self._clock.now() >= rest.until

    async def _open(self) -> ChangeResult:
        async with self._turn:
            result = await self._keeper.open()
            if result.outcome is Outcome.DONE:
                await self._end()
            else:
                self._show(self.view.rest, result)
            return result

    async def _forget_ended(self) -> None:
        """Forget a rest that somebody else has ended: Keeta shows an open shop since."""
        rest, view = self.view.rest, self._keeper.view
        if rest is None or view.is_changing or view.shop is None or view.read_at is None:
            return
        is_news = view.read_at - rest.since > _SURE_AFTER
        if is_news and view.shop.status is ShopStatus.OPEN and not self._turn.locked():
            await self._end()

    async def _end(self) -> None:
        try:
            await self._keep(None)
        except KnownError as error:
            logger.warning("A rest that is over stays written down: %s", error)
        self._show(None, None)

    async def _keep(self, rest: Rest | None) -> None:
        await asyncio.to_thread(self._file.keep, rest)

    def _show(self, rest: Rest | None, failed: ChangeResult | None) -> None:
        view = RestView(rest=rest, failed=failed)
        if view != self.view:
            self.view = view
            self.changed.emit(view)
