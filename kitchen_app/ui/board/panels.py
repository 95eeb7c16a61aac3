"""The panels over the board: at most one is open, and it follows its order."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.services.board import CardView
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.waiting import WaitingView, WaitKind
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.cancel_panel import CancelPanel
from kitchen_app.ui.board.details_panel import DetailsPanel
from kitchen_app.ui.board.part_refund_panel import PartRefundPanel
from kitchen_app.ui.board.question_panel import QuestionPanel
from kitchen_app.ui.board.refund_panel import RefundPanel
from kitchen_app.ui.board.sold_out_panel import SoldOutPanel
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch
from kitchen_app.ui.widgets.slide_over import SlideOver

_ANSWERED_IN_PANEL = frozenset({WaitKind.REFUND, WaitKind.QUESTION})


class Panels(QObject):
    """Opens a panel when the board asks for it, and closes it when its order has moved on.

    Signals:
        step_requested: order id and an `ActionKind` that needs nothing more.
        undo_requested: the order id of which something is taken back.
        cancel_confirmed: order id, `CancelReason` and the text that goes with it.
    """

    step_requested = Signal(str, object)
    undo_requested = Signal(str)
    cancel_confirmed = Signal(str, object, str)

    def __init__(self, theme: Theme, board: BoardView, clock: UiClock, presses: PressWatch) -> None:
        super().__init__(board)
        self._board = board
        self._clock = clock
        self.cancel = CancelPanel(theme, board)
        self.details = DetailsPanel(theme, board)
        self.refund = RefundPanel(theme, board)
        self.part = PartRefundPanel(theme, board)
        self.question = QuestionPanel(theme, board)
        self.sold_out = SoldOutPanel(theme, board, clock)
        self._recalled: CardView | None = None
        self.all: tuple[SlideOver, ...] = (
            self.cancel,
            self.details,
            self.refund,
            self.part,
            self.question,
            self.sold_out,
        )
        self._connect(presses)

    def _connect(self, presses: PressWatch) -> None:
        for source in (self._board.pool, self.details):
            source.cancel_requested.connect(self.ask_why)
            source.answer_requested.connect(self.open_answer)
        self._board.pool.details_requested.connect(self.open_details)
        self.details.step_requested.connect(self.step_requested)
        self.details.undo_requested.connect(self.undo_requested)
        self.details.part_requested.connect(self.open_part)
        self.details.sold_out_requested.connect(self.open_sold_out)
        self.refund.agree_requested.connect(self.step_requested)
        self.cancel.cancel_confirmed.connect(self.cancel_confirmed)
        self._clock.ticked.connect(self.details.tick)
        self._clock.ticked.connect(self.refund.tick)
        for panel in self.all:
            presses.pressed.connect(panel.close_if_outside)

    @Slot(str)
    def ask_why(self, order_id: str) -> None:
        """Ask for the reason, if the order can still be rejected or cancelled."""
        view = self.view_of(order_id)
        if view is not None and ActionKind.CANCEL in view.actions:
            self._close_others(self.cancel)
            self.cancel.ask(view)

    @Slot(str)
    def open_details(self, order_id: str) -> None:
        view = self.view_of(order_id)
        if view is not None:
            self._close_others(self.details)
            self.details.show_details(view, self._clock.now())

    @Slot(object)
    def show_recalled(self, view: CardView) -> None:
        """Show an order whole that may have left the board; what can be done with it stays."""
        self._recalled = view
        self.open_details(view.order_id)

    def view_of(self, order_id: str) -> CardView | None:
        """Return an order of the board, or the one that was found by its number."""
        if self._recalled is not None and self._recalled.order_id == order_id:
            return self._board.views.get(order_id, self._recalled)
        return self._board.views.get(order_id)

    @Slot(str)
    def open_answer(self, order_id: str) -> None:
        """Open what the order asks: its refund request, else the question about a refund."""
        view = self.view_of(order_id)
        if view is None:
            return
        if ActionKind.AGREE_REFUND in view.actions:
            self._close_others(self.refund)
            self.refund.ask(view, self._clock.now())
        elif view.question is not None:
            self._close_others(self.question)
            self.question.ask(view)

    @Slot(str)
    def open_part(self, order_id: str) -> None:
        view = self.view_of(order_id)
        if view is not None and ActionKind.REFUND_PART in view.actions:
            self._close_others(self.part)
            self.part.ask(view)

    @Slot(str)
    def open_sold_out(self, order_id: str = "") -> None:
        """Open the switches of an order's products, or without one those of all that is marked."""
        self._close_others(self.sold_out)
        self.sold_out.open_for(self.view_of(order_id))

    @Slot(object)
    def show_printing(self, view: PrintView) -> None:
        """Offer to print again where there is a printer."""
        self.details.has_printers = bool(view.printers)

    @Slot(object)
    def see_to(self, waiting: WaitingView) -> None:
        """Bring forward what was chosen in the strip of what waits."""
        self._board.bring_forward(waiting.order_id)
        if waiting.kind in _ANSWERED_IN_PANEL:
            self.open_answer(waiting.order_id)

    def follow(self, cards: tuple[CardView, ...], now: datetime) -> None:
        """Take new states of cards."""
        for card in cards:
            if self.details.is_open and self.details.order_id == card.order_id:
                self.details.show_details(card, now)
            if self.cancel.order_id == card.order_id and ActionKind.CANCEL not in card.actions:
                self.cancel.close_panel()
            if self.refund.is_open and self.refund.order_id == card.order_id:
                self.refund.follow(card, now)
            if self.part.is_open and self.part.order_id == card.order_id:
                self.part.follow(card)
            if self.question.is_open and self.question.order_id == card.order_id:
                self.question.follow(card)

    def forget(self, order_id: str) -> None:
        """Close what is open for an order that has left the board."""
        for panel in (self.cancel, self.details, self.refund, self.part, self.question):
            if panel.order_id == order_id:
                panel.close_panel()

    def _close_others(self, wanted: SlideOver) -> None:
        for panel in self.all:
            if panel is not wanted:
                panel.close_panel()
