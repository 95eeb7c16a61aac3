"""Printing an order again, and what came of it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.order import Order, Status
from kitchen_app.domain.tickets import Copy
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class PrintRow(QWidget):
    """A button for each paper that an order can have; a cancelled one has the slip that says so.

    Signals:
        again_wanted: the `Copy` to print again.
    """

    again_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order_id = ""
        self.buttons = {copy: TouchButton("quiet", self) for copy in Copy}
        self._told = WrapLabel("option", self)
        row = QHBoxLayout()
        row.setSpacing(theme.px("gap"))
        for button in self.buttons.values():
            row.addWidget(button, 1)
            button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        column.addWidget(WrapLabel("strong", self, text=tr("printer.again")))
        column.addLayout(row)
        column.addWidget(self._told)
        self._told.hide()

    def show_order(self, order: Order) -> None:
        """Offer the papers of an order."""
        if order.order_id != self._order_id:
            self._order_id = order.order_id
            self._told.hide()
        is_stopped = order.status is Status.CANCELLED
        for copy, button in self.buttons.items():
            what = tr(f"printer.again_{copy.value}")
            spoken = tr("printer.again_spoken", what=what, number=numbered(order.number))
            button.show_words(what, spoken=spoken)
            button.setVisible((copy is Copy.STOP) is is_stopped)

    @Slot(str, object, int)
    def show_done(self, order_id: str, copy: Copy, count: int) -> None:
        """Say how many papers are on their way."""
        if order_id != self._order_id:
            return
        what = tr(f"printer.again_{copy.value}")
        done = tr("printer.again_done", n=count, what=what)
        self._told.show_text(done if count else tr("printer.again_none", what=what))
        self._told.show()

    @Slot()
    def _ask(self) -> None:
        self.again_wanted.emit(next(c for c, b in self.buttons.items() if b is self.sender()))
