"""What people ask about paper."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.order import OrderId
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.errors import MaybePrinted, NoLine, NotPrinted, PrinterError
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.print_ports import PrinterState
from kitchen_app.ui.carrier import Answer, Carrier


class PrintAsks(QObject):
    """Prints again, tries printers, and decides about papers that are old.

    Signals:
        printed_again: order id, the `Copy`, and how many papers were put into the queues.
        test_ended: the name of a printer, and its `PrinterState` after the test page.
    """

    printed_again = Signal(str, object, int)
    test_ended = Signal(str, object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    @Slot(str, object)
    def print_again(self, order_id: str, copy: Copy) -> None:
        """Print a paper of an order once more, marked as a copy."""
        coro = self._kitchen.printing.reprint(OrderId(order_id), copy)
        self._carrier.fetch(coro, partial(self._take_jobs, order_id, copy))

    @Slot(str)
    def print_test(self, printer: str) -> None:
        """Print the page that shows what a printer can do."""
        coro = self._kitchen.printing.print_test(printer)
        self._carrier.fetch(coro, partial(self._take_test, printer))

    @Slot(str)
    def print_old(self, printer: str) -> None:
        """Print what has waited too long to come out by itself."""
        self._carrier.fetch(self._kitchen.printing.print_old(printer), self._take_end)

    @Slot(str)
    def drop_old(self, printer: str) -> None:
        """Never print what has waited too long."""
        self._carrier.fetch(self._kitchen.printing.drop_old(printer), self._take_end)

    def _take_jobs(self, order_id: str, copy: Copy, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.printed_again.emit(order_id, copy, len(answer.result()))

    def _take_test(self, printer: str, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.test_ended.emit(printer, answer.result().state)
            return
        if not isinstance(error, PrinterError):
            self._carrier.tell_fault(error)
        self.test_ended.emit(printer, state_after(error))

    def _take_end(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)


def state_after(error: BaseException) -> PrinterState:
    """Return what a printer is said to be after a test page that did not come out."""
    if isinstance(error, NotPrinted | MaybePrinted) and not error.health.can_print:
        return error.health.state
    return PrinterState.OFFLINE if isinstance(error, NoLine) else PrinterState.FAULT
