"""Asks why an order is rejected or cancelled, and names it wherever a finger might go wrong."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from kitchen_app.domain.actions import CancelReason
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class CancelPanel(SlideOver):
    """Keeta's four reasons; the destructive button waits for a valid choice.

    Signals:
        cancel_confirmed: order id, `CancelReason` and the text that goes with it.
    """

    cancel_confirmed = Signal(str, object, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._order_id = ""
        self._title = WrapLabel("title", self)
        self._consequence = WrapLabel("option", self)
        self._text_label = WrapLabel("state", self, text=tr("reason.text_label"))
        self.text = QPlainTextEdit(self)
        self.back_button = TouchButton("aside", self, text=tr("reason.back"))
        self.confirm_button = TouchButton("destroy", self)
        self.choices = {reason: self._choice(reason) for reason in CancelReason}
        self._group = QButtonGroup(self)
        self._build_ui()

    def _choice(self, reason: CancelReason) -> TouchButton:
        button = TouchButton("choice", self, text=tr(f"reason.{reason.value}"))
        button.setCheckable(True)
        button.setAccessibleName(button.text())
        return button

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self._scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        inside = self._scroll.column
        inside.addWidget(self._consequence)
        for button in self.choices.values():
            self._group.addButton(button)
            inside.addWidget(button)
        self.text.setPlaceholderText(tr("reason.text_hint"))
        self.text.setAccessibleName(tr("reason.text_label"))
        self.text.setTabChangesFocus(True)
        direction = QTextOption()
        direction.setTextDirection(self.layoutDirection())
        self.text.document().setDefaultTextOption(direction)
        self.text.setFixedHeight(self.theme.px("primary"))
        inside.addWidget(self._text_label)
        inside.addWidget(self.text)
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
        self.confirm_button.clicked.connect(self._confirm)
        self.text.textChanged.connect(self._check)
        self._group.buttonToggled.connect(self._check)

    @property
    def order_id(self) -> str:
        return self._order_id

    def ask(self, card: CardView) -> None:
        """Open for one order, with nothing chosen."""
        self._order_id = card.order_id
        is_new = card.order.status is Status.NEW
        words = tr(
            "card.reject_order" if is_new else "card.cancel_order",
            number=isolate(card.order.number),
        )
        self._title.show_text(words)
        self.confirm_button.show_words(words, spoken=words)
        self._consequence.show_text(
            tr("reason.consequence_new" if is_new else "reason.consequence_running")
        )
        self._group.setExclusive(False)
        for button in self.choices.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.text.clear()
        self._check()
        self.open_panel()

    def reason(self) -> CancelReason | None:
        """Return the chosen reason."""
        chosen = (reason for reason, button in self.choices.items() if button.isChecked())
        return next(chosen, None)

    @Slot()
    def _check(self) -> None:
        reason = self.reason()
        needs_text = reason is CancelReason.OTHER
        self._consequence.setVisible(not needs_text)
        self._text_label.setVisible(needs_text)
        self.text.setVisible(needs_text)
        if needs_text and not self.text.hasFocus():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.column.activate()
            self._scroll.ensureWidgetVisible(self.text)
        has_text = bool(self.text.toPlainText().strip())
        self.confirm_button.setEnabled(reason is not None and (has_text or not needs_text))

    @Slot()
    def _confirm(self) -> None:
        reason = self.reason()
        if reason is None:
            return
        text = self.text.toPlainText().strip() if reason is CancelReason.OTHER else ""
        order_id = self._order_id
        self.close_panel()
        self.cancel_confirmed.emit(order_id, reason, text)
