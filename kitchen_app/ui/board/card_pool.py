"""The cards of the board: one for each order that is near what is in sight, used again and again.

Making and styling a card takes 17 ms, showing another order on one that exists 5.
"""

from datetime import datetime

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.theme import Theme, set_state

_MOST_AT_REST = 12


class CardPool(QObject):
    """Gives cards out, takes them back, and says for all of them what they are asked.

    Signals:
        step_requested: order id and the `ActionKind` that comes next.
        cancel_requested: the order id to reject or cancel.
        details_requested: the order id whose whole content should be shown.
        undo_requested: the order id of which something is taken back.
        answer_requested: the order id whose refund request or question is answered.
        strike_requested: order id, the key of a line, and whether it is to be struck off.
        look_requested: the order id of which somebody has seen what changed.
    """

    step_requested = Signal(str, object)
    cancel_requested = Signal(str)
    details_requested = Signal(str)
    undo_requested = Signal(str)
    answer_requested = Signal(str)
    strike_requested = Signal(str, str, bool)
    look_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at_rest: list[OrderCard] = []
        self._lit: frozenset[str] = frozenset()
        self._advice = ""
        self._room = QSize()
        self._keyboard: tuple[str, QWidget] | None = None
        self.in_use: dict[str, OrderCard] = {}

    def take(self, view: CardView, now: datetime, parent: QWidget) -> OrderCard:
        """Return a hidden card that shows this order; it is the caller's until `give_back`."""
        card = self._rested(view.order_id)
        if card is None:
            card = self._made(view, now, parent)
        else:
            card.setParent(parent)
            card.show_card(view, now)
        if self._room.isValid():
            card.allow_room(self._room)
        set_state(card, "lit", "yes" if view.order_id in self._lit else "")
        card.body.advise(self._advice)
        self.in_use[view.order_id] = card
        return card

    def give_back(self, card: OrderCard) -> None:
        """Take a card off the board; nothing may point at it any more."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is card or card.isAncestorOf(focus)):
            self._keyboard = (card.card.order_id, focus)
            focus.clearFocus()  # else hiding it would hand the keyboard to another order's button
        card.hide()
        del self.in_use[card.card.order_id]
        self._at_rest.append(card)
        if len(self._at_rest) > _MOST_AT_REST:
            oldest = self._at_rest.pop(0)
            oldest.deleteLater()

    def pass_keyboard_on(self) -> None:
        """Let an order that has come to another lane have the keyboard back."""
        order_id, focus = self._keyboard or ("", None)
        card, self._keyboard = self.in_use.get(order_id), None
        if card is not None and focus is not None:
            target = focus if card.isAncestorOf(focus) and focus.isVisible() else card
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def light(self, order_ids: frozenset[str]) -> None:
        """Let the cards of these orders stand out, and no others."""
        self._lit = order_ids
        for order_id, card in tuple(self.in_use.items()):
            set_state(card, "lit", "yes" if order_id in order_ids else "")

    def advise(self, text: str) -> None:
        """Say on every new order how it stands in the kitchen."""
        if text != self._advice:
            self._advice = text
            for card in tuple(self.in_use.values()):
                card.body.advise(text)

    def allow_room(self, room: QSize) -> None:
        """Say in which space a card is seen whole."""
        self._room = room
        for card in tuple(self.in_use.values()):  # one that is folded may let others come
            card.allow_room(room)

    def _rested(self, order_id: str) -> OrderCard | None:
        """Return a card to use again: the one that showed this order last, if it is still here."""
        for index, card in enumerate(self._at_rest):
            if card.card.order_id == order_id:
                return self._at_rest.pop(index)
        return self._at_rest.pop(0) if self._at_rest else None

    def _made(self, view: CardView, now: datetime, parent: QWidget) -> OrderCard:
        card = OrderCard(self._theme, view, now, parent)
        card.step_requested.connect(self.step_requested)
        card.undo_requested.connect(self.undo_requested)
        card.answer_requested.connect(self.answer_requested)
        card.cancel_requested.connect(self.cancel_requested)
        card.details_requested.connect(self.details_requested)
        card.strike_requested.connect(self.strike_requested)
        card.look_requested.connect(self.look_requested)
        return card
