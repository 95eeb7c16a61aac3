"""The panels over the board: at most one is open, and it follows its order."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.cancel_panel import CancelPanel
from kitchen_app.ui.board.details_panel import DetailsPanel
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch


class Panels(QObject):
    """Opens a panel when the board asks for it, and closes it when its order has moved on.

    Signals:
        accept_requested: the order id to accept.
        ready_requested: the order id whose food is prepared.
        cancel_confirmed: order id, `CancelReason` and the text that goes with it.
    """

    accept_requested = Signal(str)
    ready_requested = Signal(str)
    cancel_confirmed = Signal(str, object, str)

    def __init__(self, theme: Theme, board: BoardView, clock: UiClock, presses: PressWatch) -> None:
        super().__init__(board)
        self._board = board
        self._clock = clock
        self.cancel = CancelPanel(theme, board)
        self.details = DetailsPanel(theme, board)
        board.cancel_requested.connect(self.ask_why)
        board.details_requested.connect(self.open_details)
        self.details.accept_requested.connect(self.accept_requested)
        self.details.ready_requested.connect(self.ready_requested)
        self.details.cancel_requested.connect(self.ask_why)
        self.cancel.cancel_confirmed.connect(self.cancel_confirmed)
        clock.ticked.connect(self.details.tick)
        presses.pressed.connect(self.cancel.close_if_outside)
        presses.pressed.connect(self.details.close_if_outside)

    @Slot(str)
    def ask_why(self, order_id: str) -> None:
        """Ask for the reason, if the order can still be rejected or cancelled."""
        view = self._board.view_of(order_id)
        if view is not None and ActionKind.CANCEL in view.actions:
            self.details.close_panel()
            self.cancel.ask(view)

    @Slot(str)
    def open_details(self, order_id: str) -> None:
        view = self._board.view_of(order_id)
        if view is not None:
            self.cancel.close_panel()
            self.details.show_details(view, self._clock.now())

    def follow(self, cards: tuple[CardView, ...], now: datetime) -> None:
        """Take new states of cards."""
        for card in cards:
            shown = self.details.card
            if self.details.is_open and shown and shown.order_id == card.order_id:
                self.details.show_details(card, now)
            if self.cancel.order_id == card.order_id and ActionKind.CANCEL not in card.actions:
                self.cancel.close_panel()

    def forget(self, order_id: str) -> None:
        """Close what is open for an order that has left the board."""
        if self.cancel.order_id == order_id:
            self.cancel.close_panel()
        if self.details.card is not None and self.details.card.order_id == order_id:
            self.details.close_panel()
