"""One order on the board."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.deadlines import ACCEPT_WITHIN
from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.board.card_head import CardHead
from kitchen_app.ui.board.card_lines import Folded, LinesView
from kitchen_app.ui.board.card_meta import CardMeta
from kitchen_app.ui.board.grades import Grade, grade, is_stopped, remaining_s, since
from kitchen_app.ui.board.notices import is_shortened, notice_looks
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.column import RememberingColumn
from kitchen_app.ui.widgets.countdown_bar import CountdownBar
from kitchen_app.ui.widgets.notice import NoticeStack
from kitchen_app.ui.widgets.touch_button import ENTER, TouchButton


class OrderCard(QFrame):
    """Renders a `CardView`; keeps its widgets for as long as the order is on the board.

    Signals:
        step_requested: order id and the `ActionKind` that comes next.
        cancel_requested: the order id to reject or cancel.
        details_requested: the order id whose whole content should be shown.
        undo_requested: the order id of which something is taken back.
        answer_requested: the order id whose refund request or question is answered.
    """

    step_requested = Signal(str, object)
    cancel_requested = Signal(str)
    details_requested = Signal(str)
    undo_requested = Signal(str)
    answer_requested = Signal(str)

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
        self._fold_is_due = False
        self.bar = CountdownBar(
            height=theme.px("bar"),
            radius=theme.px("radius") - theme.px("border_strong"),
            trough=theme.colour("trough"),
            parent=self,
        )
        self.head = CardHead(theme, self)
        self.notices = NoticeStack(theme, self)
        self.lines = LinesView(theme, self)
        self.more_button = TouchButton("quiet", self)
        self.meta = CardMeta(theme, self)
        self.foot = CardFoot(theme, self)
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
        for part in (self.head, self.notices, self.lines, self.more_button, self.meta, self.foot):
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
        self.more_button.clicked.connect(self._ask_details)

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
            self._fold()

    def tick(self, now: datetime) -> None:
        """Show the time, if it looks different from the last tick."""
        card = self._card
        if card.accept_by is not None:
            stamp = remaining_s(card.accept_by, now)
        else:
            stamp = words.minutes_between(self._since, now)
        if stamp != self._stamp:
            self._stamp = stamp
            self._show_time(now)
        if card.pending is not None or card.refunds:
            self.foot.tick(now)

    def _render(self, now: datetime) -> None:
        card = self._card
        self._since = since(card)
        self._stamp, self._slow_stamp = -1, ()
        self.setAccessibleName(tr("card.order", number=card.order.number))
        self.head.show_card(card, now)
        self.meta.show_order(card.order)
        self.meta.setVisible(card.lane is not Lane.GONE and not is_stopped(card.order))
        self.foot.show_card(card, now)
        self.bar.setVisible(card.accept_by is not None)
        self.tick(now)
        self._show_lines()

    def _show_time(self, now: datetime) -> None:
        card = self._card
        urgency = None
        if card.accept_by is not None:
            left_s = remaining_s(card.accept_by, now)
            urgency = grade(left_s)
            self.head.show_chip(card, now)
            colour = self._theme.colour(urgency.colour)
            self.bar.show_fraction(left_s / ACCEPT_WITHIN.total_seconds(), colour)
        ready_by = card.order.ready_by
        slow_stamp = (urgency, words.minutes_between(ready_by, now) if ready_by else 0)
        if slow_stamp != self._slow_stamp:
            self._slow_stamp = slow_stamp
            self.head.show_time(card, now)
            self.notices.show_looks(notice_looks(card, now))
            set_state(self, "tone", self._tone(urgency))

    def _show_lines(self) -> None:
        is_gone = self._card.lane is Lane.GONE
        self.lines.show_lines(() if is_gone else self._card.order.lines)
        self._fold()
        self._fold_is_due = True

    def settle_fold(self) -> None:
        """Fold again once the layouts inside know their new heights."""
        if self._fold_is_due:
            self._fold_is_due = False
            self._fold()

    def _fold(self) -> None:
        """Fold lines, so that the buttons of this card are in sight."""
        order = self._card.order
        lines = self.lines.rows
        remarks = (order.note, *(line.note for line in order.lines))
        has_long_note = bool(lines) and any(map(is_shortened, remarks))
        hidden = Folded()
        if self._room.isValid() and lines:
            button = self.more_button.sizeHint().height() + self._theme.px("gap")
            hidden = self.lines.fold(self._room_for_lines(), least=button)
        self.more_button.setVisible(bool(hidden.lines) or has_long_note)
        text = tr("card.show_lines", n=len(lines)) if hidden.lines else tr("card.show_note")
        if hidden.remarks:
            notes = tr("card.hidden_notes", n=hidden.remarks)
            text = f"{tr('card.all_lines', n=len(lines))} · {notes}"
        set_state(self.more_button, "holds", "remark" if hidden.remarks else "")
        self.more_button.show_words(text, spoken=text)

    def _room_for_lines(self) -> QSize:
        """Return what the other parts and the folding button leave at this width."""
        inner, gap = self._theme.px("inner"), self._theme.px("gap")
        border = 2 * self._theme.px("border_strong")
        width = self._room.width() - 2 * inner - border
        taken = self._theme.px("unit") + inner + border + self._theme.px("gap")
        taken += self.bar.height() if self._card.accept_by else 0
        parts: list[QWidget] = [self.head, self.notices, self.meta, self.foot]
        for part in parts:
            if not part.isHidden():
                height = part.heightForWidth(width)
                taken += gap + (height if height >= 0 else part.sizeHint().height())
        taken += gap + self.more_button.sizeHint().height()
        return QSize(width, self._room.height() - taken)

    def _tone(self, urgency: Grade | None) -> str:
        if self._card.lane is Lane.GONE:
            return "quiet"
        if is_stopped(self._card.order):
            return "stop"
        if urgency is None or urgency is Grade.IN_TIME:
            return "calm"
        return urgency.colour

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space on the card itself shows the whole order."""
        is_press = event.key() in (*ENTER, Qt.Key.Key_Space) and not event.isAutoRepeat()
        if self.hasFocus() and is_press:
            self._ask_details()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the whole order for a touch on its head, or anywhere on a card of the last lane."""
        place = event.position().toPoint()
        ground = self.rect() if self._card.lane is Lane.GONE else self.head.geometry()
        if event.button() == Qt.MouseButton.LeftButton and ground.contains(place):
            self._ask_details()

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
