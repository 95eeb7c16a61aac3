"""What people ask about forgetting: what it would cost, and of one order."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.order import OrderId
from kitchen_app.services.erasure_ports import Toll
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import NotApproved
from kitchen_app.services.preferences import Setting, SettingValue
from kitchen_app.ui.carrier import Answer, Carrier

OUR_BUG = "bug"


class PrivacyAsks(QObject):
    """Counts before anything is lost, and forgets the customer of one order.

    Signals:
        counted: a `Setting`, a value of it, and the `Toll` that it would take at the next pass.
        forgotten: the order id whose customer is forgotten.
        hindered: the order id, and a `Hindrance` or `OUR_BUG` that tells why not.
        locked: the order id whose customer is forgotten only after a right PIN.
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
    """

    counted = Signal(object, object, object)
    forgotten = Signal(str)
    hindered = Signal(str, str)
    locked = Signal(str)
    approval_wanted = Signal(object, object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    def count(self, setting: Setting, value: SettingValue) -> None:
        """Ask what another limit would cost."""
        self._carrier.fetch(self._toll(setting, value), partial(self._take_toll, setting, value))

    @Slot(str)
    def forget(self, order_id: str, approval: str = "") -> None:
        """Have the customer of an order forgotten; with the approval it is asked once more."""
        coro = self._kitchen.erasure.forget(OrderId(order_id), approval=approval)
        self._carrier.fetch(coro, partial(self._take_end, order_id))

    async def _toll(self, setting: Setting, value: SettingValue) -> Toll:
        wanted = self._kitchen.preferences.chosen.with_values({setting: value})
        return await self._kitchen.erasure.toll(wanted.privacy)

    def _take_toll(self, setting: Setting, value: SettingValue, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.counted.emit(setting, value, answer.result())

    def _take_end(self, order_id: str, answer: Answer) -> None:
        error = answer.exception()
        if isinstance(error, NotApproved):
            self.locked.emit(order_id)
            self.approval_wanted.emit(error.matter, partial(self.forget, order_id))
        elif error is not None:
            self._carrier.tell_fault(error)
            self.hindered.emit(order_id, OUR_BUG)
        elif answer.result() is None:
            self.forgotten.emit(order_id)
        else:
            self.hindered.emit(order_id, answer.result().value)
