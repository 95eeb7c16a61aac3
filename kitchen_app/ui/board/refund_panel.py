"""A customer's refund request: who asks for what, what happened, and the two answers to it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind, RejectReason
from kitchen_app.domain.refunds import ANSWER_WITHIN, RefundCase, waiting_case
from kitchen_app.domain.timeline import proposed_reason
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.case_pictures import CasePicturesView
from kitchen_app.ui.board.grades import grade, remaining_s
from kitchen_app.ui.board.picture_viewer import PictureViewer
from kitchen_app.ui.board.reason_chooser import ReasonChooser
from kitchen_app.ui.board.timeline_view import TimelineView
from kitchen_app.ui.i18n import isolate, numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.countdown_bar import CountdownBar
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton


class RefundPanel(SlideOver):
    """Agreeing gives money away and is held; refusing needs one of Keeta's reasons.

    Signals:
        agree_requested: order id and `ActionKind`.
        reject_confirmed: order id, `RejectReason` and the text that goes with it.
    """

    agree_requested = Signal(str, object)
    reject_confirmed = Signal(str, object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, share=2)
        self._card: CardView | None = None
        self._case: RefundCase | None = None
        self._title = WrapLabel("title", self)
        self._left = WrapLabel("strong", self)
        self._bar = CountdownBar(
            height=theme.px("bar"), radius=0, trough=theme.colour("trough"), parent=self
        )
        self._who = WrapLabel("option", self)
        self._amount = WrapLabel("strong", self)
        self._reason = WrapLabel("option", self)
        self.pictures = CasePicturesView(theme, self)
        self.timeline = TimelineView(theme, self)
        self.why = ReasonChooser(
            theme, RejectReason, table="reject_reason", other=RejectReason.OTHER, parent=self
        )
        self.back_button = TouchButton("aside", self, text=tr("reason.back"))
        self.reject_button = WordsButton(theme, "work", parent=self)
        self.agree_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self._build_ui()
        self.viewer = PictureViewer(theme, self)
        self.pictures.chosen.connect(self.viewer.open_at)
        self.closed.connect(self.viewer.hide)

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        top = QHBoxLayout()
        top.setSpacing(apart)
        top.addWidget(self._title, 1)
        top.addWidget(self._left, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._build_scroll(), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(apart)
        buttons.addWidget(self.back_button, 1)
        buttons.addWidget(self.reject_button, 3)
        column.addLayout(buttons)
        column.addSpacing(self.theme.px("half"))
        column.addWidget(self.agree_button)
        self.back_button.setAccessibleName(tr("reason.back"))
        self.back_button.clicked.connect(self.close_panel)
        self.reject_button.clicked.connect(self._reject)
        self.agree_button.held.connect(self._agree)
        self.why.changed.connect(self._check)
        self.why.text_wanted.connect(self._show_text)

    def _build_scroll(self) -> TouchScroll:
        self._scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        facts = QVBoxLayout()
        facts.setSpacing(self.theme.px("half"))
        for part in (self._amount, self._who, self._reason):
            facts.addWidget(part)
        facts.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(self.theme.px("apart"))
        beside.addLayout(facts, 1)
        beside.addWidget(self.timeline, 1, Qt.AlignmentFlag.AlignTop)
        self._scroll.column.addLayout(beside)
        self._scroll.column.addWidget(self.pictures)
        heading = WrapLabel("strong", self, text=tr("refund.why_refuse"))
        self._scroll.column.addWidget(heading)
        self._scroll.column.addWidget(self.why)
        self._scroll.column.addStretch(1)
        return self._scroll

    @property
    def order_id(self) -> str:
        return self._card.order_id if self._card else ""

    def ask(self, card: CardView, now: datetime) -> None:
        """Open for the order's waiting request, with the reason that its timeline bears out."""
        case = waiting_case(card.refunds)
        if case is None:
            return
        self._show_card(card, case, now)
        proposed = proposed_reason(card.order)
        self.why.mark(proposed, tr("refund.fits"))
        self.why.start(proposed)
        self.open_panel()

    def follow(self, card: CardView, now: datetime) -> None:
        """Show newer news of the same request; close when it can no longer be answered."""
        case = waiting_case(card.refunds)
        is_same = case is not None and self._case is not None and case.case_id == self._case.case_id
        if case is None or not is_same or ActionKind.AGREE_REFUND not in card.actions:
            self.close_panel()  # a finger may be on the button: nothing else comes under it
        else:
            self._show_card(card, case, now)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        if self.is_open:
            self._show_left(now)

    def _show_left(self, now: datetime) -> None:
        if self._case is None or self._case.answer_by is None:
            return
        left_s = remaining_s(self._case.answer_by, now)
        told = tr("refund.left", time=words.countdown(left_s)) if left_s else tr("refund.over")
        self._left.show_text(told)
        colour = self.theme.colour(grade(left_s).colour)
        self._bar.show_fraction(left_s / ANSWER_WITHIN.total_seconds(), colour)
        self._bar.setAccessibleName(told)

    def _show_card(self, card: CardView, case: RefundCase, now: datetime) -> None:
        self._card, self._case = card, case
        number = numbered(card.order.number)
        title = tr("refund.title", number=number)
        self._title.show_text(title)
        self.setAccessibleName(title)
        self._amount.show_text(words.refund_amount(case))
        self._who.show_text(words.refund_party(case))
        reason = isolate(f"“{case.reason}”") if case.reason else tr("refund.no_reason")
        self._reason.show_text(reason)
        self.pictures.show_case(case)
        self.timeline.show_card(card, now)
        agree = tr("refund.agree", number=number)
        if case.amount is not None:
            agree = tr("refund.agree_amount", number=number, amount=words.amount(case.amount))
        self.agree_button.show_words(agree, spoken=agree)
        refuse = tr("refund.reject", number=number)
        self.reject_button.show_words(refuse, spoken=refuse)
        self._show_left(now)

    @Slot()
    def _check(self) -> None:
        reason = self.why.reason
        chosen = tr(f"reject_reason.{reason.value}") if reason else tr("refund.choose_reason")
        self.reject_button.show_hint(chosen)
        self.reject_button.setEnabled(self.why.is_valid)

    @Slot()
    def _show_text(self) -> None:
        self._scroll.column.activate()
        self._scroll.ensureWidgetVisible(self.why.text)

    @Slot()
    def _agree(self) -> None:
        order_id = self.order_id
        self.close_panel()
        self.agree_requested.emit(order_id, ActionKind.AGREE_REFUND)

    @Slot()
    def _reject(self) -> None:
        reason, text = self.why.reason, self.why.said
        if reason is None or not self.why.is_valid:
            return
        order_id = self.order_id
        self.close_panel()
        self.reject_confirmed.emit(order_id, reason, text)
