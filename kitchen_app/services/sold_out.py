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
from kitchen_app.domain.order import Order, ShopId
from kitchen_app.domain.sold_out import (
    NO_SHOP,
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
        self._stocks: dict[ShopId, Stock] = {}
        self._home = NO_SHOP
        self._items: dict[str, SoldOutItem] | None = None
        self._turn = asyncio.Lock()
        self._asked_on: date | None = None
        self.changed: Signal[str] = Signal()

    def tell_through(self, stock: Stock) -> None:
        """Let wishes go to Keeta by these calls, which are the home shop's; call once."""
        self._stocks[stock.shop_id] = stock
        self._home = stock.shop_id

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
            key
            for key, line in keys
            if (product := product_of(line, order.shop_id or self._home)) and product.key in known
        )

    async def switch(self, product: Product, *, available: bool) -> Switched:
        """Mark a product as sold out, or sell it again; saying the same twice does no harm.

        Raises:
            RuntimeError: nobody has said by which calls Keeta is told.
        """
        if not self._stocks:
            raise RuntimeError("sold out is not connected to Keeta")
        asked, product = product, self._with_shop(product)
        stock = self._stock_of(product.shop_id)
        async with self._turn:
            before = self._known().get(product.key)
            since = before.since if before else self._clock.now()
            doubtful = SoldOutItem(product=product, since=since, is_certain=False)
            self._put(doubtful)
            result = await _told(stock, product, available=available)
            if result.not_known:
                self._put(doubtful)
            elif not result.is_complete:
                self._put(before) if before else self._drop(product)
            elif available:
                self._drop(product)
            else:
                self._put(replace(doubtful, is_certain=True))
        return Switched(product=asked, available=available, result=result, items=self._sorted())

    def _known(self) -> dict[str, SoldOutItem]:
        if self._items is None:
            kept = self._store.sold_out.all()
            self._items = {}
            for item in kept:
                whole = replace(item, product=self._with_shop(item.product))
                self._items[whole.product.key] = whole
        return self._items

    def _with_shop(self, product: Product) -> Product:
        """Return a product with its shop: one that was kept without it is the home shop's."""
        return product if product.shop_id else replace(product, shop_id=self._home)

    def _stock_of(self, shop_id: ShopId) -> Stock:
        if shop_id not in self._stocks:
            self._stocks[shop_id] = self._stocks[self._home].of_shop(shop_id)
        return self._stocks[shop_id]

    def _sorted(self) -> tuple[SoldOutItem, ...]:
        return tuple(sorted(self._known().values(), key=lambda item: item.since, reverse=True))

    def _put(self, item: SoldOutItem) -> None:
        if self._known().get(item.product.key) == item:
            return
        self._known()[item.product.key] = item
        try:
            with self._store.transaction():
                self._store.sold_out.save(item)
                self._forget_old(item.product)
        except KnownError:
            logger.warning("What is sold out is kept in memory only")
        self.changed.emit(item.product.key)

    def _drop(self, product: Product) -> None:
        self._known().pop(product.key, None)
        try:
            with self._store.transaction():
                self._store.sold_out.delete(product.key)
                self._forget_old(product)
        except KnownError:
            logger.warning("What is sold again is still noted as sold out on the disk")
        self.changed.emit(product.key)

    def _forget_old(self, product: Product) -> None:
        """Delete what was kept of it before products had a shop."""
        if product.shop_id == self._home and self._home:
            self._store.sold_out.delete(replace(product, shop_id=NO_SHOP).key)


async def _told(stock: Stock, product: Product, *, available: bool) -> StockResult:
    if product.spu_id:
        return await stock.set_products((product.spu_id,), available=available)
    return await stock.set_products_by_code((product.code,), available=available)
