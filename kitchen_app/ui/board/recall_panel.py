"""Finding an order of today or yesterday by its number."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.card_head import gone_words
from kitchen_app.ui.i18n import figures, numbered, plain_figures, tr
from kitchen_app.ui.shop_flag import ShopFlag, shop_words
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.content_button import ContentButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
_LONGEST = 12


class FoundRow(ContentButton):
    """One order that was found: its number, how it ended or stands, when it was placed.

    Signals:
        chosen: somebody wants to see this `CardView`.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, card: CardView, now: datetime, parent: QWidget | None = None
    ) -> None:
        super().__init__("total", parent)
        self.card = card
        number = numbered(card.order.number)
        placed = tr("card.placed", time=words.moment(card.order.placed_at, now))
        is_gone = card.lane is Lane.GONE
        lane = gone_words(card.order) if is_gone else tr(f"lane.{card.lane.value}")
        state = f"{lane} · {placed}"
        unit = theme.px("unit")
        column = QVBoxLayout()
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(0)
        if card.shop is not None:
            column.addWidget(ShopFlag(theme, card.shop, self))
        for role, text in (("line", number), ("option", state)):
            column.addWidget(WrapLabel(role, self, text=text))
        self.hold(column)
        shop = f" · {shop_words(card.shop)}" if card.shop is not None else ""
        self.setAccessibleName(f"{number} · {state}{shop}")
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.card)


class RecallPanel(SlideOver):
    """Large digits on one side, what they find on the other; the keyboard works as well.

    Without any digit the orders that were touched last are there: the first is the last bump.

    Signals:
        number_typed: the part of a number to look for, in the figures 0 to 9.
        recalled: somebody wants to see this `CardView` whole.
    """

    number_typed = Signal(str)
    recalled = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, share=2, leads=True)
        self.typed = ""
        self.rows: list[FoundRow] = []
        self._figure = WrapLabel("number_long", self)
        self._empty = WrapLabel("empty", self, text=tr("recall.nothing"))
        self._scroll = TouchScroll(self, spacing=theme.px("unit"))
        self.pad = {digit: TouchButton("step", self) for digit in (*_PAD, "0")}
        self.erase_button = TouchButton("quiet", self, text=tr("recall.erase"))
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart, unit = self.theme.px("apart"), self.theme.px("unit")
        self.setAccessibleName(tr("recall.title"))
        keys = QWidget(self)
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as on a telephone, in Arabic too
        pad = QGridLayout(keys)
        pad.setContentsMargins(0, 0, 0, 0)
        pad.setSpacing(self.theme.px("gap"))
        for place, digit in enumerate(_PAD):
            pad.addWidget(self.pad[digit], place // 3, place % 3)
        pad.addWidget(self.erase_button, 3, 0, 1, 2)
        pad.addWidget(self.pad["0"], 3, 2)
        for digit, button in self.pad.items():
            button.show_words(figures(digit), spoken=digit)
            button.clicked.connect(self._press_digit)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addWidget(WrapLabel("title", self, text=tr("recall.title")))
        left.addWidget(self._figure)
        left.addWidget(keys)
        left.addStretch(1)
        left.addWidget(self.back_button)
        self._scroll.column.addWidget(self._empty)
        self._scroll.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(apart, apart, apart, apart)
        row.setSpacing(apart)
        row.addLayout(left, 1)
        row.addWidget(self._scroll, 1)
        self.erase_button.setAccessibleName(tr("recall.erase"))
        self.back_button.setAccessibleName(tr("reason.back"))
        self.erase_button.clicked.connect(self._erase)
        self.back_button.clicked.connect(self.close_panel)

    def open_empty(self) -> None:
        """Open with nothing typed and ask for the latest orders."""
        self._empty.hide()
        self._show_rows((), None)
        self._type("")
        self.open_panel()

    def show_found(self, typed: str, cards: tuple[CardView, ...], now: datetime) -> None:
        """Show what was found; an answer to what is not asked any more is left out."""
        if typed == plain_figures(self.typed):
            self._show_rows(cards, now)
            self._empty.setVisible(not cards)

    def _show_rows(self, cards: tuple[CardView, ...], now: datetime | None) -> None:
        for row in self.rows:
            self._scroll.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [FoundRow(self.theme, card, now, self) for card in cards] if now else []
        for place, row in enumerate(self.rows):
            self._scroll.column.insertWidget(place, row)
            row.chosen.connect(self.recalled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits are typed, Backspace erases, Enter shows the first that was found."""
        if event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self.recalled.emit(self.rows[0].card)
        elif event.text().isalnum() and plain_figures(event.text()).isascii():
            self._type(self.typed + event.text())
        else:
            super().keyPressEvent(event)

    @Slot()
    def _press_digit(self) -> None:
        digit = self.sender()
        if isinstance(digit, TouchButton):
            self._type(self.typed + digit.text())

    @Slot()
    def _erase(self) -> None:
        self._type(self.typed[:-1])

    def _type(self, text: str) -> None:
        self.typed = text[:_LONGEST]
        self._figure.show_text(self.typed or tr("recall.type"))
        self.erase_button.setEnabled(bool(self.typed))
        self.number_typed.emit(plain_figures(self.typed))
