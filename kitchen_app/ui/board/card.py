"""One order on the board."""

from datetime import datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.card_body import CardBody
from kitchen_app.ui.board.card_edge import CardEdge
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.board.card_head import cooking_grade
from kitchen_app.ui.board.card_touches import WATCHED, CardTouches
from kitchen_app.ui.board.grades import grade, is_later, remaining_s, since, tone
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.column import RememberingColumn
from kitchen_app.ui.widgets.countdown_bar import CountdownBar
from kitchen_app.ui.widgets.touch_button import ENTER

_LAYS_OUT = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest})


class OrderCard(QFrame):
    """Renders a `CardView`; keeps its widgets for as long as the order is on the board.

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
        self, theme: Theme, card: CardView, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = card
        self._since = since(card)
        self._stamp = -1
        self._slow_stamp: tuple[object, ...] = ()
        self._room = QSize()
        self.bar = CountdownBar(
            height=theme.px("bar"),
            radius=theme.px("radius") - theme.px("border_strong"),
            trough=theme.colour("trough"),
            parent=self,
        )
        self.body = CardBody(theme, card, now, self)
        self.foot = CardFoot(theme, self)
        self.edge = CardEdge(theme, self, self.body, self.foot)
        self.touches = CardTouches(self, self.body.lines)
        self._build_ui()
        self._render(now)

    @property
    def card(self) -> CardView:
        return self._card

    def _build_ui(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inner = self._theme.px("inner")
        body = QVBoxLayout()
        body.setContentsMargins(inner, self._theme.px("unit"), inner, inner)
        body.setSpacing(self._theme.px("gap"))
        for part in (self.body, self.foot):
            body.addWidget(part)
        column = RememberingColumn(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(body)
        self.foot.step_requested.connect(self._ask_step)
        self.foot.undo_requested.connect(self._ask_undo)
        self.foot.answer_requested.connect(self._ask_answer)
        self.foot.cancel_requested.connect(self._ask_cancel)
        self.body.more_button.clicked.connect(self._ask_details)
        self.edge.veil.clicked.connect(self._ask_details)
        self.touches.strike_wanted.connect(self.strike_requested)
        self.touches.seen.connect(self.look_requested)

    def show_card(self, card: CardView, now: datetime) -> None:
        """Show another state of the same order."""
        if card == self._card:
            return
        self._card = card
        self._render(now)

    def allow_room(self, room: QSize) -> None:
        """Say in which space the card is seen; a longer order is folded to fit, if it can be."""
        if room != self._room:
            self._room = room
            self.fold()

    def keep_foot_above(self, edge: int) -> None:
        """Let the buttons stand above `edge`, in the lane's coordinates, as long as the head does.

        So a card that the edge of the screen cuts off can be answered without scrolling.
        """
        self.edge.keep_above(edge)

    def event(self, event: QEvent) -> bool:
        if event.type() in WATCHED and self.touches.take(event):
            return True
        done = super().event(event)
        if event.type() in _LAYS_OUT:  # the layout has just put the buttons back
            self.edge.follow(is_laid_out=event.type() != QEvent.Type.Move)
        return done

    def tick(self, now: datetime) -> None:
        """Show the time, if it looks different from the last tick."""
        card = self._card
        if card.accept_by is not None:
            stamp = remaining_s(card.accept_by, now)
        else:
            stamp = int((now - self._since).total_seconds() // 60)
        if stamp != self._stamp:
            self._stamp = stamp
            self._show_time(now)
        if card.pending is not None or card.refunds or card.is_stop:
            self.foot.tick(now)

    def _render(self, now: datetime) -> None:
        card = self._card
        self._since = since(card)
        self._stamp, self._slow_stamp = -1, ()
        self.setAccessibleName(tr("card.order", number=card.order.number))
        self.touches.follow(card)
        self.body.show_card(card, now)
        self.foot.show_card(card, now)
        self.bar.setVisible(card.accept_by is not None)
        self.tick(now)
        self.fold()

    def _show_time(self, now: datetime) -> None:
        card = self._card
        urgency = cooking_grade(card, now, self._theme)
        if card.accept_by is not None:
            left_s = remaining_s(card.accept_by, now)
            urgency = grade(left_s)
            self.body.head.show_chip(card, now)
            colour = self._theme.colour(urgency.colour)
            self.bar.show_fraction(left_s / ACCEPT_WITHIN.total_seconds(), colour)
        ready_by = card.order.ready_by
        slow_stamp = (
            urgency,
            words.minutes_between(ready_by, now) if ready_by else 0,
            words.later(card.order, now) if is_later(card, now) else "",
            words.minutes_between(card.order.placed_at, now) if card.meanwhile else 0,
        )
        if slow_stamp != self._slow_stamp:
            self._slow_stamp = slow_stamp
            self.body.show_time(now)
            set_state(self, "tone", tone(card, urgency))

    def fold(self) -> None:
        """Say how much room is left for what stands over the buttons."""
        if not self._room.isValid():
            return
        gap, inner = self._theme.px("gap"), self._theme.px("inner")
        border = 2 * self._theme.px("border_strong")
        width = self._room.width() - 2 * inner - border
        taken = self._theme.px("unit") + inner + border + gap
        taken += self.bar.height() if self._card.accept_by else 0
        if not self.foot.isHidden():
            taken += max(self.foot.heightForWidth(width), self.foot.sizeHint().height()) + gap
        self.body.fold(QSize(width, self._room.height() - taken))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on the card itself, or Space with no line chosen, shows the whole order."""
        is_press = event.key() in (*ENTER, Qt.Key.Key_Space) and not event.isAutoRepeat()
        if self.hasFocus() and is_press:
            self._ask_details()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the whole order for a touch on its head, or anywhere on a card of the last lane."""
        place = event.position().toPoint()
        ground = self.rect() if self._card.lane is Lane.GONE else self._head_place()
        if event.button() == Qt.MouseButton.LeftButton and ground.contains(place):
            self._ask_details()

    def _head_place(self) -> QRect:
        return self.body.head.geometry().translated(self.body.pos())

    @Slot(object)
    def _ask_step(self, kind: ActionKind) -> None:
        self.step_requested.emit(self._card.order_id, kind)

    @Slot()
    def _ask_undo(self) -> None:
        self.undo_requested.emit(self._card.order_id)

    @Slot()
    def _ask_answer(self) -> None:
        self.answer_requested.emit(self._card.order_id)

    @Slot()
    def _ask_cancel(self) -> None:
        self.cancel_requested.emit(self._card.order_id)

    @Slot()
    def _ask_details(self) -> None:
        self.details_requested.emit(self._card.order_id)
