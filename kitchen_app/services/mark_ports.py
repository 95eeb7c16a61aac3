"""What keeping marks, notes, and what is sold out, needs of the store."""

from collections.abc import Sequence
from typing import Protocol

from kitchen_app.domain.black_box import BlackBox
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.marks import OrderMarks
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.sold_out import SoldOutItem


class MarkStore(Protocol):
    """What people noted on orders for themselves."""

    def get(self, order_id: OrderId) -> OrderMarks | None:
        """Return the marks of an order; None if there are none, or none that can be read."""
        ...

    def save(self, marks: OrderMarks) -> None: ...


class BlackBoxRows(Protocol):
    """What is written down of orders as it happens; see `domain.black_box`."""

    def add(self, order_id: OrderId, entries: Sequence[Entry]) -> None: ...

    def of(self, order_id: OrderId) -> BlackBox:
        """Return all notes of an order, none if there is no such order."""
        ...


class SoldOutStore(Protocol):
    """What was marked as sold out."""

    def all(self) -> list[SoldOutItem]: ...

    def save(self, item: SoldOutItem) -> None: ...

    def delete(self, key: str) -> None: ...
