"""The shop gives part of the money back: what Keeta offers, how many, what that is worth, why."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.money import Money
from kitchen_app.domain.part_refund import (
    Choice,
    PartRefund,
    PartRefundReason,
    RefundFault,
    RefundPreview,
)
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.asks import PreviewTrouble
from kitchen_app.ui.board.part_refund_rows import PartRefundRows
from kitchen_app.ui.board.reason_chooser import ReasonChooser
from kitchen_app.ui.i18n import isolate, numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.notice import NoticeLook, NoticeStack
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_TRY_AGAIN = frozenset({*PreviewTrouble, RefundFault.UNKNOWN_ROW})


class PartRefundPanel(SlideOver):
    """Shows the amount that Keeta tells for the present choice, and lets only that be confirmed.

    Signals:
        offer_requested: order id; `show_offer` or `show_trouble` answers.
        price_requested: order id and the choices; `show_price` or `show_trouble` answers.
        refund_confirmed: order id and `PartRefund`.
    """

    offer_requested = Signal(str)
    price_requested = Signal(str, object)
    refund_confirmed = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, share=2)
        self._card: CardView | None = None
        self._is_asking = False
        self._is_offered = False
        self._amount: Money | None = None
        self._title = WrapLabel("title", self)
        self._consequence = WrapLabel("option", self, text=tr("part.choose"))
        self._trouble = NoticeStack(theme, self)
        self.again_button = TouchButton("choice", self, text=tr("part.again"))
        self.rows = PartRefundRows(theme, self)
        self._why_heading = WrapLabel("strong", self, text=tr("part.why"))
        self.why = ReasonChooser(
            theme,
            PartRefundReason,
            table="refund_reason",
            other=PartRefundReason.OTHER,
            parent=self,
        )
        self._sum = WrapLabel("strong", self)
        self.back_button = TouchButton("aside", self, text=tr("reason.back"))
        self.confirm_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self._scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        for part in (self._consequence, self.rows, self._why_heading, self.why):
            self._scroll.column.addWidget(part)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._trouble)
        column.addWidget(self.again_button)
        column.addWidget(self._sum)
        buttons = QHBoxLayout()
        buttons.setSpacing(apart)
        buttons.addWidget(self.back_button, 1)
        buttons.addWidget(self.confirm_button, 3)
        column.addLayout(buttons)
        self.back_button.setAccessibleName(tr("reason.back"))
        self.again_button.setAccessibleName(tr("part.again"))
        self._connect()

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.close_panel)
        self.again_button.clicked.connect(self._ask_again)
        self.confirm_button.held.connect(self._confirm)
        self.rows.changed.connect(self._choose)
        self.why.changed.connect(self._check)
        self.why.text_wanted.connect(self._show_text)

    @property
    def order_id(self) -> str:
        return self._card.order_id if self._card else ""

    @property
    def amount(self) -> Money | None:
        """What Keeta would give back for the present choice, once it has told."""
        return self._amount

    @property
    def sum_text(self) -> str:
        """What is said of the amount."""
        return self._sum.text()

    @property
    def trouble(self) -> tuple[NoticeLook, ...]:
        return self._trouble.looks

    def ask(self, card: CardView) -> None:
        """Open for one order and ask Keeta what of it may be refunded."""
        self._card = card
        title = tr("part.title", number=numbered(card.order.number))
        self._title.show_text(title)
        self.setAccessibleName(title)
        self.why.start()
        self.open_panel()
        self._ask_offer()

    def follow(self, card: CardView) -> None:
        """Close when the order takes no partial refund any more."""
        if ActionKind.REFUND_PART not in card.actions:
            self.close_panel()

    def show_offer(self, order_id: str, preview: RefundPreview) -> None:
        if not self.is_open or order_id != self.order_id:
            return
        self._is_asking, self._is_offered = False, True
        self.rows.show_preview(preview)
        self._consequence.show_text(tr("part.choose" if preview.rows else "part.nothing"))
        self._show_parts()

    def show_price(
        self, order_id: str, choices: tuple[Choice, ...], preview: RefundPreview
    ) -> None:
        """Take an amount; one for an older choice is asked for anew."""
        if not self.is_open or order_id != self.order_id:
            return
        self._is_asking = False
        if choices == self.rows.choices():
            self._amount = preview.total
            self._show_parts()
        else:
            self._choose()

    def show_trouble(
        self, order_id: str, choices: tuple[Choice, ...] | None, code: str, detail: str
    ) -> None:
        """Say why there is no offer or no amount; `detail` is Keeta's own text."""
        if not self.is_open or order_id != self.order_id:
            return
        self._is_asking = False
        if choices is not None and choices != self.rows.choices():
            self._choose()
            return
        title, told = tr(f"part_fault.{code}"), isolate(detail)
        look = NoticeLook(kind="failure", icon="warning", title=title, text=told)
        self._show_parts(look)
        self.again_button.setVisible(code in _TRY_AGAIN)

    @Slot()
    def _ask_again(self) -> None:
        if self._is_offered:
            self._choose()
        else:
            self._ask_offer()

    def _ask_offer(self) -> None:
        self._is_asking, self._is_offered, self._amount = True, False, None
        self.rows.show_preview(None)
        self._consequence.show_text(tr("part.loading"))
        self._show_parts()
        self.offer_requested.emit(self.order_id)

    @Slot()
    def _choose(self) -> None:
        """Ask for the amount of the present choice, one question at a time."""
        self._amount = None
        choices = self.rows.choices()
        if choices and not self._is_asking:
            self._is_asking = True
            self.price_requested.emit(self.order_id, choices)
        self._show_parts()

    def _show_parts(self, trouble: NoticeLook | None = None) -> None:
        has_rows = bool(self.rows.rows)
        self._why_heading.setVisible(has_rows)
        self.why.setVisible(has_rows)
        self._trouble.show_looks((trouble,) if trouble else ())
        self.again_button.hide()
        self._sum.setVisible(has_rows and trouble is None)
        if not self.rows.choices():
            self._sum.show_text(tr("part.nothing_chosen"))
        elif self._amount is None:
            self._sum.show_text(tr("part.pricing"))
        else:
            self._sum.show_text(tr("part.sum", amount=words.amount(self._amount)))
        self._check()

    @Slot()
    def _check(self) -> None:
        number = numbered(self._card.order.number) if self._card else ""
        text = tr("part.confirm", number=number)
        if self._amount is not None:
            told = words.amount(self._amount)
            text = tr("part.confirm_amount", number=number, amount=told)
        self.confirm_button.show_words(text, spoken=text)
        self.confirm_button.setEnabled(self._amount is not None and self.why.is_valid)

    @Slot()
    def _show_text(self) -> None:
        self._scroll.column.activate()
        self._scroll.ensureWidgetVisible(self.why.text)

    @Slot()
    def _confirm(self) -> None:
        reason, amount = self.why.reason, self._amount
        if reason is None or amount is None or not self.why.is_valid:
            return
        wanted = PartRefund(
            choices=self.rows.choices(), amount=amount, reason=reason, text=self.why.said
        )
        order_id = self.order_id
        self.close_panel()
        self.refund_confirmed.emit(order_id, wanted)
