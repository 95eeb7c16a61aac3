"""The board: four lanes in the order of work."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.advice import Advice
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.grades import in_sequence
from kitchen_app.ui.board.lane import LaneView
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.press_watch import PressWatch

SHOWN_AT_FIRST = {Lane.NEW: 40, Lane.PREPARING: 40, Lane.READY: 40, Lane.GONE: 20}
"""How many orders of a lane get a card before somebody asks for more; the rest are counted."""

CARDS_A_TURN = 8
_LONGEST_PRESS_S = 3.0


class BoardView(QWidget):
    """Keeps one card for each order and moves it, never rebuilds it.

    While something is pressed nothing on the board moves: what arrives is shown on release.

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

    def __init__(
        self, theme: Theme, clock: UiClock, presses: PressWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self._theme = theme
        self._clock = clock
        self._presses = presses
        self._views: dict[str, CardView] = {}
        self._cards: dict[str, OrderCard] = {}
        self._lit: frozenset[str] = frozenset()
        self._is_stale = False
        self._pressed_at: datetime | None = None
        self._limits = dict(SHOWN_AT_FIRST)
        self.advice = Advice()
        self.lanes = {lane: LaneView(theme, lane, self) for lane in Lane}
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.setInterval(0)
        self._next_turn.timeout.connect(self._catch_up)
        self._build_ui()
        clock.ticked.connect(self._tick)
        presses.released.connect(self._catch_up)

    def _build_ui(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        gap = self._theme.px("gap")
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, self._theme.px("unit"), gap, self._theme.px("unit"))
        row.setSpacing(gap)
        for lane in self.lanes.values():
            lane.setMinimumWidth(self._theme.px("card_min"))
            lane.setMaximumWidth(self._theme.px("card_max"))
            row.addWidget(lane, 1)
            lane.more_requested.connect(self._show_more)
        self.lanes[Lane.NEW].room_changed.connect(self._share_room)

    @property
    def cards(self) -> dict[str, OrderCard]:
        return self._cards

    @property
    def views(self) -> Mapping[str, CardView]:
        """The state of every order, also of those without a card."""
        return self._views

    @Slot(object)
    def show_changes(self, changed: tuple[CardView, ...]) -> None:
        """Take new states of cards; those of other orders stay as they are."""
        for view in changed:
            self._views[view.order_id] = view
        self._refresh()

    @Slot(str)
    def remove(self, order_id: str) -> None:
        self._views.pop(order_id, None)
        self._refresh()

    def focus_new(self, position: int) -> None:
        """Put the keyboard on the Accept of the n-th new card (0 is the first)."""
        cards = self.lanes[Lane.NEW].cards
        if position < len(cards):
            self.bring_forward(cards[position].card.order_id)

    @Slot(str)
    def bring_forward(self, order_id: str) -> None:
        """Let a card be seen, with the keyboard on what it calls for."""
        view = self._views.get(order_id)
        if view is None:
            return
        while order_id not in self._cards and self._rest_of(view.lane) > 0:
            self._show_more(view.lane)
        card = self._cards.get(order_id)
        if card is not None:
            self.lanes[view.lane].scroll_area.ensureWidgetVisible(card)
            step = card.foot.step_button
            target = step if step.isVisible() else card
            target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def light(self, order_ids: frozenset[str]) -> None:
        """Let the cards of these orders stand out, and no others."""
        self._lit = order_ids
        for order_id, card in self._cards.items():
            set_state(card, "lit", "yes" if order_id in order_ids else "")

    def undo_latest(self) -> None:
        """Take back what was touched last, if it is not sent yet."""
        undoable = [
            (view.pending.undo_until, view.order_id)
            for view in self._views.values()
            if view.pending is not None and view.pending.undo_until is not None
        ]
        if undoable:
            self.undo_requested.emit(max(undoable)[1])

    def _rest_of(self, lane: Lane) -> int:
        """Return how many orders of a lane have no card because of its limit."""
        return sum(view.lane is lane for view in self._views.values()) - self._limits[lane]

    def _refresh(self) -> None:
        if self._presses.is_down:
            self._is_stale = True
            return
        is_filling = self._is_stale or not self._cards
        self._is_stale = False
        now = self._clock.now()
        fresh = set() if is_filling else self._views.keys() - self._cards.keys()
        shown: set[str] = set()
        for lane in Lane:
            views = in_sequence(lane, [v for v in self._views.values() if v.lane is lane])
            seen = views[: self._limits[lane]]
            shown.update(view.order_id for view in seen)
            cards = self._cards_for(seen, now)
            self.lanes[lane].show_cards(cards, views=views, fresh=fresh)
        self._drop(self._cards.keys() - shown)
        self.advice.show(self.lanes[Lane.NEW].cards, self._views.values(), now)
        if self._is_stale:
            self._next_turn.start()

    def _cards_for(self, views: list[CardView], now: datetime) -> list[OrderCard]:
        """Return the cards of a lane; of many new ones the most urgent now, the rest next turn.

        A card takes some milliseconds to make, and touches must get through in between.
        """
        missing = [view.order_id for view in views if view.order_id not in self._cards]
        later = set(missing[CARDS_A_TURN:])
        self._is_stale = self._is_stale or bool(later)
        return [self._card_for(view, now) for view in views if view.order_id not in later]

    def _card_for(self, view: CardView, now: datetime) -> OrderCard:
        card = self._cards.get(view.order_id)
        if card is not None:
            card.show_card(view, now)
            return card
        card = OrderCard(self._theme, view, now, self)
        card.allow_room(self.lanes[Lane.NEW].room())
        set_state(card, "lit", "yes" if view.order_id in self._lit else "")
        card.step_requested.connect(self.step_requested)
        card.undo_requested.connect(self.undo_requested)
        card.answer_requested.connect(self.answer_requested)
        card.cancel_requested.connect(self.cancel_requested)
        card.details_requested.connect(self.details_requested)
        card.strike_requested.connect(self.strike_requested)
        card.look_requested.connect(self.look_requested)
        self._cards[view.order_id] = card
        return card

    @Slot(object)
    def _show_more(self, lane: Lane) -> None:
        self._limits[lane] += SHOWN_AT_FIRST[lane]
        self._is_stale = True
        self._refresh()

    def _drop(self, order_ids: Iterable[str]) -> None:
        for order_id in tuple(order_ids):
            card = self._cards.pop(order_id)
            card.hide()
            card.setParent(None)
            card.deleteLater()

    @Slot()
    def _share_room(self) -> None:
        room = self.lanes[Lane.NEW].room()
        for card in self._cards.values():
            card.allow_room(room)

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        for lane in self.lanes.values():
            lane.tick(now)
        self.advice.tick(self.lanes[Lane.NEW].cards, self._views.values(), now)
        self._end_lost_press(now)

    def _end_lost_press(self, now: datetime) -> None:
        """Stop waiting for a release that got lost: new orders must be seen."""
        if not self._presses.is_down:
            self._pressed_at = None
        elif self._pressed_at is None:
            self._pressed_at = now
        elif (now - self._pressed_at).total_seconds() > _LONGEST_PRESS_S:
            self._presses.let_go()

    @Slot()
    def _catch_up(self) -> None:
        if self._is_stale:
            self._refresh()
