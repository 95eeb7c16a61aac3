"""What people ask about the person who gets the food: where the shop's own courier brings it."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.order import OrderId
from kitchen_app.services.calls import trouble_of
from kitchen_app.services.errors import PlatformError, Refused
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.i18n import isolate, tr


class RecipientAsks(QObject):
    """Fetches one recipient at a touch and keeps nothing of it.

    Signals:
        told: order id and its `Recipient`.
        not_ours: the id of an order that the shop does not have to bring, or not any more.
        not_told: order id, and why nobody knows, with the cure, in words.
    """

    told = Signal(str, object)
    not_ours = Signal(str)
    not_told = Signal(str, str)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot(str)
    def look(self, order_id: str) -> None:
        """Ask who gets an order."""
        coro = self._kitchen.recipients.of(OrderId(order_id))
        self._carrier.fetch(coro, partial(self._take, order_id))

    def _take(self, order_id: str, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self.not_told.emit(order_id, self._why(error))
        elif answer.result() is None:
            self.not_ours.emit(order_id)
        else:
            self.told.emit(order_id, answer.result())

    def _why(self, error: BaseException) -> str:
        if isinstance(error, Refused):
            return tr("recipient.refused", why=isolate(f"{error.message} ({error.code})".strip()))
        if isinstance(error, PlatformError):
            return tr(f"recipient.{trouble_of(error)}")
        if isinstance(error, KnownError):
            return isolate(str(error))
        self._carrier.tell_fault(error)
        return tr("recipient.bug")
