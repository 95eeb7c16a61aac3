"""What people ask for on the screen, as coroutines for the core thread."""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.actions import Action, ActionKind, CancelReason, RejectReason
from kitchen_app.domain.marks import LineKey
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import Choice, InvalidRefund, PartRefund
from kitchen_app.services.errors import PlatformError, Refused
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import Matter
from kitchen_app.ui.carrier import Answer, Carrier
from kitchen_app.ui.connection_asks import ConnectionAsks
from kitchen_app.ui.history_asks import HistoryAsks
from kitchen_app.ui.hours_asks import HoursAsks
from kitchen_app.ui.house_asks import HouseAsks
from kitchen_app.ui.owner_asks import OwnerAsks
from kitchen_app.ui.picture_asks import PictureAsks
from kitchen_app.ui.print_asks import PrintAsks
from kitchen_app.ui.privacy_asks import PrivacyAsks
from kitchen_app.ui.profile_asks import ProfileAsks
from kitchen_app.ui.recipient_asks import RecipientAsks
from kitchen_app.ui.record_asks import RecordAsks
from kitchen_app.ui.report_asks import ReportAsks
from kitchen_app.ui.setup_asks import SetupAsks
from kitchen_app.ui.shelf_asks import ShelfAsks
from kitchen_app.ui.shops_asks import ShopsAsks


class PreviewTrouble(StrEnum):
    """Why Keeta tells no amounts; a choice that is not possible has a `RefundFault`."""

    REFUSED = "refused"
    UNREACHED = "unreached"


class Asks(OwnerAsks):
    """One slot for each thing that a button asks for.

    `shelf` has those about what is sold out, `house` those about the shop and this computer,
    `hours` those about when the shop is open, `profile` those about what customers see of it,
    `pictures` those about pictures of refund requests, `paper` those about printing, `setup` those
    about setting printers up, `history` those about orders of any day, `record` those about what
    was noted of an order, `recipient` the one about where the shop's own courier brings it,
    `report` those about what a period brought, `privacy` those about forgetting people, `shops`
    those about which shops are served.

    Signals:
        offered: order id and the `RefundPreview` of all that may be refunded.
        priced: order id, the choices, and the `RefundPreview` that tells what they are worth.
        preview_failed: order id, the choices (None: the offer), a code and Keeta's own text.
        found: a part of a number, and the cards of the orders that have it.
    """

    offered = Signal(str, object)
    priced = Signal(str, object, object)
    preview_failed = Signal(str, object, str, str)
    found = Signal(str, object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(kitchen, carrier, parent)
        self.shelf = ShelfAsks(kitchen, carrier, self)
        self.house = HouseAsks(kitchen, carrier, self)
        self.hours = HoursAsks(kitchen, carrier, self)
        self.pictures = PictureAsks(kitchen, carrier, self)
        self.profile = ProfileAsks(kitchen, carrier, self)
        self.paper = PrintAsks(kitchen, carrier, self)
        self.setup = SetupAsks(kitchen, carrier, self)
        self.history = HistoryAsks(kitchen, carrier, self)
        self.record = RecordAsks(kitchen, carrier, self)
        self.privacy = PrivacyAsks(kitchen, carrier, self)
        self.connection = ConnectionAsks(kitchen, carrier, self)
        self.recipient = RecipientAsks(kitchen, carrier, self)
        self.report = ReportAsks(kitchen, carrier, self)
        self.shops = ShopsAsks(kitchen, carrier, self)
        owned = (self.house, self.hours, self.profile, self.setup)
        locked = (*owned, self.connection, self.privacy, self.report, self.shops)
        for part in locked:
            part.approval_wanted.connect(self.approval_wanted)

    @Slot(str, object)
    def take_step(self, order_id: str, kind: ActionKind) -> None:
        """Ask for what needs nothing but the order."""
        kitchen, which = self._kitchen, OrderId(order_id)
        match kind:
            case ActionKind.ACCEPT:
                coro = kitchen.accept(which)
            case ActionKind.READY:
                coro = kitchen.ready(which, can_undo=True)
            case ActionKind.COLLECT:
                coro = kitchen.collect(which)
            case ActionKind.DISPATCH:
                coro = kitchen.dispatch(which)
            case ActionKind.DELIVER:
                coro = kitchen.deliver(which)
            case ActionKind.AGREE_REFUND:
                self._ask_locked(partial(kitchen.agree_refund, which), order_id, kind)
                return
            case ActionKind.ACKNOWLEDGE:
                coro = kitchen.acknowledge(which)
            case _:
                raise ValueError(f"{kind} needs more than the order")
        self._carrier.ask(coro, order_id, kind)

    @Slot(object)
    def accept_all(self, order_ids: tuple[str, ...]) -> None:
        """Accept the orders that a person saw counted, and no others."""
        for order_id in order_ids:
            self.take_step(order_id, ActionKind.ACCEPT)

    @Slot(str)
    def take_back(self, order_id: str) -> None:
        self._carrier.ask(self._kitchen.take_back(OrderId(order_id)), order_id, ActionKind.READY)

    @Slot(str, object, str)
    def cancel(self, order_id: str, reason: CancelReason, text: str) -> None:
        make = partial(self._kitchen.cancel, OrderId(order_id), reason=reason, text=text)
        self._ask_locked(make, order_id, ActionKind.CANCEL)

    @Slot(str, object, str)
    def reject_refund(self, order_id: str, reason: RejectReason, text: str) -> None:
        coro = self._kitchen.reject_refund(OrderId(order_id), reason=reason, text=text)
        self._carrier.ask(coro, order_id, ActionKind.REJECT_REFUND)

    @Slot(str, object)
    def refund_part(self, order_id: str, wanted: PartRefund) -> None:
        make = partial(self._kitchen.refund_part, OrderId(order_id), wanted)
        self._ask_locked(make, order_id, ActionKind.REFUND_PART)

    @Slot(str, str, bool)
    def settle_by_hand(self, order_id: str, key: str, was_done: bool) -> None:
        coro = self._kitchen.settle_by_hand(key, was_done=was_done)
        self._carrier.ask(coro, order_id, ActionKind.REFUND_PART)

    @Slot(str, str, bool)
    def strike(self, order_id: str, key: str, is_struck: bool) -> None:
        """Strike a line off or bring it back; the card shows it."""
        marks = self._kitchen.marks
        coro = marks.strike(OrderId(order_id), LineKey(key), is_struck=is_struck)
        self._carrier.fetch(coro, self._take_end)

    @Slot(str)
    def look(self, order_id: str) -> None:
        """Say that somebody has seen what changed of an order."""
        self._carrier.fetch(self._kitchen.marks.look(OrderId(order_id)), self._take_end)

    @Slot(object)
    def note_shown(self, order_ids: tuple[str, ...]) -> None:
        """Say which orders have come on the screen."""
        shown = self._kitchen.witness.shown(map(OrderId, order_ids))
        self._carrier.fetch(shown, self._take_end)

    @Slot(str)
    def offer(self, order_id: str) -> None:
        """Ask Keeta what of an order may be refunded."""
        coro = self._kitchen.part_refunds.offered(OrderId(order_id))
        self._carrier.fetch(coro, partial(self._take_preview, order_id, None))

    @Slot(str, object)
    def price(self, order_id: str, choices: tuple[Choice, ...]) -> None:
        """Ask Keeta what a choice is worth."""
        coro = self._kitchen.part_refunds.priced(OrderId(order_id), choices)
        self._carrier.fetch(coro, partial(self._take_preview, order_id, choices))

    @Slot(str)
    def find(self, number: str) -> None:
        """Look for the orders of today and yesterday that have this in their number."""
        self._carrier.fetch(self._kitchen.recall.find(number), partial(self._take_found, number))

    def _ask_locked(
        self,
        make: Callable[..., Coroutine[Any, Any, Action | None]],
        order_id: str,
        kind: ActionKind,
        approval: str = "",
    ) -> None:
        """Ask for what may be locked; with the approval it is asked for once more."""
        again = partial(self._ask_locked, make, order_id, kind)
        want = partial(self._want_approval, again)
        self._carrier.ask(make(approval=approval), order_id, kind, on_locked=want)

    def _want_approval(self, go_on: Callable[[str], None], matter: Matter) -> None:
        self.approval_wanted.emit(matter, go_on)

    def _take_end(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)

    def _take_found(self, number: str, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.found.emit(number, answer.result())

    def _take_preview(
        self, order_id: str, choices: tuple[Choice, ...] | None, answer: Answer
    ) -> None:
        error = answer.exception()
        if error is None and choices is None:
            self.offered.emit(order_id, answer.result())
        elif error is None:
            self.priced.emit(order_id, choices, answer.result())
        elif isinstance(error, InvalidRefund):
            self.preview_failed.emit(order_id, choices, error.fault.value, "")
        elif isinstance(error, Refused):
            code = PreviewTrouble.REFUSED
            self.preview_failed.emit(order_id, choices, code.value, error.message)
        elif isinstance(error, PlatformError):
            self.preview_failed.emit(order_id, choices, PreviewTrouble.UNREACHED.value, "")
        else:
            self._carrier.tell_fault(error)
            self.preview_failed.emit(order_id, choices, PreviewTrouble.UNREACHED.value, "")
