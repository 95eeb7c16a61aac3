"""The board as a read model: one frozen view for each card."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.actions import Action, ActionKind, ActionState, Refusal
from kitchen_app.domain.cooking_times import Usual
from kitchen_app.domain.deadlines import ANSWER_TO_TOUCH, BOARD_MEMORY, UNSTORED_SHOWN_FOR
from kitchen_app.domain.marks import NO_MARKS, LineKey, MarksView
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.outlook import REFUND_ANSWERS, Outlook, is_allowed, next_step, outlook
from kitchen_app.domain.part_refund import PartRefund
from kitchen_app.domain.projection import Lane, asks_to_stop, is_on_board, lane_of
from kitchen_app.domain.refunds import RefundCase, waiting_case
from kitchen_app.domain.shop_marks import ShopMark
from kitchen_app.services.absences import Absences
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.services.marks import Marks
from kitchen_app.services.ports import Store, StoredOrder
from kitchen_app.services.shop_marks import ShopMarks
from kitchen_app.services.sold_out import SoldOut


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingView:
    """An action whose outcome Keeta has not told yet. Until `undo_until` it can be taken back."""

    kind: ActionKind
    state: ActionState
    since: datetime
    undo_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """The last action, if it came to nothing. `detail` is Keeta's own text, shown as it is."""

    kind: ActionKind
    refusal: Refusal
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A partial refund whose outcome nobody knows: a person must look at Keeta's app and say.

    `key` is for `Kitchen.settle_by_hand`.
    """

    key: str
    wanted: PartRefund
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """Everything a card shows. All times are UTC in *our* clock.

    `accept_by` is None unless the order still waits for acceptance; `quiet_until` is when the
    alarm may sound for it again after a touch (None: sounds now, if it waits); `actions` are
    those a person may start now. What is not stored is shown from memory, and asks for nothing:
    see `services.unstored`. `meanwhile` is what happened behind our back and nobody has seen yet;
    `usual` is how long such an order takes here, once enough was learned; `shop` is whose order it
    is, None while a single shop is served.
    """

    order: Order
    lane: Lane
    accept_by: datetime | None
    quiet_until: datetime | None
    actions: frozenset[ActionKind]
    pending: PendingView | None
    failure: FailureView | None
    refunds: tuple[RefundCase, ...] = ()
    question: QuestionView | None = None
    is_stored: bool = True
    accepted_by_program: bool = False
    marks: MarksView = NO_MARKS
    sold_out: frozenset[LineKey] = frozenset()
    meanwhile: Meanwhile | None = None
    usual: Usual | None = None
    shop: ShopMark | None = None

    @property
    def order_id(self) -> OrderId:
        return self.order.order_id

    @property
    def is_stop(self) -> bool:
        """Tell whether somebody must still say that the kitchen has stopped."""
        return ActionKind.ACKNOWLEDGE in self.actions

    @property
    def can_strike(self) -> bool:
        """Tell whether lines may be struck off: somebody works on the order."""
        is_at_work = self.lane in (Lane.PREPARING, Lane.READY)
        return is_at_work and self.order.status is not Status.CANCELLED

    @property
    def next_step(self) -> ActionKind | None:
        """The one thing that work on the order calls for now."""
        return next_step(self.order, self.actions)


_KEETA_MOMENTS = (
    "placed_at",
    "accept_by",
    "ready_by",
    "expected_at",
    "accepted_at",
    "ready_at",
    "dispatched_at",
    "completed_at",
)


def _nothing_learned(_order: Order) -> None:
    """Know of no order how long it takes."""


class Board:
    """Holds the card of every open and every lately finished order.

    Signals:
        card_changed: a card is new or looks different.
        card_removed: an order left the board.
    """

    def __init__(
        self,
        store: Store,
        hub: Hub,
        links: Links,
        clock: Clock,
        *,
        usual: Callable[[Order], Usual | None] = _nothing_learned,
    ) -> None:
        self._store = store
        self._usual = usual
        self._links = links
        self._clock = clock
        self._cards: dict[OrderId, CardView] = {}
        self._changed_at: dict[OrderId, datetime] = {}
        self._unstored: dict[OrderId, Order] = {}
        self._offset = links.view.clock_offset
        self.card_changed: Signal[CardView] = Signal()
        self.card_removed: Signal[OrderId] = Signal()
        self.marks = Marks(store, clock)
        self.marks.changed.connect(self._show_again)
        self.sold_out = SoldOut(store, clock)
        self.sold_out.changed.connect(self._show_all_new)
        self.shop_marks = ShopMarks()
        self.shop_marks.changed.connect(self._show_all_again)
        self.absences = Absences(links, clock)
        self.absences.changed.connect(self._show_all_again)
        self.marks.touched.connect(self.absences.seen)
        hub.order_changed.connect(self.refresh)
        for kept in (self.marks, self.absences):
            hub.order_deleted.connect(kept.forget)

    @property
    def cards(self) -> Mapping[OrderId, CardView]:
        return self._cards

    @property
    def unstored(self) -> Mapping[OrderId, Order]:
        """The orders that are shown and not stored, with their moments in Keeta's clock."""
        return self._unstored

    def load(self) -> None:
        """Read the board from the store; call once at start."""
        since = self._clock.now() - BOARD_MEMORY
        kept = self._store.orders.open_or_changed_since(since)
        if kept:
            self.absences.ran_before()
        for stored in kept:
            self._show(stored)
        for order_id in self._store.refunds.orders_waiting():
            self.refresh(order_id)
        for order_id in self._store.actions.orders_asking():
            self.refresh(order_id)

    def refresh(self, order_id: OrderId) -> None:
        """Make the card of one order anew."""
        stored = self._store.orders.get(order_id)
        if stored is not None:
            self._unstored.pop(order_id, None)
            self._show(stored)

    def show_unstored(self, order: Order) -> None:
        """Make a card of an order that the disk did not take, until `refresh` finds it stored."""
        self._unstored[order.order_id] = order
        marks = self.marks.view_of(order)
        order = self._in_our_time(order)
        card = CardView(
            order=order,
            lane=lane_of(order),
            accept_by=_accept_by(order),
            quiet_until=None,
            actions=frozenset(),
            pending=None,
            failure=None,
            is_stored=False,
            marks=marks,
            sold_out=self.sold_out.lines_of(order),
            shop=self.shop_marks.of(order),
        )
        self._changed_at.setdefault(order.order_id, self._clock.now())
        self._put(card)

    def drop_unstored(self, order_id: OrderId) -> None:
        """Take a card away that was never stored."""
        if self._unstored.pop(order_id, None) is not None:
            self._remove(order_id)

    def recheck(self) -> None:
        """Move the cards whose lane or deadline changed because time, or the offset, did."""
        now = self._clock.now()
        has_moved = self._offset != self._links.view.clock_offset
        self._offset = self._links.view.clock_offset
        for order_id, card in tuple(self._cards.items()):
            changed_at = self._changed_at[order_id]
            is_asked = waiting_case(card.refunds) is not None or card.question is not None
            if not is_asked and not is_on_board(card.order, changed_at=changed_at, now=now):
                self._unstored.pop(order_id, None)
                self._remove(order_id)
            elif _is_given_up(card, now):
                self.drop_unstored(order_id)
            elif has_moved or (card.is_stop and not asks_to_stop(card.order, (), now)):
                self._show_again(order_id)

    def _show_again(self, order_id: OrderId) -> None:
        unstored = self._unstored.get(order_id)
        if unstored is not None:
            self.show_unstored(unstored)
        elif order_id in self._cards:  # not one that was found by its number only
            self.refresh(order_id)

    def _show_all_new(self, _: str) -> None:
        """Show again what somebody must still decide about."""
        for order_id, card in tuple(self._cards.items()):
            if card.lane is Lane.NEW:
                self._show_again(order_id)

    def _show_all_again(self, _: object) -> None:
        for order_id in tuple(self._cards):
            self._show_again(order_id)

    def _remove(self, order_id: OrderId) -> None:
        del self._cards[order_id]
        del self._changed_at[order_id]
        self.card_removed.emit(order_id)

    def _in_our_time(self, order: Order) -> Order:
        """Return the order with its moments of Keeta's clock turned into ours."""
        offset = self._links.view.clock_offset
        if not offset:
            return order
        rider = order.rider and replace(order.rider, at=order.rider.at - offset)
        moments = {
            name: moment - offset
            for name in _KEETA_MOMENTS
            if (moment := getattr(order, name)) is not None
        }
        return replace(order, rider=rider, **moments)

    def _show(self, stored: StoredOrder) -> None:
        self._changed_at[stored.order.order_id] = stored.changed_at
        self._put(self.card_of(stored.order))

    def _put(self, card: CardView) -> None:
        if self._cards.get(card.order_id) != card:
            self._cards[card.order_id] = card
            self.card_changed.emit(card)

    def card_of(self, order: Order) -> CardView:
        """Return how a stored order looks now, whether or not it is on the board."""
        now = self._clock.now()
        marks = self.marks.view_of(order)
        order = self._in_our_time(order)
        refunds = self._cases(order.order_id)
        asked = self._store.actions.of_order(order.order_id)
        latest = asked[-1] if asked else None
        open_action = latest if latest and latest.state.is_open else None
        question = self._question(order.order_id)
        is_stop = asks_to_stop(order, asked, now)
        actions = _startable(order, open_action, refunds, question)
        return CardView(
            order=order,
            lane=lane_of(order, is_stop=is_stop),
            accept_by=_accept_by(order),
            quiet_until=open_action.requested_at + ANSWER_TO_TOUCH if open_action else None,
            actions=actions | {ActionKind.ACKNOWLEDGE} if is_stop else actions,
            pending=_pending(open_action, now),
            failure=_failure(latest, order, refunds),
            refunds=refunds,
            question=question,
            accepted_by_program=any(map(_was_accepted_by_program, asked)),
            marks=marks,
            sold_out=self.sold_out.lines_of(order),
            meanwhile=self.absences.of(order),
            usual=self._usual(order),
            shop=self.shop_marks.of(order),
        )

    def _cases(self, order_id: OrderId) -> tuple[RefundCase, ...]:
        """Return the cases of an order with their moments in our clock."""
        offset = self._links.view.clock_offset
        cases = self._store.refunds.of_order(order_id)
        return tuple(
            replace(case, opened_at=case.opened_at - offset, told_at=case.told_at - offset)
            for case in cases
        )

    def _question(self, order_id: OrderId) -> QuestionView | None:
        for action in self._store.actions.unsettled_of(order_id):
            if action.state is ActionState.HUMAN and action.part_refund is not None:
                return QuestionView(
                    key=action.key, wanted=action.part_refund, since=action.requested_at
                )
        return None


def _was_accepted_by_program(action: Action) -> bool:
    return action.by_program and action.state is ActionState.DONE


def _accept_by(order: Order) -> datetime | None:
    return order.accept_by if order.status is Status.NEW else None


def _is_given_up(card: CardView, now: datetime) -> bool:
    """Tell whether nobody need look at a card any more that was never stored nor accepted."""
    limit = card.accept_by
    return not card.is_stored and limit is not None and now - limit > UNSTORED_SHOWN_FOR


def _startable(
    order: Order,
    open_action: Action | None,
    refunds: tuple[RefundCase, ...],
    question: QuestionView | None,
) -> frozenset[ActionKind]:
    if open_action:
        return frozenset()
    allowed = frozenset(kind for kind in ActionKind if is_allowed(kind, order, refunds))
    return allowed - {ActionKind.REFUND_PART} if question else allowed


def _pending(action: Action | None, now: datetime) -> PendingView | None:
    if action is None:
        return None
    return PendingView(
        kind=action.kind,
        state=action.state,
        since=action.requested_at,
        undo_until=action.not_before if action.can_be_withdrawn(now) else None,
    )


def _failure(
    action: Action | None, order: Order, refunds: tuple[RefundCase, ...]
) -> FailureView | None:
    """Return the failure worth a cook's attention: one that was not overtaken by events."""
    if action is None or action.refusal is None or action.state.is_open:
        return None
    if action.refusal is Refusal.WITHDRAWN:
        return None
    is_money = action.kind in REFUND_ANSWERS or action.part_refund is not None
    overtaken = (Outlook.REACHED,) if is_money else (Outlook.REACHED, Outlook.IMPOSSIBLE)
    if outlook(action, order, refunds) in overtaken:
        return None
    return FailureView(
        kind=action.kind, refusal=action.refusal, detail=action.detail, at=action.requested_at
    )
