"""The lower part of a card: what can be done now, or what is being done."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.deadlines import UNDO_FOR
from kitchen_app.domain.order import Status
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.grades import remaining_s
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.countdown_bar import CountdownBar
from kitchen_app.ui.widgets.pending_line import PendingLine
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_ROLES = {
    ActionKind.ACCEPT: "primary",
    ActionKind.READY: "ready",
    ActionKind.ACKNOWLEDGE: "stop",
}

_DEAF_FOR = timedelta(seconds=1)
"""A touch that was meant for the button which stood there does not acknowledge that it is gone."""


class CardFoot(QWidget):
    """Buttons while something may be asked; a moving line while the answer is awaited.

    `whole` also offers what a card of the last lane has no room for.

    Signals:
        step_requested: the next step of the order, an `ActionKind`.
        cancel_requested: somebody wants to reject or cancel; a panel asks why.
        undo_requested: what is not sent yet is taken back.
        answer_requested: somebody wants to answer the refund request, or the open question.
    """

    step_requested = Signal(object)
    cancel_requested = Signal()
    undo_requested = Signal()
    answer_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, whole: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._whole = whole
        self._card: CardView | None = None
        self._deaf_until: datetime | None = None
        self.step_button = TouchButton("primary", self)
        self.cancel_button = TouchButton("aside", self)
        self.undo_button = TouchButton("answer", self)
        self.answer_button = TouchButton("answer", self)
        self.buttons = (self.answer_button, self.cancel_button, self.step_button, self.undo_button)
        self._pending_words = WrapLabel("pending", self)
        self._pending_line = PendingLine(
            height=theme.px("pending_bar"),
            colour=theme.colour("pending"),
            trough=theme.colour("trough"),
            motion=theme.motion,
            parent=self,
        )
        self._undo_bar = CountdownBar(
            height=theme.px("wait_bar"), radius=0, trough=theme.colour("trough"), parent=self
        )
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self._theme.px("apart")
        buttons = QHBoxLayout()
        buttons.setSpacing(apart)
        buttons.addWidget(self.cancel_button, 2)
        buttons.addWidget(self.step_button, 3)
        # Undo stands where "Cancel" was: the second half of a double touch does not reach it.
        pending = QHBoxLayout()
        pending.setSpacing(apart)
        pending.addWidget(self.undo_button, 2)
        pending.addWidget(self._pending_words, 3, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px("half"))
        column.addWidget(self.answer_button)
        column.addLayout(buttons)
        column.addLayout(pending)
        column.addWidget(self._pending_line)
        column.addWidget(self._undo_bar)
        self.step_button.clicked.connect(self._ask_step)
        self.cancel_button.clicked.connect(self.cancel_requested)
        self.undo_button.clicked.connect(self.undo_requested)
        self.answer_button.clicked.connect(self.answer_requested)

    @property
    def pending_text(self) -> str:
        """What is said of an action whose outcome is not known yet."""
        return "" if self._pending_words.isHidden() else self._pending_words.text()

    def show_card(self, card: CardView, now: datetime) -> None:
        had_focus = self._focused()
        before = self._card
        if before is None or before.order_id != card.order_id:
            self._deaf_until = None
        elif card.is_stop and not before.is_stop:
            self._deaf_until = now + _DEAF_FOR
        self._card = card
        self._show_step(card)
        self._show_cancel(card)
        self._show_pending(card)
        self.tick(now)
        parts = (self.step_button, self.cancel_button, self.answer_button)
        is_used = any(not part.isHidden() for part in parts) or card.pending is not None
        self.setVisible(is_used)
        if had_focus is not None and had_focus.isHidden():
            self._pass_focus_on()

    def tick(self, now: datetime) -> None:
        """Show the seconds; cheap while nothing here runs out."""
        if self._card is None:
            return
        self._show_answer(self._card, now)
        self.step_button.setEnabled(self._deaf_until is None or now > self._deaf_until)
        pending = self._card.pending
        until = pending.undo_until if pending else None
        left_s = (until - now).total_seconds() if until else 0.0
        can_undo = left_s > 0
        self.undo_button.setVisible(can_undo)
        self._undo_bar.setVisible(can_undo)
        self._pending_line.setVisible(pending is not None and not can_undo)
        if pending is None:
            return
        if not can_undo:
            self._pending_words.show_text(words.pending(pending))
            return
        seconds = remaining_s(until or now, now)
        self._pending_words.show_text(tr(f"undo.{pending.kind.value}", n=seconds))
        fraction = left_s / UNDO_FOR.total_seconds()
        self._undo_bar.show_fraction(fraction, self._theme.colour("pending"))

    def _show_step(self, card: CardView) -> None:
        step = card.next_step
        self.step_button.setVisible(step is not None)
        if step is None:
            return
        number = numbered(card.order.number)
        set_state(self.step_button, "role", _ROLES.get(step, "work"))
        spoken = tr(f"card.{step.value}_order", number=number)
        self.step_button.show_words(tr(f"card.{step.value}", number=number), spoken=spoken)

    def _show_cancel(self, card: CardView) -> None:
        number = numbered(card.order.number)
        verb = "reject" if card.order.status is Status.NEW else "cancel"
        spoken = tr(f"card.{verb}_order", number=number)
        self.cancel_button.show_words(tr(f"card.{verb}"), spoken=spoken)
        has_room = self._whole or card.lane is not Lane.GONE
        self.cancel_button.setVisible(has_room and ActionKind.CANCEL in card.actions)
        alone = card.next_step is None
        set_state(self.cancel_button, "role", "quiet" if alone else "aside")

    def _show_pending(self, card: CardView) -> None:
        self._pending_words.setVisible(card.pending is not None)
        number = numbered(card.order.number)
        self.undo_button.show_words(tr("undo.button"), spoken=tr("undo.order", number=number))

    def _show_answer(self, card: CardView, now: datetime) -> None:
        """Offer the answer to a request, with the time that is left for it, or to a question."""
        number = numbered(card.order.number)
        case = waiting_case(card.refunds)
        if case is not None and ActionKind.AGREE_REFUND in card.actions:
            left_s = remaining_s(case.answer_by, now) if case.answer_by else 0
            text = tr("card.answer", time=words.countdown(left_s))
            self.answer_button.show_words(text, spoken=tr("card.answer_order", number=number))
        elif card.question is not None:
            spoken = tr("card.question_order", number=number)
            self.answer_button.show_words(tr("card.question"), spoken=spoken)
        else:
            self.answer_button.hide()
            return
        self.answer_button.show()

    def _focused(self) -> QWidget | None:
        focus = QApplication.focusWidget()
        return focus if focus is not None and self.isAncestorOf(focus) else None

    def _pass_focus_on(self) -> None:
        """Give the keyboard to the card, not to whatever button happens to come next."""
        parent = self.parentWidget()
        if parent is not None and parent.focusPolicy() != Qt.FocusPolicy.NoFocus:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_step(self) -> None:
        if self._card is not None and self._card.next_step is not None:
            self.step_requested.emit(self._card.next_step)
