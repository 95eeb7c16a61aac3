"""What people can do: the facade that the screen calls, on the core thread."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import (
    Action,
    ActionKind,
    ActionState,
    CancelReason,
    Refusal,
    RejectReason,
)
from kitchen_app.domain.card_numbers import without_card_numbers
from kitchen_app.domain.deadlines import ACTION_LIFE, LATE_ACCEPT_GRACE, UNDO_FOR
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.outlook import REFUND_ANSWERS, is_allowed
from kitchen_app.domain.part_refund import PartRefund, check_refund
from kitchen_app.domain.projection import asks_to_stop
from kitchen_app.domain.refunds import RefundCase, waiting_case
from kitchen_app.services.alarm import Alarm
from kitchen_app.services.authorised_shops import AuthorisedShops, ShopsView
from kitchen_app.services.autostart import LogInStart, NoStart
from kitchen_app.services.black_box import Witness
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.board_keys import BoardKeys
from kitchen_app.services.case_pictures import CasePictures
from kitchen_app.services.connection import Connection
from kitchen_app.services.dispute import Disputes
from kitchen_app.services.erasure import Erasure
from kitchen_app.services.history import History
from kitchen_app.services.hours_changes import HoursChanges
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links, LinksView
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter
from kitchen_app.services.part_refunds import PartRefunds
from kitchen_app.services.ports import Store
from kitchen_app.services.preferences import Preferences
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.printer_setup import PrinterSetup
from kitchen_app.services.printing import Printing
from kitchen_app.services.profile_changes import ProfileChanges
from kitchen_app.services.recall import Recall
from kitchen_app.services.recipients import Recipients
from kitchen_app.services.reports import Reports
from kitchen_app.services.rests import Rests
from kitchen_app.services.screen_watch import ScreenWatch
from kitchen_app.services.shop_front import ShopFacts, ShopFront

_LOCKED = {
    ActionKind.CANCEL: Deed.CANCEL,
    ActionKind.AGREE_REFUND: Deed.AGREE_REFUND,
    ActionKind.REFUND_PART: Deed.REFUND_PART,
}
"""What the manager's PIN may be needed for: all that gives money back, and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a screen needs when it opens."""

    cards: tuple[CardView, ...]
    links: LinksView
    shop: ShopFacts
    printing: PrintView
    shops: ShopsView


class Kitchen:
    """One method for each thing a person can ask; each writes one row before anything is sent.

    What is locked takes the manager's `approval` and raises `NotApproved` without a valid one.
    """

    def __init__(
        self,
        *,
        store: Store,
        hub: Hub,
        board: Board,
        links: Links,
        alarm: Alarm,
        clock: Clock,
        part_refunds: PartRefunds,
        recipients: Recipients,
        manager: ManagerLock,
        keys: BoardKeys,
        preferences: Preferences,
        pictures: CasePictures,
        printing: Printing,
        rests: Rests,
        history: History,
        reports: Reports,
        erasure: Erasure,
        shops: AuthorisedShops,
        printer_setup: PrinterSetup,
        log_in: LogInStart | None = None,
    ) -> None:
        self._store, self._hub, self._clock = store, hub, clock
        self.board, self.links, self.alarm, self.shops = board, links, alarm, shops
        self.shop = ShopFront(links=links, clock=clock, rests=rests)
        self.rests, self.history, self.reports, self.erasure = rests, history, reports, erasure
        self.hours, self.connection = HoursChanges(manager=manager), Connection(manager=manager)
        self.screen, self.printing_changed = ScreenWatch(), hub.printing_changed
        self.recall = Recall(store=store, board=board, clock=clock)
        self.part_refunds, self.recipients, self.pictures = part_refunds, recipients, pictures
        self.marks, self.sold_out = board.marks, board.sold_out
        self.manager, self.keys, self.preferences = manager, keys, preferences
        self.log_in = (log_in or LogInStart(NoStart.DEMO)).locked_by(manager)
        self.printing, self.printer_setup = printing, printer_setup
        self.witness = Witness(store=store, board=board, clock=clock)
        draw, shop = printer_setup.ticket, self.shop
        self.disputes = Disputes(store=store, clock=clock, draw=draw, shop=shop)
        self.profile = ProfileChanges(manager=manager, source=pictures.source)

    async def snapshot(self) -> Snapshot:
        cards = tuple(self.board.cards.values())
        return Snapshot(
            cards=cards,
            links=self.links.view,
            shop=self.shop.facts,
            printing=self.printing.view,
            shops=self.shops.view,
        )

    async def accept(self, order_id: OrderId) -> Action | None:
        """Ask Keeta to accept the order; None if its state does not allow it any more."""
        return self._ask(order_id, ActionKind.ACCEPT)

    async def accept_untouched(self, order_id: OrderId) -> Action | None:
        """Accept an order by the program itself; None if anybody has ever touched it."""
        if self._store.actions.latest_of(order_id) is not None:
            return None
        return self._ask(order_id, ActionKind.ACCEPT, by_program=True)

    async def ready(self, order_id: OrderId, *, can_undo: bool = False) -> Action | None:
        """Tell Keeta that everything is prepared; None if the state does not allow it.

        With `can_undo` it is written down at once and sent only when it was not taken back
        within `UNDO_FOR` (docs/decisions/0019).
        """
        not_before = self._clock.now() + UNDO_FOR if can_undo else None
        return self._ask(order_id, ActionKind.READY, not_before=not_before)

    async def take_back(self, order_id: OrderId) -> Action | None:
        """Withdraw what was asked of an order while nothing is sent; None if that is too late."""
        action = self._store.actions.open_of(order_id)
        if action is None or not action.can_be_withdrawn(self._clock.now()):
            return None
        withdrawn = replace(action, state=ActionState.REFUSED, refusal=Refusal.WITHDRAWN)
        with self._store.transaction():
            self._store.actions.save(withdrawn)
        self._hub.order_changed.emit(order_id)
        return withdrawn

    async def cancel(
        self, order_id: OrderId, *, reason: CancelReason, text: str = "", approval: str = ""
    ) -> Action | None:
        """Reject a new order or cancel a running one; reason OTHER needs a text.

        Raises:
            ValueError: reason OTHER without a text; Keeta would refuse it (order/cancel page).
        """
        if reason is CancelReason.OTHER and not text.strip():
            raise ValueError("the reason OTHER needs a text")
        return self._ask(
            order_id,
            ActionKind.CANCEL,
            approval,
            cancel_reason=reason,
            cancel_text=_typed(text),
        )

    async def collect(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that the customer has fetched a pickup order."""
        return self._ask(order_id, ActionKind.COLLECT)

    async def dispatch(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that the shop's own courier has left."""
        return self._ask(order_id, ActionKind.DISPATCH)

    async def deliver(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that the shop's own courier has handed the food over."""
        return self._ask(order_id, ActionKind.DELIVER)

    async def agree_refund(self, order_id: OrderId, *, approval: str = "") -> Action | None:
        """Agree to the open refund request of an order; None if none waits."""
        return self._ask(order_id, ActionKind.AGREE_REFUND, approval)

    async def reject_refund(
        self, order_id: OrderId, *, reason: RejectReason, text: str = ""
    ) -> Action | None:
        """Refuse the open refund request; the customer is shown why and may appeal.

        Raises:
            ValueError: reason OTHER without a text; Keeta would refuse it (order/reject page).
        """
        if reason is RejectReason.OTHER and not text.strip():
            raise ValueError("the reason OTHER needs a text")
        return self._ask(
            order_id,
            ActionKind.REJECT_REFUND,
            reject_reason=reason,
            reject_text=_typed(text),
        )

    async def refund_part(
        self, order_id: OrderId, wanted: PartRefund, *, approval: str = ""
    ) -> Action | None:
        """Give part of the money back, at the amount that `part_refunds.priced` told.

        None if the state does not allow it, or if another refund is still under way or waits for
        a person's word.

        Raises:
            InvalidRefund: nothing chosen, more than is left, or reason OTHER without a text.
        """
        return self._ask(
            order_id,
            ActionKind.REFUND_PART,
            approval,
            part_refund=replace(wanted, text=_typed(wanted.text)),
        )

    async def acknowledge(self, order_id: OrderId) -> Action | None:
        """Write down that the kitchen has seen STOP; None if nobody is asked.

        It is done at once, and Keeta is not told (docs/decisions/0020).
        """
        stored = self._store.orders.get(order_id)
        asked = self._store.actions.of_order(order_id)
        seen = next((each for each in asked if each.kind is ActionKind.ACKNOWLEDGE), None)
        if stored is None or seen is not None:
            return seen
        now = self._clock.now()
        if not asks_to_stop(stored.order, asked, now):
            return None
        seen = Action(
            key=uuid.uuid4().hex,
            order_id=order_id,
            kind=ActionKind.ACKNOWLEDGE,
            state=ActionState.DONE,
            requested_at=now,
            not_after=now,
            base_status=stored.order.status,
        )
        with self._store.transaction():
            self._store.actions.add(seen)
        self._hub.order_changed.emit(order_id)
        return seen

    async def has_pin(self) -> bool:
        """Tell whether the manager has set a PIN."""
        return self.manager.is_set

    async def settle_by_hand(self, key: str, *, was_done: bool) -> Action:
        """Take a person's word, after a look at Keeta's app, for what became of an action.

        Returns the action as it is now: news from Keeta may have settled it meanwhile.

        Raises:
            LookupError: there is no such action.
        """
        action = self._store.actions.get(key)
        if action.state is not ActionState.HUMAN:
            return action
        settled = replace(action, state=ActionState.DONE)
        if not was_done:
            settled = replace(action, state=ActionState.REFUSED, refusal=Refusal.NOT_DONE)
        with self._store.transaction():
            self._store.actions.save(settled)
        self._hub.order_changed.emit(action.order_id)
        return settled

    def _ask(
        self, order_id: OrderId, kind: ActionKind, approval: str = "", **details: Any
    ) -> Action | None:
        """Write down an action; `details` are the members of `Action` that its kind needs.

        Raises:
            NotApproved: only the manager may do it; nothing was written.
        """
        stored = self._store.orders.get(order_id)
        if stored is None:
            return None
        running = self._running(order_id, kind)
        if running is not None:
            wanted = details.get("part_refund")
            is_same = wanted is None or _says_the_same(wanted, running.part_refund)
            return running if running.kind is kind and is_same else None
        cases = self._store.refunds.of_order(order_id)
        if not is_allowed(kind, stored.order, cases):
            return None
        action = self._new_action(stored.order, kind, cases, details)
        if kind in _LOCKED:
            action = self._approved(action, stored.order, cases, approval)
        with self._store.transaction():
            self._store.actions.add(action)
            if not action.by_program:
                self.marks.note_touch(stored.order)
        self._hub.order_changed.emit(order_id)
        self._hub.action_added.emit(action.key)
        return action

    def _running(self, order_id: OrderId, kind: ActionKind) -> Action | None:
        """Return the action that stands in the way: one under way, or an unresolved refund."""
        for action in self._store.actions.unsettled_of(order_id):
            if action.state.is_open or action.kind is kind:
                return action
        return None

    def _approved(
        self, action: Action, order: Order, cases: Sequence[RefundCase], approval: str
    ) -> Action:
        """Return a locked action with who stands up for it."""
        amount = amount_of(action, order, cases)
        matter = Matter(deed=_LOCKED[action.kind], order_id=order.order_id, amount=amount)
        earlier = self._store.actions.of_order(order.order_id)
        given = given_back(earlier, order, cases, amount.currency if amount else "")
        return replace(action, approver=self.manager.approver(matter, approval, given=given))

    def _new_action(
        self, order: Order, kind: ActionKind, cases: Sequence[RefundCase], details: dict[str, Any]
    ) -> Action:
        """Return a new action, with the case that it is about.

        Raises:
            InvalidRefund: a partial refund that must not be sent.
        """
        now = self._clock.now()
        limit = now + ACTION_LIFE
        if kind is ActionKind.ACCEPT:
            limit = max(self.links.to_our_time(order.accept_by), now + LATE_ACCEPT_GRACE)
        case = waiting_case(cases) if kind in REFUND_ANSWERS else None
        if case is not None and case.answer_by is not None:
            limit = max(self.links.to_our_time(case.answer_by), now + LATE_ACCEPT_GRACE)
            details["case_id"] = case.case_id
        if kind is ActionKind.REFUND_PART:
            wanted: PartRefund = details["part_refund"]
            check_refund(wanted, order, cases)
            known = tuple(case.case_id for case in cases)
            asked_at = self.links.to_platform_time(now)
            details["part_refund"] = replace(wanted, known_cases=known, asked_at=asked_at)
        return Action(
            key=uuid.uuid4().hex,
            order_id=order.order_id,
            kind=kind,
            state=ActionState.PENDING,
            requested_at=now,
            not_after=limit,
            base_status=order.status,
            **details,
        )


def amount_of(action: Action, order: Order, cases: Sequence[RefundCase]) -> Money | None:
    """Return what an action gives back, None if nobody knows."""
    match action.kind:
        case ActionKind.CANCEL:
            return order.paid
        case ActionKind.REFUND_PART:
            return action.part_refund.amount if action.part_refund else None
    return next((case.amount for case in cases if case.case_id == action.case_id), None)


def given_back(
    actions: Sequence[Action], order: Order, cases: Sequence[RefundCase], currency: str
) -> Decimal:
    """Return what the shop has given back of an order by itself, in major units."""
    amounts = (
        amount_of(action, order, cases)
        for action in actions
        if action.kind in _LOCKED and action.state is not ActionState.REFUSED
    )
    return sum((each.amount for each in amounts if each and each.currency == currency), Decimal())


def _says_the_same(wanted: PartRefund, running: PartRefund | None) -> bool:
    return running is not None and wanted == replace(
        running, known_cases=wanted.known_cases, asked_at=wanted.asked_at
    )


def _typed(text: str) -> str:
    """Return what a person typed as it is sent and kept."""
    return without_card_numbers(text.strip())
