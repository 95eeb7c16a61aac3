"""Forgetting the customer of an order that is over: asked, held, and told."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.order import Order
from kitchen_app.services.erasure_ports import Hindrance
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class ForgetRow(QWidget):
    """One button; it unfolds what will be gone, with the button that is held for it.

    Signals:
        forget_requested: the order id whose customer shall be forgotten.
        look_requested: the order id that looks different now.
    """

    forget_requested = Signal(str)
    look_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: Order | None = None
        self.open_button = TouchButton("quiet", self)
        self.told = WrapLabel("option", self)
        hint, going = tr("hold.hint"), tr("hold.going")
        self.hold_button = HoldButton(theme, hint=hint, going=going, parent=self)
        self.back_button = TouchButton("quiet", self, text=tr("settings.toll_leave"))
        self.back_button.setAccessibleName(tr("settings.toll_leave"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("half"))
        for part in (self.open_button, self.told, self.hold_button, self.back_button):
            column.addWidget(part)
        self.open_button.clicked.connect(self._unfold)
        self.back_button.clicked.connect(self._fold)
        self.hold_button.held.connect(self._ask)

    @property
    def order_id(self) -> str:
        return self._order.order_id if self._order else ""

    def show_order(self, order: Order) -> None:
        """Offer it for an order; of one that is masked say that it is done."""
        is_same = self._order is not None and self._is_as(order, self._order)
        self._order = order
        if not is_same:
            self._fold()

    @Slot(str)
    def show_locked(self, order_id: str) -> None:
        """Begin anew: without a right PIN nothing happens."""
        if order_id == self.order_id:
            self._fold()

    @Slot(str)
    def show_forgotten(self, order_id: str) -> None:
        """Say that it is done, and have the order shown as it is now."""
        if order_id == self.order_id and self.isVisible():
            self.look_requested.emit(order_id)

    @Slot(str, str)
    def show_hindered(self, order_id: str, why: str) -> None:
        """Say why it is not done, and what to do."""
        if order_id == self.order_id:
            self._fold()
            self._tell(tr(f"forget.not_{why}", number=self._number()))

    def _is_as(self, one: Order, other: Order) -> bool:
        told = [(each.order_id, each.is_masked, each.status.is_final) for each in (one, other)]
        return told[0] == told[1]

    def _number(self) -> str:
        return numbered(self._order.number) if self._order else ""

    @Slot()
    def _fold(self) -> None:
        is_masked = self._order is not None and self._order.is_masked
        spoken = tr("forget.open_spoken", number=self._number())
        self.open_button.show_words(tr("forget.open"), spoken=spoken)
        self.open_button.setVisible(not is_masked)
        self.hold_button.hide()
        self.back_button.hide()
        self._tell(tr("forget.done") if is_masked else "")

    @Slot()
    def _unfold(self) -> None:
        if self._order is not None and not self._order.status.is_final:
            self.show_hindered(self.order_id, Hindrance.OPEN)
            return
        number = self._number()
        hold = tr("forget.hold", number=number)
        self.hold_button.show_words(hold, spoken=hold)
        self._tell(tr("forget.told", number=number))
        self.open_button.hide()
        self.hold_button.show()
        self.back_button.show()
        self.hold_button.setFocus()

    @Slot()
    def _ask(self) -> None:
        self.hold_button.hide()
        self.back_button.hide()
        self._tell(tr("forget.going"))
        self.forget_requested.emit(self.order_id)

    def _tell(self, text: str) -> None:
        self.told.show_text(text)
        self.told.setVisible(bool(text))
