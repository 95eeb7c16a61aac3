"""Products marked as sold out from here: told to Keeta, and remembered until they are sold again.

Keeta has no end time for it and no call of known form that reads it back, so this is what *we*
marked, not what is sold out. Nothing is sold again by itself (docs/decisions/0025).
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import date

from kitchen_app.base.clock import Clock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.marks import LineKey, line_keys
from kitchen_app.domain.order import Order
from kitchen_app.domain.sold_out import (
    Product,
    SoldOutItem,
    kitchen_day,
    left_over,
    product_of,
)
from kitchen_app.services.ports import Store
from kitchen_app.services.stock import Stock, StockResult

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """What became of one wish, and all that is marked as sold out after it."""

    product: Product
    available: bool
    result: StockResult
    items: tuple[SoldOutItem, ...]


class SoldOut:
    """Marks products and sells them again, one wish after the other.

    A mark is written down before Keeta is told, as not certain: cut off in between, it is shown
    rather than forgotten. On a failing disk it is remembered until the program ends, and logged.

    Signals:
        changed: the key of a product that is sold out now, or no longer.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._stock: Stock | None = None
        self._items: dict[str, SoldOutItem] | None = None
        self._turn = asyncio.Lock()
        self._asked_on: date | None = None
        self.changed: Signal[str] = Signal()

    def tell_through(self, stock: Stock) -> None:
        """Let wishes go to Keeta by these calls; call once."""
        self._stock = stock

    async def items(self) -> tuple[SoldOutItem, ...]:
        """Return what is marked as sold out, the latest first."""
        return self._sorted()

    async def left_over(self) -> tuple[SoldOutItem, ...]:
        """Return what is sold out since an earlier day, until somebody has looked at it today."""
        now = self._clock.now()
        return () if self._asked_on == kitchen_day(now) else left_over(self._sorted(), now)

    async def close_left_over(self) -> None:
        """Do not ask again today."""
        self._asked_on = kitchen_day(self._clock.now())

    def lines_of(self, order: Order) -> frozenset[LineKey]:
        """Return the lines of an order whose product is, or may be, sold out."""
        known = self._known()
        if not known:
            return frozenset()
        keys = zip(line_keys(order.lines), order.lines, strict=True)
        return frozenset(
            key for key, line in keys if (product := product_of(line)) and product.key in known
        )

    async def switch(self, product: Product, *, available: bool) -> Switched:
        """Mark a product as sold out, or sell it again; saying the same twice does no harm.

        Raises:
            RuntimeError: nobody has said by which calls Keeta is told.
        """
        if self._stock is None:
            raise RuntimeError("sold out is not connected to Keeta")
        async with self._turn:
            before = self._known().get(product.key)
            since = before.since if before else self._clock.now()
            doubtful = SoldOutItem(product=product, since=since, is_certain=False)
            self._put(doubtful)
            result = await _told(self._stock, product, available=available)
            if result.not_known:
                self._put(doubtful)
            elif not result.is_complete:
                self._put(before) if before else self._drop(product.key)
            elif available:
                self._drop(product.key)
            else:
                self._put(replace(doubtful, is_certain=True))
        return Switched(product=product, available=available, result=result, items=self._sorted())

    def _known(self) -> dict[str, SoldOutItem]:
        if self._items is None:
            self._items = {item.product.key: item for item in self._store.sold_out.all()}
        return self._items

    def _sorted(self) -> tuple[SoldOutItem, ...]:
        return tuple(sorted(self._known().values(), key=lambda item: item.since, reverse=True))

    def _put(self, item: SoldOutItem) -> None:
        if self._known().get(item.product.key) == item:
            return
        self._known()[item.product.key] = item
        try:
            with self._store.transaction():
                self._store.sold_out.save(item)
        except KnownError:
            logger.warning("What is sold out is kept in memory only")
        self.changed.emit(item.product.key)

    def _drop(self, key: str) -> None:
        self._known().pop(key, None)
        try:
            with self._store.transaction():
                self._store.sold_out.delete(key)
        except KnownError:
            logger.warning("What is sold again is still noted as sold out on the disk")
        self.changed.emit(key)


async def _told(stock: Stock, product: Product, *, available: bool) -> StockResult:
    if product.spu_id:
        return await stock.set_products((product.spu_id,), available=available)
    return await stock.set_products_by_code((product.code,), available=available)
