"""Reading orders back from Keeta, whoever asks for it: never faster than Keeta may bear."""

import asyncio
import logging

from kitchen_app.base.backoff import Backoff
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import Order, OrderId, ShopId
from kitchen_app.services.calls import watched
from kitchen_app.services.errors import Busy, PlatformError, Refused
from kitchen_app.services.hub import Hub
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform

logger = logging.getLogger(__name__)

_PAUSE_S = 0.5
"""At most two reads a second (our decision: Keeta documents no limit)."""


class Sync:
    """Reads orders one after the other; a failed read is repeated, more and more slowly."""

    def __init__(
        self, *, platform: Platform, ledger: Ledger, hub: Hub, links: Links, shop_id: ShopId
    ) -> None:
        self._platform = platform
        self._ledger = ledger
        self._links = links
        self._shop_id = shop_id
        self._wanted: dict[OrderId, None] = {}
        self._asked = asyncio.Event()
        hub.read_wanted.connect(self._want)

    def _want(self, effect: ReadOrder) -> None:
        self.want(effect.order_id)

    def want(self, order_id: OrderId) -> None:
        """Put an order on the list of those to be read, once."""
        self._wanted.setdefault(order_id)
        self._asked.set()

    async def run(self) -> None:
        """Service: read what is wanted."""
        backoff = Backoff(first_s=1, limit_s=60)
        while True:
            await self._asked.wait()
            if not self._wanted:
                self._asked.clear()
                continue
            order_id = next(iter(self._wanted))
            del self._wanted[order_id]
            await asyncio.sleep(await self._read(order_id, backoff))

    async def _read(self, order_id: OrderId, backoff: Backoff) -> float:
        """Read one order, or put it back on the list; return the pause in seconds after it."""
        try:
            await self.read_now(order_id)
        except Refused as refusal:
            logger.warning("Keeta refuses to show order %s: %d", order_id, refusal.code)
            return _PAUSE_S
        except Busy as busy:
            self.want(order_id)
            return busy.retry_after_s
        except PlatformError as error:
            logger.info("Order %s not read yet: %s", order_id, type(error).__name__)
        except Exception:
            logger.exception("Order %s could not be read or stored", order_id)
        else:
            backoff.reset()
            return _PAUSE_S
        self.want(order_id)
        return backoff.next()

    async def read_now(self, order_id: OrderId) -> Order:
        """Read one order at once and record what Keeta says.

        Raises:
            PlatformError: it could not be read; nothing was changed.
        """
        order = await watched(self._links, self._platform.read(order_id, self._shop_id))
        self._ledger.record((ReadBack(order=order),))
        return order
