"""What people can do: the facade that the screen calls, on the core thread."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import (
    REFUND_ANSWERS,
    Action,
    ActionKind,
    ActionState,
    CancelReason,
    RejectReason,
    is_allowed,
)
from kitchen_app.domain.deadlines import ACTION_LIFE, LATE_ACCEPT_GRACE
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.domain.refunds import RefundCase, waiting_case
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links, LinksView
from kitchen_app.services.ports import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything a screen needs when it opens."""

    cards: tuple[CardView, ...]
    links: LinksView


class Kitchen:
    """One method for each thing a person can ask; each writes one row before anything is sent."""

    def __init__(self, *, store: Store, hub: Hub, board: Board, links: Links, clock: Clock) -> None:
        self._store = store
        self._hub = hub
        self._clock = clock
        self.board = board
        self.links = links

    async def snapshot(self) -> Snapshot:
        return Snapshot(cards=tuple(self.board.cards.values()), links=self.links.view)

    async def accept(self, order_id: OrderId) -> Action | None:
        """Ask Keeta to accept the order; None if its state does not allow it any more."""
        return self._ask(order_id, ActionKind.ACCEPT)

    async def ready(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that everything is prepared; None if the state does not allow it."""
        return self._ask(order_id, ActionKind.READY)

    async def cancel(
        self, order_id: OrderId, *, reason: CancelReason, text: str = ""
    ) -> Action | None:
        """Reject a new order or cancel a running one; reason OTHER needs a text.

        Raises:
            ValueError: reason OTHER without a text; Keeta would refuse it (order/cancel page).
        """
        if reason is CancelReason.OTHER and not text.strip():
            raise ValueError("the reason OTHER needs a text")
        return self._ask(order_id, ActionKind.CANCEL, reason=reason, text=text.strip())

    async def collect(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that the customer has fetched a pickup order."""
        return self._ask(order_id, ActionKind.COLLECT)

    async def dispatch(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that the shop's own courier has left."""
        return self._ask(order_id, ActionKind.DISPATCH)

    async def deliver(self, order_id: OrderId) -> Action | None:
        """Tell Keeta that the shop's own courier has handed the food over."""
        return self._ask(order_id, ActionKind.DELIVER)

    async def agree_refund(self, order_id: OrderId) -> Action | None:
        """Agree to the open refund request of an order; None if none waits."""
        return self._ask(order_id, ActionKind.AGREE_REFUND)

    async def reject_refund(
        self, order_id: OrderId, *, reason: RejectReason, text: str = ""
    ) -> Action | None:
        """Refuse the open refund request; the customer is shown why and may appeal.

        Raises:
            ValueError: reason OTHER without a text; Keeta would refuse it (order/reject page).
        """
        if reason is RejectReason.OTHER and not text.strip():
            raise ValueError("the reason OTHER needs a text")
        return self._ask(order_id, ActionKind.REJECT_REFUND, answer=(reason, text.strip()))

    def _ask(
        self,
        order_id: OrderId,
        kind: ActionKind,
        *,
        reason: CancelReason | None = None,
        text: str = "",
        answer: tuple[RejectReason, str] | None = None,
    ) -> Action | None:
        stored = self._store.orders.get(order_id)
        if stored is None:
            return None
        running = self._store.actions.open_of(order_id)
        if running is not None:
            return running if running.kind is kind else None
        cases = self._store.refunds.of_order(order_id)
        if not is_allowed(kind, stored.order, cases):
            return None
        action = self._new_action(stored.order, kind, reason, text)
        if kind in REFUND_ANSWERS:
            action = self._about_case(action, cases, answer)
        with self._store.transaction():
            self._store.actions.add(action)
        self._hub.order_changed.emit(order_id)
        self._hub.action_added.emit(action.key)
        return action

    def _about_case(
        self,
        action: Action,
        cases: Sequence[RefundCase],
        answer: tuple[RejectReason, str] | None,
    ) -> Action:
        """Return the action as the answer to the case that waits, good until its deadline."""
        case = waiting_case(cases)
        if case is None or case.answer_by is None:
            raise LookupError("no refund case waits")
        limit = self.links.to_our_time(case.answer_by)
        reason, text = answer or (None, "")
        return replace(
            action,
            case_id=case.case_id,
            not_after=max(limit, action.requested_at + LATE_ACCEPT_GRACE),
            reject_reason=reason,
            reject_text=text,
        )

    def _new_action(
        self, order: Order, kind: ActionKind, reason: CancelReason | None, text: str
    ) -> Action:
        now = self._clock.now()
        not_after = now + ACTION_LIFE
        if kind is ActionKind.ACCEPT:
            deadline = self.links.to_our_time(order.accept_by)
            not_after = max(deadline, now + LATE_ACCEPT_GRACE)
        return Action(
            key=uuid.uuid4().hex,
            order_id=order.order_id,
            kind=kind,
            state=ActionState.PENDING,
            requested_at=now,
            not_after=not_after,
            cancel_reason=reason,
            cancel_text=text,
        )
