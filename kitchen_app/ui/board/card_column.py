"""The cards of a lane under each other: every order has its place, those in sight have a card."""

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.services.board import CardView
from kitchen_app.services.settings import Arrangement
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_pool import CardPool
from kitchen_app.ui.board.places import Places
from kitchen_app.ui.board.slides import Slides
from kitchen_app.ui.theme import Theme

AT_ONCE = 6
"""How many cards are made in one turn of the event loop."""


class CardColumn(QWidget):
    """Keeps a card for each order in sight and for a screen's length above and below it.

    `views` are all the orders of the lane in their sequence, `places` says where each stands.

    Cards in sight are there at once, one of the others in each turn of the event loop, so that
    touches get through.

    Signals:
        placed: orders stand elsewhere now.
        pushed: where the upper edge of the part in sight must be, so that what somebody looks at
            stays before his eyes although something above it came or went.
    """

    placed = Signal()
    pushed = Signal(int)

    def __init__(self, theme: Theme, pool: CardPool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self._has_motion = theme.motion
        self._pool = pool
        self.views: list[CardView] = []
        self._order_ids: list[str] = []
        self._cards: dict[str, OrderCard] = {}
        self._placed: tuple[object, ...] = ()
        narrowest = "card_min" if theme.arrangement is Arrangement.LANES else "card_easy"
        self.places = Places(
            gap=theme.px("gap"), guess=theme.px("card_guess"), narrowest=theme.px(narrowest)
        )
        self._slides = Slides(self)
        self._seen = QSize()
        self._seen_top = 0
        self._now = datetime.min.replace(tzinfo=UTC)
        self._next_turn = QTimer(self)
        self._next_turn.setSingleShot(True)
        self._next_turn.setInterval(0)
        self._next_turn.timeout.connect(self._fill)

    @property
    def cards(self) -> list[OrderCard]:
        """The cards that there are, in the sequence of the lane."""
        return [self._cards[key] for key in self._order_ids if key in self._cards]

    def card_of(self, order_id: str) -> OrderCard | None:
        return self._cards.get(order_id)

    def place_of(self, order_id: str) -> QRect:
        """Return where an order stands; an empty place if it is not in this lane."""
        return self.places.place_of(order_id)

    def tick(self, now: datetime) -> None:
        """Show the time on every card."""
        self._now = now
        for card in tuple(self._cards.values()):
            card.tick(now)

    def keep_only(self, order_ids: Iterable[str]) -> None:
        """Give the cards of all other orders back, so that another lane can have them."""
        for order_id in self._cards.keys() - set(order_ids):
            self._give_back(order_id)

    def show_views(self, views: list[CardView], now: datetime, *, fresh: set[str]) -> None:
        """Show these orders in this sequence; those that are `fresh` slide in."""
        self._now = now
        self.views = views
        self._order_ids = [view.order_id for view in views]
        for view in views:
            card = self._cards.get(view.order_id)
            if card is not None:
                card.show_card(view, now)
        self._fill()
        for order_id in fresh & self._cards.keys() if self._has_motion else ():
            if self._cards[order_id].isVisible():
                self._slides.slide_in(self._cards[order_id])

    def look_at(self, top: int, size: QSize) -> None:
        """Say which part of the column is in sight."""
        if (top, size) == (self._seen_top, self._seen):
            return
        self._seen_top, self._seen = top, size
        if size.width() != self.width():
            self.resize(size.width(), self.height())
        self._fill()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a card asks for another height
            for card in tuple(self._cards.values()):
                card.fold()
                card.body.settle_fold()
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.places.fit(event.size().width(), is_mirrored=mirrored)
            self._place()

    @Slot()
    def _fill(self) -> None:
        """Give cards to the orders in sight, and to one more nearby; take those of far ones."""
        self._place()
        before = set(self._cards)
        for order_id in self._cards.keys() - {view.order_id for view in self._near()}:
            self._give_back(order_id)
        made = 0
        while made < AT_ONCE and (view := self._without_card(self._in_sight())):
            self._take(view)
            made += 1
        if not made and (view := self._without_card(self._near())):
            self._take(view)
        if self._cards.keys() != before:
            self._place()

    def _take(self, view: CardView) -> None:
        self._cards[view.order_id] = self._pool.take(view, self._now, self)
        self._stack()

    def _give_back(self, order_id: str) -> None:
        card = self._cards.pop(order_id)
        self._slides.end(card)
        self._pool.give_back(card)

    def _without_card(self, views: Iterable[CardView]) -> CardView | None:
        return next((view for view in views if view.order_id not in self._cards), None)

    def _in_sight(self) -> list[CardView]:
        bottom = self._seen_top + self._seen.height()
        return self.views[self.places.between(self._seen_top, bottom)]

    def _near(self) -> list[CardView]:
        """Return the orders that should have a card.

        Tab walks from card to card: the first of the lane is among them, the one before and after
        those near what is in sight, and the one that has the keyboard.
        """
        margin = self._seen.height()
        near = self.places.between(self._seen_top - margin, self._seen_top + 2 * margin)
        views = self.views[max(0, near.start - 1) : near.stop + 1]
        if near.start > 1:
            views = self.views[:1] + views
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return views
        return views + [v for v in self.views if _holds(self._cards.get(v.order_id), focus)]

    def _stack(self) -> None:
        width = self.places.card_width
        heights = {key: _height_of(card, width) for key, card in self._cards.items()}
        self.places.stack(self._order_ids, heights)

    def _place(self) -> None:
        """Put every card where it belongs; what somebody looks at stays where it is."""
        anchor = self._anchor()
        self._stack()
        standing = [
            (key, self.places.place(index))
            for index, key in enumerate(self._order_ids)
            if key in self._cards
        ]
        height = max(self.places.height, self._seen.height())
        placed = (height, self._order_ids, standing)
        if placed == self._placed:
            return  # a card only asked
        self._placed = placed
        for key, place in standing:
            self._slides.put(self._cards[key], place)
            self._cards[key].show()
        if height != self.height():
            self.resize(self.width(), height)
        if anchor is not None:
            order_id, below_edge = anchor
            top = self.place_of(order_id).top() - below_edge
            if top != self._seen_top:
                self.pushed.emit(top)
        if self._without_card(self._near()):
            self._next_turn.start()
        self.placed.emit()

    def _anchor(self) -> tuple[str, int] | None:
        """Return the first card in sight, and how far under the edge, if somebody has scrolled."""
        if self._seen_top <= 0:
            return None
        cards = (card for card in self.cards if card.isVisible() and card.y() >= self._seen_top)
        first = next(cards, None)
        return (first.card.order_id, first.y() - self._seen_top) if first is not None else None


def _holds(card: OrderCard | None, widget: QWidget) -> bool:
    return card is not None and (card is widget or card.isAncestorOf(widget))


def _height_of(card: OrderCard, width: int) -> int:
    card.ensurePolished()
    if card.hasHeightForWidth():
        return card.heightForWidth(width)
    return card.sizeHint().height()
