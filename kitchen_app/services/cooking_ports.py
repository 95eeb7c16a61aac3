"""What learning how long orders take needs of the store."""

from typing import Protocol

from kitchen_app.domain.cooking_times import Cooked
from kitchen_app.domain.order import Order, OrderId


class CookingRows(Protocol):
    """What made orders taught; it outlives them and names nobody."""

    def all(self) -> list[Cooked]:
        """Return everything that is kept, the oldest first."""
        ...

    def known(self) -> set[OrderId]:
        """Return the orders that were learned from, as far as they are kept."""
        ...

    def add(self, order_id: OrderId, cooked: Cooked) -> None:
        """Keep what an order taught, once; the oldest go where there are too many."""
        ...

    def orders_after(self, place: int, most: int) -> tuple[list[Order], int | None]:
        """Return so many stored orders after a place, 0 for the first, and where to go on."""
        ...
