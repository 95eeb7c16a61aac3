"""What people ask about the shop and about this computer."""

from PySide6.QtCore import QObject, Slot

from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.carrier import Answer, Carrier


class HouseAsks(QObject):
    """What is neither about an order nor a setting of the screen."""

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot()
    def close_notice(self) -> None:
        """Say that somebody has read that the shop was stopped."""
        self._carrier.fetch(self._kitchen.shop.close_notice(), self._take_end)

    def _take_end(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
