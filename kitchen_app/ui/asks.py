"""What people ask for on the screen, as coroutines for the core thread."""

import concurrent.futures
from collections.abc import Callable, Coroutine, Mapping
from enum import StrEnum
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.actions import Action, ActionKind, CancelReason, RejectReason
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import Choice, InvalidRefund, PartRefund
from kitchen_app.services.board_keys import BoardKey
from kitchen_app.services.errors import PlatformError, Refused
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import Matter, NotApproved
from kitchen_app.services.preferences import Setting, SettingValue

Answer = concurrent.futures.Future[Any]


class PreviewTrouble(StrEnum):
    """Why Keeta tells no amounts; a choice that is not possible has a `RefundFault`."""

    REFUSED = "refused"
    UNREACHED = "unreached"


class Carrier(Protocol):
    """Takes coroutines to the core thread; the bridge does."""

    def ask(
        self,
        coro: Coroutine[Any, Any, Action | None],
        order_id: str,
        kind: ActionKind,
        *,
        on_locked: Callable[[Matter], None] | None = None,
    ) -> None:
        """Start what changes an order; its outcome shows on the card.

        `on_locked` is called on the UI thread when only the manager may do it.
        """
        ...

    def fetch(
        self,
        coro: Coroutine[Any, Any, Any],
        done: Callable[[Answer], None],
    ) -> None:
        """Start what only reads; `done` is called on the UI thread."""
        ...

    def tell_fault(self, error: BaseException) -> None:
        """Log a bug of ours and let the screen say so."""
        ...


class OwnerAsks(QObject):
    """What is asked about the PIN and about settings, and what needs the manager.

    Signals:
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
        pin_answered: the `PinAnswer` to a PIN that was typed.
        keys_known: the key of each `BoardKey`, from the start and after each change.
        pin_known: whether a manager's PIN is set.
        settings_unlocked: people may change the settings now.
    """

    approval_wanted = Signal(object, object)
    pin_answered = Signal(object)
    pin_known = Signal(bool)
    settings_unlocked = Signal()
    keys_known = Signal(object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    def approve(self, matter: Matter, pin: str) -> None:
        """Try a PIN for a matter."""
        self._carrier.fetch(self._kitchen.manager.approve(matter, pin), self._take_pin_answer)

    def change_pin(self, old: str, new: str) -> None:
        """Set another PIN; an empty one removes it."""
        coro = self._kitchen.manager.change(old=old, new=new)
        self._carrier.fetch(coro, self._take_pin_answer)

    def look_for_pin(self) -> None:
        self._carrier.fetch(self._kitchen.has_pin(), self._take_pin_known)

    def unlock_settings(self, approval: str = "") -> None:
        """Ask whether the settings may be changed; with an approval it is asked for once more."""
        coro = self._kitchen.preferences.unlock(approval)
        self._carrier.fetch(coro, self._take_unlocked)

    def _take_unlocked(self, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.settings_unlocked.emit()
        elif isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, self.unlock_settings)
        else:
            self._carrier.tell_fault(error)

    def look_for_keys(self) -> None:
        self._carrier.fetch(self._kitchen.keys.known(), self._take_keys)

    def keep_keys(self, keys: Mapping[BoardKey, str], approval: str = "") -> None:
        """Keep another map of the keys; with the approval it is asked for once more."""
        coro = self._kitchen.keys.keep(keys, approval=approval)
        self._carrier.fetch(coro, partial(self._take_keys, go_on=partial(self.keep_keys, keys)))

    def _take_keys(self, answer: Answer, go_on: Callable[[str], None] | None = None) -> None:
        error = answer.exception()
        if error is None:
            self.keys_known.emit(answer.result())
        elif isinstance(error, NotApproved) and go_on is not None:
            self.approval_wanted.emit(error.matter, go_on)
        else:
            self._carrier.tell_fault(error)

    def _take_pin_answer(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.pin_answered.emit(answer.result())

    def _take_pin_known(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.pin_known.emit(answer.result())


class Asks(OwnerAsks):
    """One slot for each thing that a button asks for.

    Signals:
        offered: order id and the `RefundPreview` of all that may be refunded.
        priced: order id, the choices, and the `RefundPreview` that tells what they are worth.
        preview_failed: order id, the choices (None: the offer), a code and Keeta's own text.
        found: a part of a number, and the cards of the orders that have it.
        settings_kept: the values, by `Setting`, that are in force now and written down.
        settings_not_kept: the values that are not, and why.
    """

    offered = Signal(str, object)
    priced = Signal(str, object, object)
    preview_failed = Signal(str, object, str, str)
    found = Signal(str, object)
    settings_kept = Signal(object)
    settings_not_kept = Signal(object, str)

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

    @Slot(object)
    def change_settings(self, values: Mapping[Setting, SettingValue], approval: str = "") -> None:
        """Let other choices be in force, and write them down."""
        coro = self._kitchen.preferences.change(values, approval=approval)
        self._carrier.fetch(coro, partial(self._take_kept, values))

    @Slot(object)
    def try_settings(self, values: Mapping[Setting, SettingValue], approval: str = "") -> None:
        """Let other choices be in force for now."""
        coro = self._kitchen.preferences.try_out(values, approval=approval)
        self._carrier.fetch(coro, partial(self._take_tried, values))

    def _take_kept(self, values: Mapping[Setting, SettingValue], answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.settings_kept.emit(values)
        elif isinstance(error, KnownError):
            self.settings_not_kept.emit(values, str(error))
        else:
            self._carrier.tell_fault(error)
        if isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, partial(self.change_settings, values))

    def _take_tried(self, values: Mapping[Setting, SettingValue], answer: Answer) -> None:
        error = answer.exception()
        if isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, partial(self.try_settings, values))
        elif error is not None:
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
