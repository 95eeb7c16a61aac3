"""The marks of the shops on the board; none while a single shop is served."""

from collections.abc import Mapping

from kitchen_app.base.signal import Signal
from kitchen_app.domain.order import Order, ShopId
from kitchen_app.domain.shop_marks import ShopMark


class ShopMarks:
    """Tells the mark of an order's shop.

    Signals:
        changed: orders may have another mark now.
    """

    def __init__(self) -> None:
        self.marks: Mapping[ShopId, ShopMark] = {}
        self.home = ShopId("")
        self.changed: Signal[Mapping[ShopId, ShopMark]] = Signal()

    def show(self, marks: Mapping[ShopId, ShopMark], *, home: ShopId) -> None:
        """Use these marks from now on; an order that names no shop is the home shop's."""
        if (marks, home) != (self.marks, self.home):
            self.marks, self.home = marks, home
            self.changed.emit(marks)

    def of(self, order: Order) -> ShopMark | None:
        """Return the mark of an order, also of a shop that is served no longer."""
        if not self.marks:
            return None
        shop_id = order.shop_id or self.home
        return self.marks.get(shop_id) or ShopMark(shop_id=shop_id)
