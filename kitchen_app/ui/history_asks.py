"""What people ask about orders of any day."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.history import Wanted
from kitchen_app.domain.order import OrderId
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.carrier import Answer, Carrier


class HistoryAsks(QObject):
    """Looks for orders and fetches one; changes nothing.

    Signals:
        found: what was `Wanted`, and the `Found` page.
        unreadable: what was `Wanted` while the history cannot be read.
        fetched: the `CardView` of an order.
        gone: the id of an order that is not kept any more.
    """

    found = Signal(object, object)
    unreadable = Signal(object)
    fetched = Signal(object)
    gone = Signal(str)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot(object)
    def find(self, wanted: Wanted) -> None:
        """Look for orders; what was asked before is not answered any more."""
        coro = self._kitchen.history.find(wanted)
        self._carrier.fetch(coro, partial(self._take_found, wanted))

    @Slot(str)
    def fetch(self, order_id: str) -> None:
        """Ask how an order looks now."""
        coro = self._kitchen.history.card_of(OrderId(order_id))
        self._carrier.fetch(coro, partial(self._take_card, order_id))

    def _take_found(self, wanted: Wanted, answer: Answer) -> None:
        error = answer.exception()
        if isinstance(error, KnownError):
            self.unreadable.emit(wanted)
        elif error is not None:
            self._carrier.tell_fault(error)
            self.unreadable.emit(wanted)
        elif answer.result() is not None:
            self.found.emit(wanted, answer.result())

    def _take_card(self, order_id: str, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        elif answer.result() is None:
            self.gone.emit(order_id)
        else:
            self.fetched.emit(answer.result())
