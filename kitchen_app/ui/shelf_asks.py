"""What people ask about products that are sold out."""

from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from kitchen_app.domain.sold_out import Product
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.carrier import Answer, Carrier


class ShelfAsks(QObject):
    """Marks products as sold out at Keeta, and sells them again.

    Signals:
        sold_out_told: all that is marked as sold out, `SoldOutItem`s.
        switched: the `Switched` that tells what became of a product.
        left_over_told: the `SoldOutItem`s of an earlier day that nobody has looked at today.
        switch_failed: the `Product` of which nothing can be told, by a fault of ours.
    """

    sold_out_told = Signal(object)
    switched = Signal(object)
    left_over_told = Signal(object)
    switch_failed = Signal(object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot()
    def list_sold_out(self) -> None:
        """Ask what was marked as sold out from here."""
        self._carrier.fetch(
            self._kitchen.sold_out.items(), partial(self._take_items, self.sold_out_told)
        )

    @Slot()
    def list_left_over(self) -> None:
        """Ask what is sold out since an earlier day."""
        self._carrier.fetch(
            self._kitchen.sold_out.left_over(), partial(self._take_items, self.left_over_told)
        )

    @Slot()
    def close_left_over(self) -> None:
        """Say that somebody looks at what was left over."""
        self._carrier.fetch(self._kitchen.sold_out.close_left_over(), self._take_closing)

    @Slot(object, bool)
    def switch(self, product: Product, available: bool) -> None:
        """Mark a product as sold out at Keeta, or sell it again."""
        coro = self._kitchen.sold_out.switch(product, available=available)
        self._carrier.fetch(coro, partial(self._take_switched, product))

    def _take_items(self, told: SignalInstance, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            told.emit(answer.result())

    def _take_closing(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)

    def _take_switched(self, product: Product, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
            self.switch_failed.emit(product)
        else:
            self.switched.emit(answer.result())
