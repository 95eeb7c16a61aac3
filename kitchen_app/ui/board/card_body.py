"""The part of a card over its buttons, folded to the room that there is."""

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_head import CardHead
from kitchen_app.ui.board.card_lines import Folded, LinesView
from kitchen_app.ui.board.card_meta import CardMeta
from kitchen_app.ui.board.folding import FOLDINGS, Folding
from kitchen_app.ui.board.grades import is_stopped
from kitchen_app.ui.board.notices import is_shortened, notice_looks
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.column import RememberingColumn
from kitchen_app.ui.widgets.notice import NoticeStack
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class CardBody(QWidget):
    """Number, notices, lines and small print; what is folded away is offered by a button."""

    def __init__(
        self, theme: Theme, card: CardView, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = card
        self._now = now
        self._room = QSize()
        self._folding = FOLDINGS[0]
        self._fold_is_due = False
        self.head = CardHead(theme, self)
        self.notices = NoticeStack(theme, self)
        self.lines = LinesView(theme, self)
        self.more_button = TouchButton("quiet", self)
        self.meta = CardMeta(theme, self)
        self.advice = WrapLabel("meta", self)
        column = RememberingColumn(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        parts = (self.head, self.notices, self.lines, self.more_button, self.meta, self.advice)
        for part in parts:
            column.addWidget(part)

    def show_card(self, card: CardView, now: datetime) -> None:
        self._card = card
        self.head.show_card(card, now)
        lines = () if card.lane is Lane.GONE else card.order.lines
        if card.accept_by is None:
            self.advice.show_text("")
        self.lines.show_lines(lines, card.marks, can_strike=card.can_strike)
        self.show_time(now)

    def advise(self, text: str) -> None:
        """Say on a new card how busy the kitchen is; given up with the small print."""
        told = text if self._card.accept_by is not None else ""
        if told != self.advice.text():
            self.advice.show_text(told)
            self._fold_again()
            self._fold_is_due = True

    def show_time(self, now: datetime) -> None:
        """Show what changes with the minutes."""
        self._now = now
        self.head.show_time(self._card, now)
        self._fold_again()
        self._fold_is_due = True

    def fold(self, room: QSize) -> None:
        """Give up as little as it takes to need no more than `room`."""
        if room != self._room:
            self._room = room
            self._fold_again()

    def settle_fold(self) -> None:
        """Fold again once the layouts inside know their new heights."""
        if self._fold_is_due:
            self._fold_is_due = False
            self._fold_again()

    def _fold_again(self) -> None:
        for folding in FOLDINGS:
            self._show_folded(folding)
            if not self._room.isValid() or self._height() <= self._room.height():
                return

    def _show_folded(self, folding: Folding) -> None:
        card, order = self._card, self._card.order
        self.notices.show_looks(notice_looks(card, self._now, letters=folding.letters))
        self.head.allow_times(card, folding.times)
        self.meta.show_order(order, small_print=folding.small_print)
        if card.lane is Lane.GONE or is_stopped(order):
            self.meta.hide()
        self.advice.setVisible(folding.small_print and bool(self.advice.text()))
        hidden = Folded()
        if self._room.isValid() and self.lines.rows:
            gap = self._theme.px("gap")
            button = self.more_button.sizeHint().height() + gap
            left = self._room.height() - self._height_of(
                self.head, self.notices, self.meta, self.advice
            )
            room = QSize(self._room.width(), left - gap - button)
            hidden = self.lines.fold(
                room, button=button, options=folding.options, small_print=folding.small_print
            )
        remarks = (order.note, *(line.note for line in order.lines))
        is_cut = any(is_shortened(remark, folding.letters) for remark in remarks)
        self._offer_rest(hidden, has_long_note=bool(self.lines.rows) and is_cut)

    def _offer_rest(self, hidden: Folded, *, has_long_note: bool) -> None:
        """Offer what is out of sight, named by what matters most in it."""
        lines = len(self.lines.rows)
        text = tr("card.show_note") if has_long_note else ""
        if hidden.remarks and hidden.lines:
            notes = tr("card.hidden_notes", n=hidden.remarks)
            text = f"{tr('card.all_lines', n=lines)} · {notes}"
        elif hidden.lines:
            text = tr("card.show_lines", n=lines)
        elif hidden.options:
            text = tr("card.show_whole")
        set_state(self.more_button, "holds", "remark" if hidden.remarks else "")
        self.more_button.setVisible(bool(text))
        self.more_button.show_words(text, spoken=text)

    def _height(self) -> int:
        """Return the height as it is folded now."""
        parts = (self.head, self.notices, self.lines, self.more_button, self.meta, self.advice)
        return self._height_of(*parts)

    def _height_of(self, *parts: QWidget) -> int:
        width = self._room.width()
        heights = [
            part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()
            for part in parts
            if not part.isHidden()
        ]
        return sum(heights) + self._theme.px("gap") * max(0, len(heights) - 1)
