"""The all-day panel: how much of everything is still to be made, and for which tickets."""

from collections.abc import Collection, Iterable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.all_day import ItemTotal, Ticket, Variation, all_day, counts_later
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.i18n import figures, isolate, numbered, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.content_button import ContentButton
from kitchen_app.ui.widgets.quantity_box import QuantityBox
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class TotalRow(ContentButton):
    """One product: the sum in a box, each way to make it, and the tickets behind it.

    It stays pressed while its tickets are lit on the board.
    """

    def __init__(self, theme: Theme, total: ItemTotal, parent: QWidget | None = None) -> None:
        super().__init__("total", parent)
        self.total = total
        self.setCheckable(True)
        self._next_row = 0
        unit = theme.px("unit")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(unit, unit, unit, unit)
        self._grid.setHorizontalSpacing(theme.px("gap"))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        box = QuantityBox(
            total.quantity,
            side=theme.px("quantity"),
            font=theme.font("line", bold=True),
            fill=theme.colour("inverse"),
            on_fill=theme.colour("on_inverse"),
            plain=theme.colour("ink_muted"),
            figure=figures(str(total.quantity)),
            parent=self,
        )
        self._grid.addWidget(box, 0, 0, Qt.AlignmentFlag.AlignTop)
        title = words.line_title(total.line)
        self._add("line", title)
        if total.waiting:
            self._add("meta", tr("all_day.waiting", n=total.waiting))
        is_plain = len(total.variations) == 1
        for variation in total.variations:
            self._add("option", _way_words(variation, counted=not is_plain))
            self._add("meta", _tickets_words(variation.tickets))
        self.hold(self._grid)
        spoken = tr("all_day.spoken", n=total.quantity, name=title)
        self.setAccessibleName(spoken)

    def _add(self, role: str, text: str) -> None:
        if text:
            self._grid.addWidget(WrapLabel(role, self, text=text), self._next_row, 1)
            self._next_row += 1


class AllDayPanel(SlideOver):
    """Follows the board while it is open.

    Signals:
        lit: the ids of the orders to light on the board; an empty set when none.
    """

    lit = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._totals: tuple[ItemTotal, ...] = ()
        self.rows: list[TotalRow] = []
        self._title = WrapLabel("title", self, text=tr("all_day.title"))
        self._count = WrapLabel("option", self)
        self._later = WrapLabel("option", self)
        self._empty = WrapLabel("empty", self, text=tr("all_day.empty"))
        self._scroll = TouchScroll(self, spacing=theme.px("unit"))
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self.setAccessibleName(tr("all_day.title"))
        inside = self._scroll.column
        inside.addWidget(self._empty)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(self._title)
        column.addWidget(self._count)
        column.addWidget(self._later)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.back_button)
        self.back_button.setAccessibleName(tr("reason.back"))
        self.back_button.clicked.connect(self.close_panel)
        self.closed.connect(self._light_nothing)

    def open_for(self, cards: Collection[CardView], now: datetime) -> None:
        """Open with the totals of these cards."""
        self.show_cards(cards, now)
        self.open_panel()

    def show_cards(self, cards: Collection[CardView], now: datetime) -> None:
        """Take another board or moment; what is lit stays lit as long as it is to be made."""
        totals = all_day((card.order for card in cards), now)
        later = sum(counts_later(card.order, now) for card in cards)
        self._later.show_text(tr("all_day.later", n=later) if later else "")
        self._later.setVisible(later > 0)
        if totals == self._totals:
            return
        lit = {_key(row.total) for row in self.rows if row.isChecked()}
        self._totals = totals
        for row in self.rows:
            self._scroll.column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [TotalRow(self.theme, total, self) for total in totals]
        for index, row in enumerate(self.rows):
            self._scroll.column.insertWidget(index, row)
            row.setChecked(_key(row.total) in lit)
            row.toggled.connect(self._light)
        self._empty.setVisible(not totals)
        pieces = sum(total.quantity for total in totals)
        self._count.show_text(tr("all_day.count", n=pieces) if pieces else "")
        self._light()

    @Slot()
    def _light(self) -> None:
        """Light the tickets of what is chosen; choosing another lets go of the first."""
        chosen = self.sender()
        if isinstance(chosen, TotalRow) and chosen.isChecked():
            for row in self.rows:
                if row is not chosen:
                    row.setChecked(False)
        ids = [row.total.order_ids for row in self.rows if row.isChecked()]
        self.lit.emit(frozenset().union(*ids))

    @Slot()
    def _light_nothing(self) -> None:
        for row in self.rows:
            row.setChecked(False)
        self.lit.emit(frozenset())


def _key(total: ItemTotal) -> tuple[str, str]:
    return total.line.name, total.line.spec


def _way_words(variation: Variation, *, counted: bool) -> str:
    """Return the options and the note of one way, with its count if there are several."""
    line = variation.line
    texts = [words.option_text(option, 1) for option in line.options]
    if line.note:
        texts.append(f"{tr('card.note')}: {isolate(line.note)}")
    told = " · ".join(texts) or (tr("all_day.plain") if counted else "")
    return figures(f"{variation.quantity} × {told}") if counted and variation.quantity else told


def _tickets_words(tickets: Iterable[Ticket]) -> str:
    return " · ".join(_ticket_words(ticket) for ticket in tickets)


def _ticket_words(ticket: Ticket) -> str:
    number = numbered(ticket.number)
    times = figures(f" ×{ticket.quantity}") if ticket.quantity > 1 else ""
    due = f" ({words.clock_time(ticket.due)})" if ticket.due else ""
    return f"{number}{times}{due}"
