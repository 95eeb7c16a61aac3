"""A partial refund whose outcome nobody knows: a person looks in Keeta's app and says."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class QuestionPanel(SlideOver):
    """Two answers, both held: each is final, and a wrong one costs the refund or pays it twice.

    Signals:
        question_answered: order id, the key of the action, and whether it was done.
    """

    question_answered = Signal(str, str, bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._card: CardView | None = None
        self._title = WrapLabel("title", self)
        self._told = WrapLabel("option", self)
        self._look = WrapLabel("strong", self, text=tr("question.look"))
        self.yes_button = self._hold_button()
        self.no_button = self._hold_button("hold_other")
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self._build_ui()

    def _hold_button(self, role: str = "hold") -> HoldButton:
        hint, going = tr("hold.hint"), tr("hold.going")
        return HoldButton(self.theme, hint=hint, going=going, role=role, parent=self)

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        scroll = TouchScroll(self, spacing=apart)
        scroll.column.addWidget(self._told)
        scroll.column.addWidget(self._look)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(apart)
        column.addWidget(self._title)
        column.addWidget(scroll, 1)
        for button in (self.yes_button, self.no_button, self.back_button):
            column.addWidget(button)
        self.back_button.setAccessibleName(tr("reason.back"))
        self.back_button.clicked.connect(self.close_panel)
        self.yes_button.held.connect(self._say_yes)
        self.no_button.held.connect(self._say_no)

    @property
    def order_id(self) -> str:
        return self._card.order_id if self._card else ""

    def ask(self, card: CardView) -> None:
        """Open for the order's question."""
        if card.question is None:
            return
        self._card = card
        number = numbered(card.order.number)
        title = tr("question.title", number=number)
        self._title.show_text(title)
        self.setAccessibleName(title)
        told = tr(
            "question.told",
            amount=words.amount(card.question.wanted.amount),
            time=words.clock_time(card.question.since),
        )
        self._told.show_text(told)
        yes, no = tr("question.yes", number=number), tr("question.no", number=number)
        self.yes_button.show_words(yes, spoken=yes)
        self.no_button.show_words(no, spoken=no)
        self.open_panel()

    def follow(self, card: CardView) -> None:
        """Close when the question is answered, by whomever."""
        asked = self._card.question if self._card else None
        if card.question is None or asked is None or card.question.key != asked.key:
            self.close_panel()

    @Slot()
    def _say_yes(self) -> None:
        self._answer(was_done=True)

    @Slot()
    def _say_no(self) -> None:
        self._answer(was_done=False)

    def _answer(self, *, was_done: bool) -> None:
        if self._card is None or self._card.question is None:
            return
        order_id, key = self._card.order_id, self._card.question.key
        self.close_panel()
        self.question_answered.emit(order_id, key, was_done)
