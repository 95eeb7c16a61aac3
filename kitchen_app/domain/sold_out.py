"""What people here have marked as sold out at Keeta: Keeta keeps it so until it is sold again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from kitchen_app.domain.order import Line, Order, ShopId

DAY_BEGINS = timedelta(hours=4)
"""A kitchen's day begins at four in the morning: who works past midnight is not in a new one."""


NO_SHOP = ShopId("")
"""What a product was kept with before programs served several shops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product of one shop's menu, in all its sizes.

    It has Keeta's id, or the vendor's code, or both; shops of a chain may share them. Without
    `shop_id` it is the home shop's.
    """

    shop_id: ShopId = NO_SHOP
    spu_id: str = ""
    code: str = ""
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What tells it from other products."""
        own = f"id {self.spu_id}" if self.spu_id else f"code {self.code}"
        return f"{self.shop_id} {own}" if self.shop_id else own


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldOutItem:
    """A product that was marked as sold out, since a moment of our clock.

    It is not certain while nobody knows whether Keeta has switched it off, or on again.
    """

    product: Product
    since: datetime
    is_certain: bool = True


def product_of(line: Line, shop_id: ShopId) -> Product | None:
    """Return the product of a line of a shop's order; None if Keeta does not say which it is."""
    if not line.spu_id and not line.spu_code:
        return None
    return Product(
        shop_id=shop_id,
        spu_id=line.spu_id,
        code=line.spu_code,
        name=line.name,
        names=line.names,
    )


def products_of(order: Order) -> tuple[Product, ...]:
    """Return the products of an order, each once, in the order of its lines."""
    found: dict[str, Product] = {}
    for line in order.lines:
        product = product_of(line, order.shop_id)
        if product is not None:
            found.setdefault(product.key, product)
    return tuple(found.values())


def kitchen_day(moment: datetime) -> date:
    """Return the day of the kitchen that a moment belongs to, by this computer's zone."""
    return (moment.astimezone() - DAY_BEGINS).date()


def day_begins(day: date) -> datetime:
    """Return the moment (UTC) at which a day of the kitchen begins, by this computer's zone."""
    return (datetime.combine(day, time.min) + DAY_BEGINS).astimezone(UTC)


def left_over(items: Iterable[SoldOutItem], now: datetime) -> tuple[SoldOutItem, ...]:
    """Return what has been sold out since an earlier day of the kitchen."""
    today = kitchen_day(now)
    return tuple(item for item in items if kitchen_day(item.since) < today)
