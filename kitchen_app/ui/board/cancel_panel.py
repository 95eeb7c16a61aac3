"""Asks why an order is rejected or cancelled, and names it wherever a finger might go wrong."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.actions import CancelReason
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.reason_chooser import ReasonChooser
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class CancelPanel(SlideOver):
    """Keeta's four reasons; the button that is held waits for a valid choice.

    Signals:
        cancel_confirmed: order id, `CancelReason` and the text that goes with it.
    """

    cancel_confirmed = Signal(str, object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._order_id = ""
        self._title = WrapLabel("title", self)
        self._consequence = WrapLabel("option", self)
        self.why = ReasonChooser(
            theme, CancelReason, table="reason", other=CancelReason.OTHER, parent=self
        )
        self.back_button = TouchButton("aside", self, text=tr("reason.back"))
        self.confirm_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self._scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        inside = self._scroll.column
        inside.addWidget(self._consequence)
        inside.addWidget(self.why)
        inside.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(apart)
        buttons.addWidget(self.back_button, 1)
        buttons.addWidget(self.confirm_button, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        column.addLayout(buttons)
        self.back_button.setAccessibleName(tr("reason.back"))
        self.back_button.clicked.connect(self.close_panel)
        self.confirm_button.held.connect(self._confirm)
        self.why.changed.connect(self._check)
        self.why.text_wanted.connect(self._show_text)

    @property
    def order_id(self) -> str:
        return self._order_id

    def ask(self, card: CardView) -> None:
        """Open for one order, with nothing chosen."""
        self._order_id = card.order_id
        is_new = card.order.status is Status.NEW
        words = tr(
            "card.reject_order" if is_new else "card.cancel_order",
            number=numbered(card.order.number),
        )
        self._title.show_text(words)
        self.confirm_button.show_words(words, spoken=words)
        self._consequence.show_text(
            tr("reason.consequence_new" if is_new else "reason.consequence_running")
        )
        self.setAccessibleName(words)
        self.why.start()
        self.open_panel()

    @Slot()
    def _check(self) -> None:
        self._consequence.setVisible(not self.why.needs_text)
        self.confirm_button.setEnabled(self.why.is_valid)

    @Slot()
    def _show_text(self) -> None:
        self._scroll.column.activate()
        self._scroll.ensureWidgetVisible(self.why.text)

    @Slot()
    def _confirm(self) -> None:
        reason, text = self.why.reason, self.why.said
        if reason is None or not self.why.is_valid:
            return
        order_id = self._order_id
        self.close_panel()
        self.cancel_confirmed.emit(order_id, reason, text)
