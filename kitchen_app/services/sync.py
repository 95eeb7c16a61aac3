"""Reading orders back from Keeta when nobody waits for it: never faster than Keeta may bear."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable

from kitchen_app.base.backoff import Backoff
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.services.calls import watched
from kitchen_app.services.errors import Busy, PlatformError, Refused
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform
from kitchen_app.services.served_shops import OrderShops

logger = logging.getLogger(__name__)

_REFUSALS_TAKEN = 4
_PAUSE_S = 0.5
"""At most two reads a second (our decision: Keeta documents no limit)."""


class Sync:
    """Reads what is wanted, the longest due first; a failed read is put off, each by itself."""

    def __init__(
        self, *, platform: Platform, ledger: Ledger, hub: Hub, links: Links, shops: OrderShops
    ) -> None:
        self._platform = platform
        self._ledger = ledger
        self._links = links
        self._shops = shops
        self._told_shops: dict[OrderId, ShopId] = {}
        self._due: dict[OrderId, float] = {}
        self._backoffs: dict[OrderId, Backoff] = {}
        self._refusals: Counter[OrderId] = Counter()
        self._asked = asyncio.Event()
        self._reading: OrderId | None = None
        hub.read_wanted.connect(self._want)
        hub.order_deleted.connect(self._forget)

    def _want(self, effect: ReadOrder) -> None:
        if effect.shop_id is not None:
            self._told_shops[effect.order_id] = effect.shop_id
        self.want(effect.order_id)

    def _forget(self, order_id: OrderId) -> None:
        """Give up a read that was put off, or is under way: it would bring the order back."""
        self._due.pop(order_id, None)
        self._done_with(order_id)
        if self._reading == order_id:
            self._reading = None

    def _done_with(self, order_id: OrderId) -> None:
        self._backoffs.pop(order_id, None)
        self._refusals.pop(order_id, None)
        self._told_shops.pop(order_id, None)

    def want(self, order_id: OrderId, *, in_s: float = 0) -> None:
        """Put an order on the list of those to be read, once, the sooner time counting."""
        due = asyncio.get_running_loop().time() + in_s
        self._due[order_id] = min(due, self._due.get(order_id, due))
        self._asked.set()

    def want_all(self, order_ids: Iterable[OrderId]) -> None:
        """Put many orders on the list, spaced so that a new one need not wait for all of them."""
        for place, order_id in enumerate(order_ids):
            self.want(order_id, in_s=place * _PAUSE_S)

    async def run(self) -> None:
        """Service: read what is due."""
        loop = asyncio.get_running_loop()
        while True:
            next_due = min(self._due.values(), default=None)
            if next_due is None or next_due > loop.time():
                await self._wait_until(next_due)
                continue
            order_id = min(self._due, key=self._due.__getitem__)
            del self._due[order_id]
            await asyncio.sleep(await self._read(order_id))

    async def _wait_until(self, due: float | None) -> None:
        """Wait for a wish or for a time of the loop's clock, whichever comes first."""
        self._asked.clear()
        try:
            async with asyncio.timeout_at(due):
                await self._asked.wait()
        except TimeoutError:
            return

    async def _read(self, order_id: OrderId) -> float:
        """Read one order, or put it off; return the pause in seconds before the next read."""
        self._reading = order_id
        try:
            read = await self._fetch(order_id)
            if self._reading == order_id:
                self._ledger.record((read,))
        except Refused as refusal:
            self._put_off_refused(order_id, refusal)
        except Busy as busy:
            self._put_off(order_id, 0)
            return busy.retry_after_s
        except PlatformError as error:
            logger.info("Order %s not read yet: %s", order_id, type(error).__name__)
            self._put_off(order_id)
        except Exception:
            logger.exception("Order %s could not be read or stored", order_id)
            self._put_off(order_id)
        else:
            self._done_with(order_id)
        return _PAUSE_S

    def _put_off_refused(self, order_id: OrderId, refusal: Refused) -> None:
        """Ask again a few times: Keeta may not know an order yet that it has just told us of."""
        if self._reading != order_id:
            return
        self._refusals[order_id] += 1
        if self._refusals[order_id] < _REFUSALS_TAKEN:
            self._put_off(order_id)
            return
        logger.warning("Keeta refuses to show order %s: %d", order_id, refusal.code)
        self._ledger.note_look(order_id)
        self._done_with(order_id)

    def _put_off(self, order_id: OrderId, pause_s: float | None = None) -> None:
        """Read an order later, unless it was deleted while it was read."""
        if self._reading != order_id:
            return
        if pause_s is None:
            pause_s = self._backoffs.setdefault(order_id, Backoff(first_s=1, limit_s=60)).next()
        self.want(order_id, in_s=pause_s)

    async def read_now(self, order_id: OrderId) -> None:
        """Read one order at once and record what Keeta says.

        Raises:
            PlatformError: it could not be read; nothing was changed.
        """
        self._ledger.record((await self._fetch(order_id),))

    async def _fetch(self, order_id: OrderId) -> ReadBack:
        # A disk that takes nothing may give nothing either: what a message told is known without.
        shop_id = self._told_shops.get(order_id) or self._shops.of(order_id)
        return await watched(self._links, self._platform.read(order_id, shop_id))
