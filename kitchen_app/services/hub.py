"""Where services say what has happened, after it is stored."""

from kitchen_app.base.signal import Signal
from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.events import Event
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.shop_events import ConsentGiven, ShopEvent
from kitchen_app.services.ports import NewCallback
from kitchen_app.services.print_view import PrintView


class Hub:
    """The facts that one service tells the others, on the core thread.

    Signals:
        order_changed: an order, or an action on it, was committed in a new state.
        order_deleted: an order is too old to be kept; nothing of it may come back by itself.
        read_wanted: an order should be read from Keeta.
        action_added: a touch was written down and may be sent.
        shop_told: Keeta told us of the shop, or of our right to act for it.
        proof_applied: the message id of a test of ours that went the whole way.
        message_not_stored: a message that the disk did not take; Keeta was told to send it again.
        event_not_stored: what a read told, and the disk did not take.
        consent_settled: what could be made of the owner's consent has been, and is kept.
        prints_added: papers of an order were written down and may be printed.
        printing_changed: the new view of all printers.
    """

    def __init__(self) -> None:
        self.order_changed: Signal[OrderId] = Signal()
        self.order_deleted: Signal[OrderId] = Signal()
        self.read_wanted: Signal[ReadOrder] = Signal()
        self.action_added: Signal[str] = Signal()
        self.shop_told: Signal[ShopEvent] = Signal()
        self.proof_applied: Signal[str] = Signal()
        self.message_not_stored: Signal[NewCallback] = Signal()
        self.event_not_stored: Signal[Event] = Signal()
        self.consent_settled: Signal[ConsentGiven] = Signal()
        self.prints_added: Signal[OrderId] = Signal()
        self.printing_changed: Signal[PrintView] = Signal()
