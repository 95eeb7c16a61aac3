"""Keeping this computer awake while orders may come: a machine that sleeps misses them all."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.board import Board
from kitchen_app.services.links import Links, Trouble
from kitchen_app.services.shop_view import ShopView

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 15.0


class SleepLock(Protocol):
    """Keeps the computer and its screen awake; the calls may take seconds."""

    async def hold(self) -> bool:
        """Keep awake from now on; tell whether the system agrees."""
        ...

    async def release(self) -> None: ...


class Awake:
    """Holds the lock unless every shop is known to be at rest and no order is on the board.

    A shop whose state is not known may be open. Its hours are not asked: they can be changed in
    Keeta's app at any moment, and a night awake costs less than an order.
    """

    def __init__(
        self,
        *,
        lock: SleepLock,
        board: Board,
        links: Links,
        shops: Callable[[], Iterable[ShopView]],
    ) -> None:
        self._lock = lock
        self._board = board
        self._links = links
        self._shops = shops
        self._is_held = False

    async def run(self) -> None:
        """Service: hold the lock or let it go, for ever."""
        try:
            while True:
                await self._look()
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            if self._is_held:
                self._is_held = False
                await self._lock.release()

    async def _look(self) -> None:
        is_wanted = self._may_have_orders()
        if is_wanted and not self._is_held:
            self._is_held = await self._lock.hold()
        elif self._is_held and not is_wanted:
            self._is_held = False
            await self._lock.release()
            logger.info("The shop rests: this computer may sleep")
        self._links.keeping_is(Trouble.MAY_SLEEP, wrong=is_wanted and not self._is_held)

    def _may_have_orders(self) -> bool:
        shops = (view.shop for view in self._shops())
        may_be_open = any(shop is None or shop.status is not ShopStatus.RESTING for shop in shops)
        return bool(self._board.cards) or may_be_open
