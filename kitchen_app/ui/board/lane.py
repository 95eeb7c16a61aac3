"""One column of the board: head, cards, and a count of what is out of sight."""

from datetime import datetime

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.grades import since
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

SLIDE_MS = 150


class EmptyLane(QFrame):
    """Says what will appear in a lane."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = theme.px("inner")
        column = QVBoxLayout(self)
        column.setContentsMargins(inner, inner, inner, inner)
        column.addWidget(WrapLabel("empty", self, text=text))


class LaneView(QFrame):
    """Shows the cards that it is given, in the order in which it is given them.

    Signals:
        room_changed: the room for cards is different now.
        more_requested: somebody wants more orders of this `Lane` to get cards.
    """

    room_changed = Signal()
    more_requested = Signal(object)

    def __init__(self, theme: Theme, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lane")
        self._theme = theme
        self.lane = lane
        self._cards: list[OrderCard] = []
        self._views: list[CardView] = []
        self._first_hidden: OrderCard | None = None
        self._now: datetime | None = None
        self._title = WrapLabel("lane", self, text=tr(f"lane.{lane.value}"))
        self._count = WrapLabel("count", self)
        self._age = WrapLabel("meta", self)
        self._empty = EmptyLane(theme, tr(f"lane.empty_{lane.value}"), self)
        self.rest_button = TouchButton("quiet", self)
        self.foot = TouchButton("quiet", self)
        self.scroll_area = TouchScroll(self, spacing=theme.px("gap"))
        self._build_ui()

    def _build_ui(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(self._theme.px("half"), 0, self._theme.px("half"), 0)
        head.setSpacing(self._theme.px("unit"))
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._age, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStrut(self._theme.px("lane_head"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px("half"))
        column.addLayout(head)
        column.addWidget(self.scroll_area, 1)
        column.addWidget(self.foot)
        self._build_scroll()
        self.foot.hide()
        self.foot.clicked.connect(self.show_hidden)

    def _build_scroll(self) -> None:
        self._column = self.scroll_area.column
        self._column.setContentsMargins(0, 0, 0, self._theme.px("gap"))
        self._column.addWidget(self._empty)
        self._column.addWidget(self.rest_button)
        self._column.addStretch(1)
        self.rest_button.hide()
        self.rest_button.clicked.connect(self._ask_more)
        self.scroll_area.verticalScrollBar().valueChanged.connect(self._count_hidden)
        self.scroll_area.verticalScrollBar().valueChanged.connect(self._tell_edge)
        self.scroll_area.content.installEventFilter(self)
        self.scroll_area.viewport().installEventFilter(self)

    @property
    def cards(self) -> list[OrderCard]:
        return self._cards

    @property
    def is_empty_shown(self) -> bool:
        return not self._empty.isHidden()

    @property
    def rest_words(self) -> str:
        """What is said of the orders that get no card."""
        return "" if self.rest_button.isHidden() else self.rest_button.text()

    def show_cards(self, cards: list[OrderCard], *, views: list[CardView], fresh: set[str]) -> None:
        """Show these cards in this order; `views` also holds those that get no card yet."""
        self._views = views
        self._count.show_text(str(len(views)))
        self._empty.setVisible(not views)
        rest = len(views) - len(cards)
        self.rest_button.setVisible(rest > 0)
        if rest > 0:
            text = tr("lane.earlier" if self.lane is Lane.GONE else "lane.rest", n=rest)
            self.rest_button.show_words(text, spoken=text)
        if cards != self._cards:
            self._arrange(cards)
        for card in cards:
            if card.card.order_id in fresh:
                self._slide_in(card)
        self._show_ages()

    def room(self) -> QSize:
        """Return the space in which a card is seen whole, even with a count at the foot."""
        seen = self.scroll_area.viewport().size()
        foot = 0 if self.foot.isVisible() else self._foot_height()
        return QSize(seen.width(), seen.height() - foot)

    def tick(self, now: datetime) -> None:
        minute_before = self._now.minute if self._now else None
        self._now = now
        for card in self._cards:
            card.tick(now)
        if now.minute != minute_before:
            self._show_ages()

    @Slot()
    def _ask_more(self) -> None:
        self.more_requested.emit(self.lane)

    @Slot()
    def show_hidden(self) -> None:
        """Scroll to the cards that are out of sight."""
        if self._first_hidden is not None:
            bar = self.scroll_area.verticalScrollBar()
            bar.setValue(self._first_hidden.y())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.scroll_area.viewport():
            if event.type() == QEvent.Type.Resize:
                self._tell_edge()
            return False
        if event.type() == QEvent.Type.LayoutRequest:
            for card in self._cards:
                card.body.settle_fold()
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._count_hidden()
        return False

    def _show_ages(self) -> None:
        is_told = bool(self._views) and self.lane is not Lane.GONE and self._now is not None
        self._age.setVisible(is_told)
        if is_told:
            self._age.show_text(tr("lane.oldest", n=self._oldest(self._views)))
        self._count_hidden()

    def _oldest(self, views: list[CardView]) -> int:
        if self._now is None or not views:
            return 0
        return words.minutes_between(min(since(view) for view in views), self._now)

    @Slot()
    def _tell_edge(self) -> None:
        """Tell the cards where the lower edge is, so that none has its buttons cut off by it."""
        edge = self.scroll_area.verticalScrollBar().value() + self.scroll_area.viewport().height()
        for card in self._cards:
            card.keep_foot_above(edge)

    @Slot()
    def _count_hidden(self) -> None:
        """Say at the foot how many cards are out of sight, and offer to go there."""
        top = self.scroll_area.verticalScrollBar().value()
        room = self.room().height() + self._foot_height()
        places = [(card, card.geometry()) for card in self._cards]
        # A card whose buttons are cut off counts too, unless it is the one being looked at.
        below = [card for card, at in places if at.bottom() > top + room and at.top() > top]
        above = [card for card, at in places if at.center().y() < top]
        rest = [] if self.lane is Lane.GONE else self._views[len(self._cards) :]
        hidden = below or above
        self._first_hidden = below[0] if below else (above[0] if above else None)
        self.foot.setVisible(bool(hidden))
        if hidden:
            minutes = self._oldest([card.card for card in below + above] + rest)
            key = "lane.more_below" if below else "lane.more_above"
            text = tr(key, n=len(below + above) + len(rest), minutes=minutes)
            self.foot.show_words(text, spoken=text)

    def _foot_height(self) -> int:
        return self.foot.sizeHint().height() + self._theme.px("half")

    def _arrange(self, cards: list[OrderCard]) -> None:
        staying = set(cards)
        for card in self._cards:
            if card not in staying:
                self._column.removeWidget(card)  # else every card after it would be moved
        for index, card in enumerate(cards):
            if self._column.indexOf(card) != index:
                _put(self._column, index, card)
        self._cards = cards
        self._column.activate()
        self._tell_edge()

    def _slide_in(self, card: OrderCard) -> None:
        if not self._theme.motion or not card.isVisible():
            return
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        shift = card.width() // 3
        slide = QPropertyAnimation(card, b"pos", card)
        slide.setDuration(SLIDE_MS)
        slide.setStartValue(card.pos() + QPoint(shift if mirrored else -shift, 0))
        slide.setEndValue(card.pos())
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


def _put(column: QVBoxLayout, index: int, card: OrderCard) -> None:
    """Put a card in its place; one that comes from another lane keeps the keyboard.

    Qt would pass it to the next button, and the next press would go to another order.
    """
    focus = QApplication.focusWidget()
    has_keyboard = focus is not None and (focus is card or card.isAncestorOf(focus))
    column.insertWidget(index, card)
    if card.isHidden():
        card.show()
    if has_keyboard and focus is not None and focus is not QApplication.focusWidget():
        target = focus if focus.isVisible() else card
        target.setFocus(Qt.FocusReason.OtherFocusReason)
