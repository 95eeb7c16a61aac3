"""Everything in one order, for those that are too long for a card."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.board.card_head import CardHead
from kitchen_app.ui.board.card_lines import LinesView
from kitchen_app.ui.board.card_meta import CardMeta
from kitchen_app.ui.board.notices import notice_looks
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.notice import NoticeStack
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class DetailsPanel(SlideOver):
    """The content scrolls, the buttons stay.

    Signals:
        accept_requested: the order id to accept.
        ready_requested: the order id whose food is prepared.
        cancel_requested: the order id to reject or cancel.
    """

    accept_requested = Signal(str)
    ready_requested = Signal(str)
    cancel_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._card: CardView | None = None
        self._head = CardHead(theme, self)
        self._notices = NoticeStack(theme, self)
        self.lines = LinesView(theme, self, whole=True)
        self._meta = CardMeta(theme, self)
        self.foot = CardFoot(theme, self)
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        for part in (self._notices, self.lines, self._meta):
            scroll.column.addWidget(part)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(self._head)
        column.addWidget(scroll, 1)
        column.addWidget(self.foot)
        column.addWidget(self.back_button)
        self.back_button.setAccessibleName(tr("card.hide"))
        self.back_button.clicked.connect(self.close_panel)
        self.foot.accept_requested.connect(self._ask_accept)
        self.foot.ready_requested.connect(self._ask_ready)
        self.foot.cancel_requested.connect(self._ask_cancel)

    @property
    def card(self) -> CardView | None:
        return self._card

    def show_details(self, card: CardView, now: datetime) -> None:
        """Open for an order, or show its newer state if it is open for it already."""
        self._card = card
        self._head.show_card(card, now)
        self._notices.show_looks(notice_looks(card, now, whole=True))
        self.lines.show_lines(card.order.lines)
        self._meta.show_order(card.order)
        self.foot.show_card(card)
        if not self.is_open:
            self.open_panel()

    @Slot(object)
    def tick(self, now: datetime) -> None:
        if self.is_open and self._card is not None:
            self._head.show_chip(self._card, now)

    @Slot()
    def _ask_accept(self) -> None:
        if self._card is not None:
            self.accept_requested.emit(self._card.order_id)

    @Slot()
    def _ask_ready(self) -> None:
        if self._card is not None:
            self.ready_requested.emit(self._card.order_id)

    @Slot()
    def _ask_cancel(self) -> None:
        if self._card is not None:
            self.cancel_requested.emit(self._card.order_id)
