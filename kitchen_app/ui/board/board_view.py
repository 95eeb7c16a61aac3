"""The board: four lanes in the order of work."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.services.settings import Arrangement
from kitchen_app.ui.board.advice import Advice
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_pool import CardPool
from kitchen_app.ui.board.grades import in_sequence
from kitchen_app.ui.board.lane import LaneView
from kitchen_app.ui.board.lane_tabs import LaneTabs
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch

_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which PySide does not name
_LONGEST_PRESS_S = 3.0


class BoardView(QWidget):
    """Shows every order in the lane of its state; a card moves along with its order.

    While something is pressed nothing on the board moves: what arrives is shown on release.

    What people ask on its cards is told by the `pool` that they come from.

    Signals:
        seen: ids of orders that have come on a screen that can be looked at, each once.
    """

    seen = Signal(object)

    def __init__(
        self, theme: Theme, clock: UiClock, presses: PressWatch, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self._theme = theme
        self._clock = clock
        self._presses = presses
        self._views: dict[str, CardView] = {}
        self._shown: set[str] = set()
        self._seen: set[str] = set()
        self._chained: list[QWidget] = []
        self._is_stale = False
        self._pressed_at: datetime | None = None
        self.advice = Advice()
        self.pool = CardPool(theme, self)
        self.lanes = {lane: LaneView(theme, lane, self.pool, self) for lane in Lane}
        self.tabs = LaneTabs(theme, self)
        self._open = Lane.NEW
        self._build_ui()
        clock.ticked.connect(self._tick)
        presses.released.connect(self._catch_up)

    def _build_ui(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        gap, unit = self._theme.px("gap"), self._theme.px("unit")
        row = QHBoxLayout()
        row.setSpacing(gap)
        for lane in self.lanes.values():
            lane.setMinimumWidth(self._theme.px("card_min"))
            row.addWidget(lane, 1)
            lane.column.placed.connect(self._chain_tabs)
            lane.room_changed.connect(self._share_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(gap, unit, gap, unit)
        column.setSpacing(unit)
        column.addWidget(self.tabs)
        column.addLayout(row, 1)
        self.tabs.chosen.connect(self._open_lane)
        self._open_lane(Lane.NEW)

    @property
    def cards(self) -> Mapping[str, OrderCard]:
        """The cards of the orders in sight and near it."""
        return self.pool.in_use

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

    @Slot(str)
    def bring_forward(self, order_id: str) -> None:
        """Let a card be seen, with the keyboard on what it calls for."""
        view = self._views.get(order_id)
        if view is not None:
            self._open_lane(view.lane)
        card = self.lanes[view.lane].reveal(order_id) if view is not None else None
        if card is not None:
            step = card.foot.step_button
            target = step if step.isVisible() else card
            target.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(object)
    def light(self, order_ids: frozenset[str]) -> None:
        """Let the cards of these orders stand out, and no others."""
        self.pool.light(order_ids)

    def undo_latest(self) -> None:
        """Take back what was touched last, if it is not sent yet."""
        undoable = [
            (view.pending.undo_until, view.order_id)
            for view in self._views.values()
            if view.pending is not None and view.pending.undo_until is not None
        ]
        if undoable:
            self.pool.undo_requested.emit(max(undoable)[1])

    def _refresh(self) -> None:
        if self._presses.is_down:
            self._is_stale = True
            return
        is_filling = self._is_stale or not self._shown
        self._is_stale = False
        now = self._clock.now()
        fresh = set() if is_filling else self._views.keys() - self._shown
        self._shown = set(self._views)
        sequences = {
            lane: in_sequence(lane, [v for v in self._views.values() if v.lane is lane])
            for lane in Lane
        }
        changed = [lane for lane in Lane if sequences[lane] != self.lanes[lane].column.views]
        for lane in changed:  # a card goes along to the next lane
            self.lanes[lane].column.keep_only(view.order_id for view in sequences[lane])
        for lane in changed:
            self.lanes[lane].show_views(sequences[lane], now, fresh=fresh)
        self.pool.pass_keyboard_on()
        self._tell_tabs(now)
        self.pool.advise(self.advice.reckon(self._views.values(), now))

    @Slot()
    def _chain_tabs(self) -> None:
        """Let Tab walk as the eye does: down each lane, and on to the next."""
        stops: list[QWidget] = []
        for lane in self.lanes.values():
            for card in lane.cards:
                stops += (card, card.body.more_button, *card.foot.buttons)
            stops.append(lane.foot)
        if stops != self._chained:
            self._chained = stops
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    @Slot(object)
    def _open_lane(self, lane: Lane) -> None:
        """Show one lane alone, where they do not stand side by side."""
        is_alone = self._theme.arrangement is Arrangement.ONE_LANE
        self.tabs.setVisible(is_alone)
        self.tabs.show_chosen(lane)
        if is_alone:
            self._open = lane
            for each, view in self.lanes.items():
                view.setVisible(each is lane)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let lanes grow only where two cards fit side by side: wider ones are read no better."""
        super().resizeEvent(event)
        least, gap = self._theme.px("card_min"), self._theme.px("gap")
        share = (event.size().width() - gap) // len(self.lanes) - gap
        is_alone = self._theme.arrangement is Arrangement.ONE_LANE
        is_free = is_alone or share >= 2 * least + gap
        for lane in self.lanes.values():
            lane.setMaximumWidth(_NO_LIMIT if is_free else self._theme.px("card_max"))

    @Slot()
    def _share_room(self) -> None:
        self.pool.allow_room(self.lanes[self._open].room())

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        for lane in self.lanes.values():
            lane.tick(now)
        if self.advice.is_due(now):
            self.pool.advise(self.advice.reckon(self._views.values(), now))
        self._tell_seen()
        self._tell_tabs(now)
        self._end_lost_press(now)

    def _tell_seen(self) -> None:
        """Say of each order once that it is on a screen that can be looked at.

        With the next tick: what moves the cards must not wait for it.
        """
        fresh = self._views.keys() - self._seen
        if fresh and self.isVisible() and not self.window().isMinimized():
            self._seen = set(self._views)
            self.seen.emit(tuple(fresh))

    def _tell_tabs(self, now: datetime) -> None:
        if self._theme.arrangement is Arrangement.ONE_LANE:
            self.tabs.follow({lane: view.column.views for lane, view in self.lanes.items()}, now)

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
