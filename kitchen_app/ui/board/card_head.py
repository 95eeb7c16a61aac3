"""The upper part of a card: what people read aloud, how long, who brings it."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.marks import CardPart
from kitchen_app.domain.order import Order, Rider, RiderState, Status
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.shop_marks import ShopMark
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.grades import (
    Grade,
    age_grade,
    grade,
    is_later,
    is_stopped,
    left_at,
    remaining_s,
    since,
)
from kitchen_app.ui.i18n import figures, isolate, numbered, tr
from kitchen_app.ui.shop_flag import ShopFlag
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.badge import Badge
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.time_chip import ChipLook, TimeChip

_LONG_NUMBER = 6
_OF_WAY = frozenset({CardPart.FULFILMENT, CardPart.RIDER})


class CardHead(QWidget):
    """Number and time on one row, fulfilment and clock times under them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.number = WrapLabel("number", self)
        self.chip = TimeChip(
            figure_font=theme.font("countdown", bold=True),
            word_font=theme.font("small", bold=True),
            padding=theme.px("unit"),
            parent=self,
        )
        self._icon = IconView(theme.px("icon"), self)
        self._way = WrapLabel("state", self)
        self._times = WrapLabel("meta", self)
        self.way_changed = Badge(theme, tr("card.changed"), self, kind="changed")
        self.times_changed = Badge(theme, tr("card.changed"), self, kind="changed")
        self._has_times = True
        self.shop: ShopFlag | None = None
        self._build_ui()

    def _build_ui(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(self._theme.px("unit"))
        top.addWidget(self.number, 1, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        way = QHBoxLayout()
        way.setSpacing(self._theme.px("unit"))
        way.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        way.addWidget(self._way, 1, Qt.AlignmentFlag.AlignVCenter)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px("half"))
        column.addLayout(top)
        column.addLayout(way)
        column.addWidget(self.way_changed, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._times)
        column.addWidget(self.times_changed, 0, Qt.AlignmentFlag.AlignLeft)

    def show_card(self, card: CardView, now: datetime) -> None:
        order = card.order
        self._show_shop(card.shop)
        is_long = len(order.number) > _LONG_NUMBER or card.lane is Lane.GONE
        set_state(self.number, "role", "number_long" if is_long else "number")
        self.number.show_text(numbered(order.number))
        self._icon.show_icon(order.fulfilment.value, self._theme.colour("ink"))
        changed = frozenset[CardPart]() if card.lane is Lane.GONE else card.marks.changed
        self.way_changed.setVisible(bool(changed & _OF_WAY))
        self.times_changed.setVisible(CardPart.READY_BY in changed)
        self.show_time(card, now)

    def _show_shop(self, mark: ShopMark | None) -> None:
        """Show whose order it is; on the board of a single shop there is no such part at all."""
        if mark is not None and self.shop is None:
            self.shop = ShopFlag(self._theme, mark, self)
            self._column.insertWidget(0, self.shop)
        if self.shop is not None:
            self.shop.setVisible(mark is not None)
            if mark is not None:
                self.shop.show_mark(mark)

    def allow_times(self, card: CardView, is_allowed: bool) -> None:
        """Show the clock times, or what can do without: a STOP, a new order without a promise."""
        has_no_need = card.accept_by is not None and card.order.ready_by is None
        is_needed = not (has_no_need or is_stopped(card.order))
        self._has_times = is_allowed or is_needed
        self._times.setVisible(card.lane is not Lane.GONE and self._has_times)

    def show_time(self, card: CardView, now: datetime) -> None:
        """Show what changes with the minutes."""
        is_gone = card.lane is Lane.GONE
        has_age = card.accept_by is not None or not is_later(card, now)
        self.chip.setVisible(not is_gone and has_age and not is_stopped(card.order))
        self._times.setVisible(not is_gone and self._has_times)
        self._way.show_text(gone_words(card.order) if is_gone else _way_words(card.order))
        set_state(self._times, "role", "meta_late" if words.is_behind(card.order, now) else "meta")
        is_done = card.can_strike and card.marks.is_all_ticked
        told = words.times(card.order, now, is_all_ticked=is_done, usual=card.usual)
        self._times.show_text(told)
        self.show_chip(card, now)

    def show_chip(self, card: CardView, now: datetime) -> None:
        """Show the figure; cheap, because it runs once a second on every waiting card."""
        if card.accept_by is not None:
            left_s = remaining_s(card.accept_by, now)
            self.chip.show_look(self._countdown_look(left_s, grade(left_s)))
            return
        minutes = words.minutes_between(since(card), now)
        self.chip.show_look(self._age_look(minutes, cooking_grade(card, now, self._theme)))

    def _age_look(self, minutes: int, urgency: Grade | None) -> ChipLook:
        figure = figures(str(minutes))
        if urgency is None or urgency is Grade.IN_TIME:
            word = tr("grade.minutes", n=minutes)
            return ChipLook(figure=figure, word=word, ink=self._theme.colour("ink"))
        return ChipLook(
            figure=figure,
            word=tr(f"grade.minutes_{urgency.value}", n=minutes),
            ink=self._theme.colour(f"on_{urgency.colour}"),
            fill=self._theme.colour(urgency.colour),
        )

    def _countdown_look(self, left_s: int, urgency: Grade) -> ChipLook:
        figure, word = words.countdown(left_s), tr(f"grade.{urgency.value}")
        if urgency is Grade.IN_TIME:  # calm: colour, but no fill
            return ChipLook(figure=figure, word=word, ink=self._theme.colour("in_time_ink"))
        return ChipLook(
            figure=figure,
            word=word,
            ink=self._theme.colour(f"on_{urgency.colour}"),
            fill=self._theme.colour(urgency.colour),
        )


def cooking_grade(card: CardView, now: datetime, theme: Theme) -> Grade | None:
    """Return how late an order is that is cooked; None if it is not, or if it must stop."""
    if card.lane is not Lane.PREPARING or is_stopped(card.order):
        return None
    return age_grade(
        words.minutes_between(since(card), now),
        soon_after_min=theme.soon_after_min,
        late_after_min=theme.late_after_min,
    )


def gone_words(order: Order) -> str:
    """Return how and when an order left the kitchen."""
    time = words.clock_time(left_at(order))
    if order.status is Status.CANCELLED:
        return words.stop(order) or tr("card.cancelled", time=time)
    if order.rider and order.rider.state is RiderState.DELIVERED:
        return _named(tr("card.delivered", time=time), order.rider)
    if order.rider and order.rider.state is RiderState.COLLECTED:
        return _named(tr("card.collected", time=time), order.rider)
    return tr("card.done", time=time)


def _way_words(order: Order) -> str:
    """Return who brings it and, while it matters, where that person is."""
    fulfilment = tr(f"fulfilment.{order.fulfilment.value}")
    if order.rider is None or order.status.is_final:
        return fulfilment
    return f"{fulfilment} · {_named(tr(f'rider.{order.rider.state.value}'), order.rider)}"


def _named(told: str, rider: Rider) -> str:
    return f"{told} · {isolate(rider.name)}" if rider.name else told
