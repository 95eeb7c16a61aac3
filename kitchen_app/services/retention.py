"""Keeping people no longer than they are needed: masked after a day, deleted after a month.

Few rows at a time and with pauses: an order that comes in meanwhile waits for one batch at most.
See docs/decisions/0016.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TypeVar

from kitchen_app.base.clock import Clock
from kitchen_app.domain.order import OrderId
from kitchen_app.services.board import Board
from kitchen_app.services.errors import NotStored
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import Aged, Copies, KeptData, Store
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.settings import PrivacySettings

logger = logging.getLogger(__name__)

T = TypeVar("T")

_FIRST_AFTER_S = 60.0
"""A start belongs to the orders; what is a minute late by then is not the worse for it."""

_EVERY_S = 3600.0
_SEAL_AGAIN_AFTER_S = 60.0
_SOON_S = 60.0
"""So long after other limits were chosen they are applied: time enough to take them back."""

_PAUSE_S = 0.01
_AT_ONCE = 20

_BODIES_LIFE = timedelta(days=7)
"""So long a message that we cannot understand is tried again; a copy of the data lives as long."""

_HASHES_LIFE = timedelta(days=90)
"""So long a repeat of a message is known as one: longer than an order may stay stored."""

_CLOCK_ERROR = timedelta(days=1)


class Retention:
    """Masks and deletes what the settings say, each hour and soon after the start."""

    def __init__(
        self,
        *,
        store: Store,
        kept: KeptData,
        board: Board,
        hub: Hub,
        clock: Clock,
        privacy: PrivacySettings,
        copies: Sequence[Copies] = (),
    ) -> None:
        self._store = store
        self._kept = kept
        self._board = board
        self._hub = hub
        self._clock = clock
        self._privacy = privacy
        self._copies = copies
        self._has_news = asyncio.Event()

    def follow(self, chosen: Chosen) -> None:
        """Go by other limits from now on; a pass that is under way does too."""
        if chosen.privacy != self._privacy:
            self._privacy = chosen.privacy
            self._has_news.set()

    def want_pass(self, _: OrderId) -> None:
        """Have a pass made soon: something was forgotten by hand, and files may still hold it."""
        self._has_news.set()

    async def run(self) -> None:
        """Service: forget what is due, each hour, and soon after the limits were changed."""
        wait_s = _FIRST_AFTER_S
        while True:
            await self._rest(wait_s)
            try:
                is_sealed = await self.forget()
            except NotStored as error:  # a full or failing disk, told by others: a minute later
                logger.warning("Nothing is forgotten yet: %s", error)
                is_sealed = False
            wait_s = _EVERY_S if is_sealed else _SEAL_AGAIN_AFTER_S

    async def _rest(self, wait_s: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_news.wait(), wait_s)
        while self._has_news.is_set():
            self._has_news.clear()
            await asyncio.sleep(_SOON_S)

    async def forget(self) -> bool:
        """Forget everything that is due now; return whether nothing of it is left in a file."""
        now = self._clock.now()
        kept = self._kept
        masked = await self._all_orders(
            lambda: kept.mask_orders(self._limits()[0], _AT_ONCE), self._show_masked
        )
        deleted = await self._all_orders(
            lambda: kept.delete_orders(self._limits()[1], _AT_ONCE), self._hub.order_deleted.emit
        )
        emptied = await self._all(lambda: kept.empty_bodies(self._limits()[0], _AT_ONCE))
        expired = await self._all(lambda: kept.expire_failed(now - _BODIES_LIFE, _AT_ONCE))
        forgotten = await self._all(lambda: kept.forget_messages(now - _HASHES_LIFE, _AT_ONCE))
        self._forget_copies(now - _BODIES_LIFE)
        if expired:
            logger.error("%d messages were never understood and are given up", expired)
        if masked or deleted or emptied or forgotten:
            logger.info(
                "Masked %d orders, deleted %d, emptied %d messages, forgot %d",
                masked,
                deleted,
                emptied,
                forgotten,
            )
        return kept.seal()

    async def _batches(self, batch: Callable[[], T]) -> AsyncIterator[T]:
        """Do batch after batch, each in a transaction of its own, until nothing is left to do."""
        while True:
            with self._store.transaction():
                done = batch()
            if not done:
                return
            yield done
            await asyncio.sleep(_PAUSE_S)

    async def _all(self, batch: Callable[[], int]) -> int:
        return sum([done async for done in self._batches(batch)])

    async def _all_orders(
        self, batch: Callable[[], list[OrderId]], announce: Callable[[OrderId], None]
    ) -> int:
        """Announce the orders of each batch when it is committed."""
        total = 0
        async for order_ids in self._batches(batch):
            for order_id in order_ids:
                announce(order_id)
            total += len(order_ids)
        return total

    def _limits(self) -> tuple[Aged, datetime]:
        return limits(self._privacy, self._clock)

    def _show_masked(self, order_id: OrderId) -> None:
        """Let a card that is still on the board show no names; one that left it stays away."""
        if order_id in self._board.cards:
            self._hub.order_changed.emit(order_id)

    def _forget_copies(self, before: datetime) -> None:
        for copies in self._copies:
            try:
                gone = copies.forget_before(before)
            except OSError as error:  # a file in use, as on Windows: the next hour tries again
                logger.warning("An old copy cannot be deleted yet: %s", type(error).__name__)
            else:
                if gone:
                    logger.info("Deleted %d old copies of the data", gone)


def limits(privacy: PrivacySettings, clock: Clock) -> tuple[Aged, datetime]:
    """Return what is to be masked now, and what is to be deleted: unchanged since that moment."""
    now = clock.now()
    aged = Aged(before=now - timedelta(hours=privacy.mask_after_hours), beyond=now + _CLOCK_ERROR)
    return aged, now - timedelta(days=privacy.delete_after_days)
