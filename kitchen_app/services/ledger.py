"""The one place where an event changes an order: decide, one transaction, then the hub."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.black_box import REFUND
from kitchen_app.domain.effects import Entry, ReadOrder
from kitchen_app.domain.events import (
    Event,
    Hinted,
    OrderEvent,
    ReadBack,
    RefundTold,
    order_id_of,
)
from kitchen_app.domain.machine import decide
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.outlook import REFUND_ANSWERS, Outlook, outlook
from kitchen_app.domain.refunds import (
    RefundCase,
    RefundKind,
    RefundState,
    merge_news,
    same_cases,
    without_question,
)
from kitchen_app.domain.routing import PrintPlan
from kitchen_app.services.errors import NotStored
from kitchen_app.services.hub import Hub
from kitchen_app.services.ports import Store
from kitchen_app.services.print_desk import PrintDesk

_REFUND_EVENTS = {RefundKind.FULL: 1005, RefundKind.PARTIAL: 1007}


def _nothing() -> None:
    """Commit nothing besides the events."""


class Ledger:
    """Applies events. What is announced is committed; what is not committed is not announced."""

    def __init__(
        self, store: Store, hub: Hub, clock: Clock, *, desk: PrintDesk | None = None
    ) -> None:
        self._store = store
        self._hub = hub
        self._clock = clock
        self._desk = desk or PrintDesk(store, clock, PrintPlan())

    def record(
        self,
        events: Sequence[Event],
        *,
        together_with: Callable[[], None] = _nothing,
        about: OrderId | None = None,
    ) -> None:
        """Apply events in order, in one transaction with `together_with`, then announce.

        `about` is an order that `together_with` changes, whatever the events make of it.
        """
        changed: dict[OrderId, None] = {} if about is None else {about: None}
        effects: list[ReadOrder] = []
        try:
            with self._store.transaction():
                for event in events:
                    effects.extend(self._apply(event, changed))
                together_with()
                printed = [each for each in changed if self._desk.write(each)]
        except NotStored:
            self._tell_unstored(events)
            raise
        for order_id in changed:
            self._hub.order_changed.emit(order_id)
        for order_id in printed:
            self._hub.prints_added.emit(order_id)
        for effect in effects:
            self._hub.read_wanted.emit(effect)

    def _tell_unstored(self, events: Sequence[Event]) -> None:
        """Let what Keeta says now be heard all the same: an inbox keeps the rest, no read."""
        for event in events:
            if isinstance(event, ReadBack):
                self._hub.event_not_stored.emit(event)

    def settle(self, action: Action) -> None:
        """Commit a new state of an action, then announce its order."""
        self.record(
            (), together_with=lambda: self._store.actions.save(action), about=action.order_id
        )

    def note_look(self, order_id: OrderId) -> None:
        """Write down that Keeta will not show an order, so that it is not asked on and on."""
        with self._store.transaction():
            self._store.orders.looked_at(order_id, self._clock.now())

    def _apply(self, event: Event, changed: dict[OrderId, None]) -> tuple[ReadOrder, ...]:
        if isinstance(event, RefundTold):
            return self._apply_refund(event, changed)
        effects = self._apply_to_order(event, changed)
        if isinstance(event, ReadBack):
            self._take_shown(event, changed)
        return effects

    def _take_shown(self, event: ReadBack, changed: dict[OrderId, None]) -> None:
        """Take the cases that a read shows, as if they were told: nothing more is read for them."""
        stored = self._store.refunds.of_order(event.order.order_id)
        for known, shown in same_cases(stored, event.cases):
            news = replace(shown, case_id=known.case_id) if known else shown
            case = merge_news(known, news)
            if case != known:
                self._keep_case(case, changed)

    def _apply_refund(
        self, event: RefundTold, changed: dict[OrderId, None]
    ) -> tuple[ReadOrder, ...]:
        """Take news of a refund; the order is read, for what is left of it and for its end."""
        order_id = event.case.order_id
        stored = self._store.refunds.of_order(order_id)
        ((known, _),) = same_cases(stored, (event.case,))
        case = merge_news(known, event.case)
        if known is not None and known.case_id != event.case.case_id:
            self._store.refunds.delete(known.case_id)  # the events' id is the one that stays
            case = replace(case, case_id=event.case.case_id)
        if case == known:
            return ()
        hint = Hinted(order_id=order_id, shop_id=event.shop_id, event_id=_REFUND_EVENTS[case.kind])
        effects = self._apply_to_order(hint, changed)
        self._keep_case(case, changed)
        return effects

    def _keep_case(self, case: RefundCase, changed: dict[OrderId, None]) -> None:
        stored = self._store.orders.get(case.order_id)
        if stored is not None and stored.order.status is Status.CANCELLED:
            case = without_question(case)
        self._store.refunds.save(case)
        if stored is not None:
            self._settle_open_action(stored.order)
        entry = Entry(at=case.told_at, kind=REFUND, detail=f"{case.kind} {case.state}")
        self._store.orders.add_entries(case.order_id, (entry,))
        changed[case.order_id] = None

    def _apply_to_order(
        self, event: OrderEvent, changed: dict[OrderId, None]
    ) -> tuple[ReadOrder, ...]:
        order_id = order_id_of(event)
        stored = self._store.orders.get(order_id)
        before = stored.order if stored else None
        now = self._clock.now()
        decision = decide(before, event, now)
        if decision.order is not None and decision.order != before:
            self._store.orders.save(decision.order, now)
            changed[order_id] = None
        if isinstance(event, ReadBack) and event.order.status is Status.COMPLETED:
            self._store.orders.looked_at(order_id, now)
        if decision.order is not None and decision.order.status is Status.CANCELLED:
            self._close_cases(order_id, changed)
        if decision.entries:
            self._store.orders.add_entries(order_id, decision.entries)
        if decision.order is not None and self._settle_open_action(decision.order):
            changed[order_id] = None
        return decision.effects

    def _close_cases(self, order_id: OrderId, changed: dict[OrderId, None]) -> None:
        """Let nobody answer a request about a cancelled order: all its money goes back."""
        for case in self._store.refunds.of_order(order_id):
            closed = without_question(case)
            if closed != case:
                self._store.refunds.save(closed)
                changed[order_id] = None

    def _settle_open_action(self, order: Order) -> bool:
        """Settle what the order, or its refund cases, say is done; return whether anything was."""
        cases = self._store.refunds.of_order(order.order_id)
        has_settled = False
        for action in self._store.actions.unsettled_of(order.order_id):
            if action.state is ActionState.SENDING:
                continue  # its answer is on the way and will settle it
            settled = settled_by(order, action, cases)
            if settled is not None:
                self._store.actions.save(settled)
                self._note_rejected(settled, cases)
                has_settled = True
        return has_settled

    def _note_rejected(self, action: Action, cases: Sequence[RefundCase]) -> None:
        """Call a case rejected whose end nobody documents, once it is our own rejection."""
        if action.kind is not ActionKind.REJECT_REFUND or action.state is not ActionState.DONE:
            return
        for case in cases:
            if case.case_id == action.case_id and case.state is RefundState.CLOSED:
                self._store.refunds.save(replace(case, state=RefundState.REJECTED))


def settled_by(order: Order, action: Action, cases: Sequence[RefundCase]) -> Action | None:
    """Return the action as its order or refund cases settle it, or None if it is to be done.

    What waits for a person's word is settled by proof only: that an order has ended since does
    not tell whether money was given back.
    """
    match outlook(action, order, cases):
        case Outlook.REACHED:
            return replace(action, state=ActionState.DONE, refusal=None, detail="")
        case Outlook.IMPOSSIBLE if action.state is ActionState.HUMAN:
            return None
        case Outlook.IMPOSSIBLE:
            return refused(action, refusal_by(order, action))
        case Outlook.OPEN:
            return None
        case never:
            assert_never(never)


def refusal_by(order: Order, action: Action) -> Refusal:
    """Return why nothing can be done any more."""
    if action.kind in REFUND_ANSWERS:
        return Refusal.ANSWERED_OTHERWISE
    if order.status is Status.CANCELLED:
        return Refusal.ORDER_CANCELLED
    is_money = action.part_refund is not None  # the whole was given back
    return Refusal.ANSWERED_OTHERWISE if is_money else Refusal.ORDER_FINISHED


def refused(action: Action, why: Refusal, detail: str = "") -> Action:
    """Return the action as come to nothing."""
    return replace(action, state=ActionState.REFUSED, refusal=why, detail=detail)
