"""Everything in one order, and everything that can be done about it."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.marks import NO_MARKS, MarksView
from kitchen_app.domain.sold_out import products_of
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.board.card_head import CardHead
from kitchen_app.ui.board.card_lines import LinesView
from kitchen_app.ui.board.card_meta import CardMeta
from kitchen_app.ui.board.forget_row import ForgetRow
from kitchen_app.ui.board.notices import notice_looks
from kitchen_app.ui.board.print_row import PrintRow
from kitchen_app.ui.board.recipient_row import RecipientRow
from kitchen_app.ui.board.record_view import RecordView
from kitchen_app.ui.board.sheet_row import SheetRow
from kitchen_app.ui.board.timeline_view import TimelineView
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.notice import NoticeStack
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class DetailsPanel(SlideOver):
    """The content scrolls, the buttons stay.

    Signals:
        step_requested: order id and the `ActionKind` that comes next.
        cancel_requested: the order id to reject or cancel.
        undo_requested: the order id of which something is taken back.
        answer_requested: the order id whose refund request or question is answered.
        part_requested: the order id of which a part is given back.
        strike_requested: order id, the key of a line, and whether it is to be struck off.
        look_requested: the order id of which somebody has seen what changed.
        print_requested: order id and the `Copy` that is to be printed again.
        sold_out_requested: the order id whose products may be marked as sold out.
        record_requested: the order id of which all that was noted may be another now.
    """

    step_requested = Signal(str, object)
    cancel_requested = Signal(str)
    undo_requested = Signal(str)
    answer_requested = Signal(str)
    part_requested = Signal(str)
    strike_requested = Signal(str, str, bool)
    look_requested = Signal(str)
    print_requested = Signal(str, object)
    sold_out_requested = Signal(str)
    record_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._card: CardView | None = None
        self._told: MarksView = NO_MARKS
        self._head = CardHead(theme, self)
        self._notices = NoticeStack(theme, self)
        self.lines = LinesView(theme, self, whole=True)
        self._meta = CardMeta(theme, self)
        self.recipient = RecipientRow(theme, self)
        self._timeline = TimelineView(theme, self)
        self.record = RecordView(theme, self)
        self.paper = PrintRow(theme, self)
        self.sheet = SheetRow(theme, self)
        self.forget = ForgetRow(theme, self)
        self.has_printers = False
        self.part_button = TouchButton("quiet", self, text=tr("card.refund_part"))
        self.sold_out_button = TouchButton("quiet", self, text=tr("sold_out.open"))
        self.foot = CardFoot(theme, self, whole=True)
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        scroll = self.scroll_area = TouchScroll(self, spacing=self.theme.px("gap"))
        told = (self._notices, self.lines, self.sold_out_button, self._meta)
        kept = (self.sheet, self._timeline, self.record, self.forget)
        for part in (*told, self.recipient, self.paper, *kept):
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(self._head)
        column.addWidget(scroll, 1)
        column.addWidget(self.foot)
        row = QHBoxLayout()
        row.setSpacing(apart)
        row.addWidget(self.back_button, 1)
        row.addWidget(self.part_button, 1)
        column.addLayout(row)
        self.back_button.setAccessibleName(tr("card.hide"))
        self.back_button.clicked.connect(self.close_panel)
        self.part_button.clicked.connect(self._ask_part)
        self.sold_out_button.setAccessibleName(tr("sold_out.open"))
        self.sold_out_button.clicked.connect(self._ask_sold_out)
        self.foot.step_requested.connect(self._ask_step)
        self.foot.cancel_requested.connect(self._ask_cancel)
        self.foot.undo_requested.connect(self._ask_undo)
        self.foot.answer_requested.connect(self._ask_answer)
        self.lines.strike_wanted.connect(self._ask_strike)
        self.paper.again_wanted.connect(self._ask_print)

    @property
    def card(self) -> CardView | None:
        return self._card

    @property
    def order_id(self) -> str:
        return self._card.order_id if self._card else ""

    def show_details(self, card: CardView, now: datetime) -> None:
        """Open for an order, or show its newer state if it is open for it already.

        What has changed stays marked until the panel is closed, although it counts as seen now.
        """
        is_same = self.is_open and card.order_id == self.order_id
        self._told = _together(self._told, card.marks) if is_same else card.marks
        if card.marks.changed or card.meanwhile:
            self.look_requested.emit(card.order_id)
        card = replace(card, marks=self._told)
        self._card = card
        number = numbered(card.order.number)
        self.setAccessibleName(tr("card.order", number=number))
        self._head.show_card(card, now)
        self._notices.show_looks(notice_looks(card, now, letters=None))
        self.lines.show_lines(card.order.lines, card.marks, can_strike=card.can_strike)
        self.sold_out_button.setVisible(bool(products_of(card.order)))
        self._meta.show_order(card.order, usual=card.usual)
        self.recipient.show_order(card.order)
        self.paper.show_order(card.order)
        self.paper.setVisible(self.has_printers)
        self.sheet.show_order(card.order)
        self._timeline.show_card(card, now)
        self.record.show_order(card.order)
        self.forget.show_order(card.order)
        self.record_requested.emit(card.order_id)
        spoken = tr("card.refund_part_order", number=number)
        self.part_button.show_words(tr("card.refund_part"), spoken=spoken)
        self.part_button.setVisible(ActionKind.REFUND_PART in card.actions)
        self.foot.show_card(card, now)
        if not self.is_open:
            self.open_panel()

    @Slot(object)
    def tick(self, now: datetime) -> None:
        if self.is_open and self._card is not None:
            self._head.show_chip(self._card, now)
            self.foot.tick(now)
            self.recipient.tick(now)

    @Slot(object)
    def _ask_step(self, kind: ActionKind) -> None:
        self.step_requested.emit(self.order_id, kind)

    @Slot()
    def _ask_cancel(self) -> None:
        self.cancel_requested.emit(self.order_id)

    @Slot()
    def _ask_undo(self) -> None:
        self.undo_requested.emit(self.order_id)

    @Slot()
    def _ask_answer(self) -> None:
        self.answer_requested.emit(self.order_id)

    @Slot()
    def _ask_part(self) -> None:
        self.part_requested.emit(self.order_id)

    @Slot()
    def _ask_sold_out(self) -> None:
        self.sold_out_requested.emit(self.order_id)

    @Slot(object)
    def _ask_print(self, copy: Copy) -> None:
        self.print_requested.emit(self.order_id, copy)

    @Slot(str, bool)
    def _ask_strike(self, key: str, is_struck: bool) -> None:
        self.strike_requested.emit(self.order_id, key, is_struck)


def _together(before: MarksView, now: MarksView) -> MarksView:
    """Return the marks of now, with what had changed before still marked as changed."""
    return replace(
        now,
        changed=before.changed | now.changed,
        changed_lines=before.changed_lines | now.changed_lines,
    )
