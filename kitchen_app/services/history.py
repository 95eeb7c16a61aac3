"""All orders that are kept: found by what people remember of them, beside the core's own work."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TypeVar

from kitchen_app.base.clock import Clock
from kitchen_app.domain.history import Found, Wanted
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.errors import NotStored
from kitchen_app.services.history_ports import HistoryIndex, HistoryReader, Superseded
from kitchen_app.services.ports import Store

logger = logging.getLogger(__name__)

T = TypeVar("T")

_FIRST_AFTER_S = 5.0
"""A start belongs to the orders."""

_AT_ONCE = 20
_PAUSE_S = 0.01
_AFTER_FAILURE_S = 60.0


class History:
    """Searches on a thread of its own; of several searches only the last is answered."""

    def __init__(
        self,
        *,
        store: Store,
        board: Board,
        reader: HistoryReader,
        index: HistoryIndex,
        clock: Clock,
        own_names: Callable[[], Mapping[str, str]],
    ) -> None:
        self._store = store
        self._board = board
        self._reader = reader
        self._index = index
        self._clock = clock
        self._own_names = own_names
        self._searching = ThreadPoolExecutor(max_workers=1, thread_name_prefix="history")
        self._latest = 0

    async def find(self, wanted: Wanted) -> Found | None:
        """Return a page of what is wanted; None if a newer search was begun meanwhile.

        Raises:
            NotStored: the history cannot be read just now.
        """
        self._latest += 1
        number = self._latest
        self._reader.give_up()
        today = kitchen_day(self._clock.now())
        asked = replace(wanted, own_names=self._own_names(), today=today)
        found = await self.beside(partial(self._find, asked, number))
        return None if found is None else self._marked(found)

    async def beside(self, work: Callable[[], T]) -> T:
        """Return what some reading comes to, done on the thread for it."""
        return await asyncio.get_running_loop().run_in_executor(self._searching, work)

    def _marked(self, found: Found) -> Found:
        """Return what was found with the shops of the orders, where several are served."""
        marks = self._board.shop_marks
        if not marks.marks:
            return found
        orders = tuple(replace(each, shop=marks.of(each.order)) for each in found.orders)
        return replace(found, orders=orders)

    def _find(self, wanted: Wanted, number: int) -> Found | None:
        """Search, on the thread for it, unless somebody wants something else by now."""
        try:
            found = self._reader.find(wanted) if number == self._latest else None
        except Superseded:
            return None
        return found if number == self._latest else None

    async def card_of(self, order_id: OrderId) -> CardView | None:
        """Return how an order looks now; None if it is not kept any more."""
        stored = self._store.orders.get(order_id)
        return None if stored is None else self._board.card_of(stored.order)

    async def run(self) -> None:
        """Service: put the orders of an older version of the program into the index, in pieces."""
        await asyncio.sleep(_FIRST_AFTER_S)
        while True:
            try:
                with self._store.transaction():
                    left = self._index.index_some(_AT_ONCE)
            except NotStored as error:  # a full or failing disk, told by others
                logger.warning("Older orders are not indexed yet: %s", error)
                await asyncio.sleep(_AFTER_FAILURE_S)
            else:
                if not left:
                    return
                await asyncio.sleep(_PAUSE_S)

    def close(self) -> None:
        """Give up what is searched for; nothing is found any more."""
        self._latest += 1
        self._reader.give_up()
        self._searching.shutdown(cancel_futures=True)
