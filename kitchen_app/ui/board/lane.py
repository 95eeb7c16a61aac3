"""One column of the board: head, cards, and a count of what is out of sight."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.services.settings import Arrangement
from kitchen_app.ui import words
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.board.card_column import CardColumn
from kitchen_app.ui.board.card_pool import CardPool
from kitchen_app.ui.board.grades import is_later, since
from kitchen_app.ui.board.lane_age import LaneAge
from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchArea


class EmptyLane(QFrame):
    """Says what will appear in a lane."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = theme.px("inner")
        column = QVBoxLayout(self)
        column.setContentsMargins(inner, inner, inner, inner)
        column.addWidget(WrapLabel("empty", self, text=text))


class LaneView(QFrame):
    """Shows the orders that it is given, in the sequence in which it is given them.

    Signals:
        room_changed: the room for cards is different now.
    """

    room_changed = Signal()

    def __init__(
        self, theme: Theme, lane: Lane, pool: CardPool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lane")
        self._theme = theme
        self.lane = lane
        self._hidden_at = 0
        self._told: tuple[object, ...] = ()
        self._now: datetime | None = None
        self._title = WrapLabel("lane", self, text=tr(f"lane.{lane.value}"))
        self._count = WrapLabel("count", self)
        self._age = LaneAge(theme, lane, self)
        self.foot = TouchButton("quiet", self)
        self.scroll_area = TouchArea(self)
        self._empty = EmptyLane(theme, tr(f"lane.empty_{lane.value}"), self.scroll_area.viewport())
        self.column = CardColumn(theme, pool)
        self._build_ui()

    def _build_ui(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(self._theme.px("half"), 0, self._theme.px("half"), 0)
        head.setSpacing(self._theme.px("unit"))
        whole = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        whole.setHeightForWidth(True)
        self._title.setSizePolicy(whole)  # the age wraps first
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._age, 0, Qt.AlignmentFlag.AlignVCenter)
        if self._theme.arrangement is Arrangement.ONE_LANE:  # its tab has name and count
            self._title.hide()
            self._count.hide()
        else:
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
        self.scroll_area.setWidget(self.column)
        bar = self.scroll_area.verticalScrollBar()
        bar.valueChanged.connect(self._look)
        self.column.placed.connect(self._look)
        self.column.pushed.connect(bar.setValue)
        self.scroll_area.viewport().installEventFilter(self)

    @property
    def cards(self) -> list[OrderCard]:
        """The cards of the orders in sight and near it."""
        return self.column.cards

    @property
    def is_empty_shown(self) -> bool:
        return not self._empty.isHidden()

    def show_views(self, views: list[CardView], now: datetime, *, fresh: set[str]) -> None:
        """Show these orders in this sequence; those that are `fresh` slide in."""
        self._count.show_text(figures(str(len(views))))
        self._empty.setVisible(not views)
        self.column.show_views(views, now, fresh=fresh)
        self._show_ages()

    def reveal(self, order_id: str) -> OrderCard | None:
        """Scroll to an order and return its card."""
        place = self.column.place_of(order_id)
        bar = self.scroll_area.verticalScrollBar()
        if place.isEmpty():
            return None
        if place.top() < bar.value() or place.bottom() > bar.value() + self.room().height():
            bar.setValue(place.top())
        return self.column.card_of(order_id)

    def room(self) -> QSize:
        """Return the space in which a card is seen whole, even with a count at the foot."""
        height = self.height() - self.scroll_area.y() - self._foot_height()
        return QSize(self.column.places.card_width, height)

    def tick(self, now: datetime) -> None:
        minute_before = self._now.minute if self._now else None
        self._now = now
        self.column.tick(now)
        if now.minute != minute_before:
            self._show_ages()

    @Slot()
    def show_hidden(self) -> None:
        """Scroll to the cards that are out of sight."""
        self.scroll_area.verticalScrollBar().setValue(self._hidden_at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            width = self.scroll_area.viewport().width()
            self._empty.resize(width, self._empty.heightForWidth(width))
            self.room_changed.emit()
            self._look()
        return False

    def _show_ages(self) -> None:
        views = self.column.views
        is_told = bool(views) and self.lane is not Lane.GONE and self._now is not None
        self._age.setVisible(is_told)
        if is_told:
            self._age.show_oldest(self._oldest(views), later=self._later(views))
        self._count_hidden()

    def _oldest(self, views: Sequence[CardView]) -> int:
        if self._now is None or not views:
            return 0
        return words.minutes_between(min(since(view) for view in views), self._now)

    def _later(self, views: Sequence[CardView]) -> int:
        """Count the accepted orders that wait for another hour; the oldest is none of them."""
        now = self._now
        if now is None or self.lane is not Lane.PREPARING:
            return 0
        return sum(is_later(view, now) for view in views)

    @Slot()
    def _look(self) -> None:
        """Tell the cards which part of them is in sight: none has its buttons cut off by it."""
        top, seen = self.scroll_area.verticalScrollBar().value(), self.scroll_area.viewport().size()
        self.column.look_at(top, seen)
        for card in self.column.cards:
            card.keep_foot_above(top + seen.height())
        self._count_hidden()

    def _count_hidden(self) -> None:
        """Say at the foot how many orders are out of sight, and offer to go there."""
        top = self.scroll_area.verticalScrollBar().value()
        views, places = self.column.views, self.column.places
        is_whole = places.height <= self.room().height() + self._foot_height() and not top
        above = places.above(top)
        below = len(views) if is_whole else places.below(top + self.room().height())
        if below < len(views) and places.place(below).top() <= top:
            below += places.columns  # cut off because they are larger, and being looked at
        self._hidden_at = places.place(below).top() if below < len(views) else 0
        told = (views, above, below, self._now and self._now.replace(second=0, microsecond=0))
        if told != self._told:
            self._told = told
            self._tell_hidden(views, above, below)

    def _tell_hidden(self, views: list[CardView], above: int, below: int) -> None:
        hidden = views[:above] + views[below:]
        if hidden:
            key = "lane.more_below" if below < len(views) else "lane.more_above"
            if self._later(hidden) == len(hidden):
                key += "_later"
            text = tr(key, n=len(hidden), minutes=self._oldest(hidden))
            self.foot.show_words(text, spoken=text)
        self.foot.setVisible(bool(hidden))  # at last: it takes room, and then all is counted again

    def _foot_height(self) -> int:
        return self.foot.sizeHint().height() + self._theme.px("half")
