"""Where an order goes that the shop brings itself: hidden until somebody asks, and soon again."""

from datetime import datetime, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.order import Fulfilment, Order
from kitchen_app.domain.recipient import Recipient
from kitchen_app.ui.board.recipient_sheet import RecipientSheet
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

SHOWN_FOR = timedelta(minutes=2)
"""At most; a screen that nobody touches goes back to the board sooner (`ui.idle_return`)."""


class RecipientRow(QWidget):
    """One button that asks; the answer lies over `panel` on a sheet of its own.

    The sheet goes when anything hides this row, when the order ends or is another's to bring, when
    another order is shown, and after two minutes; an answer that comes later is not shown.

    Signals:
        recipient_requested: the order id of which somebody wants to know where it goes.
    """

    recipient_requested = Signal(str)

    def __init__(self, theme: Theme, panel: QWidget) -> None:
        super().__init__(panel)
        self._order_id = self._number = ""
        self._is_asking = False
        self._since: datetime | None = None
        self.told = WrapLabel("option", self)
        self.button = TouchButton("quiet", self)
        self.sheet = RecipientSheet(theme, panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        column.addWidget(WrapLabel("strong", self, text=tr("recipient.title")))
        column.addWidget(self.told)
        column.addWidget(self.button)
        self.button.clicked.connect(self._ask)
        self.hide()

    def show_order(self, order: Order) -> None:
        """Offer to tell where an order goes, if it is ours to bring and not there yet."""
        is_over = order.status.is_final or order.is_masked
        is_ours = order.fulfilment is Fulfilment.SELF_DELIVERY and not is_over
        if order.order_id != self._order_id or not is_ours:
            self._order_id, self._number = order.order_id, numbered(order.number)
            self.conceal()
        self.setVisible(is_ours)

    @Slot(str, object)
    def show_recipient(self, order_id: str, recipient: Recipient) -> None:
        """Show what was asked for."""
        if not self._waits_for(order_id):
            return
        if recipient.is_told:
            self.conceal()
            self.sheet.show_recipient(recipient, self._number)
        else:
            self._tell(tr("recipient.all_sealed" if recipient.hidden else "recipient.nothing"))

    @Slot(str)
    def show_not_ours(self, order_id: str) -> None:
        """Say that the shop does not bring this order, or not any more."""
        self.show_failed(order_id, tr("recipient.not_ours"))

    @Slot(str, str)
    def show_failed(self, order_id: str, why: str) -> None:
        """Say why nobody knows."""
        if self._waits_for(order_id):
            self._tell(why)

    def conceal(self) -> None:
        """Take everything of the customer off the screen, and wait for nothing more."""
        self.sheet.close_panel()
        self._since = None
        self._tell(tr("recipient.hidden"), "show")

    def tick(self, now: datetime) -> None:
        """Hide what has been seen long enough, also when the clock was set back."""
        if not self.sheet.is_open:
            self._since = None
            return
        self._since = self._since or now
        if not timedelta() <= now - self._since < SHOWN_FOR:
            self.conceal()

    def hideEvent(self, event: QHideEvent) -> None:
        self.conceal()
        super().hideEvent(event)

    def _waits_for(self, order_id: str) -> bool:
        return self._is_asking and order_id == self._order_id

    def _tell(self, words: str, offer: str = "again") -> None:
        """Say how things stand; the button offers to "show", or to ask "again"."""
        self._is_asking = False
        self.told.show_text(words)
        spoken = tr(f"recipient.{offer}_spoken", number=self._number)
        self.button.show_words(tr(f"recipient.{offer}"), spoken=spoken)

    @Slot()
    def _ask(self) -> None:
        """Ask once: the button stays as it is, so that the keyboard stays on it."""
        if self._is_asking:
            return
        self._tell(tr("recipient.asking"), "show")
        self._is_asking = True
        self.recipient_requested.emit(self._order_id)
