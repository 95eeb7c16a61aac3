"""What was found: a line for each day, and under it a button for each order."""

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.history import DayTotals, FoundOrder
from kitchen_app.domain.order import Order
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.ui import words
from kitchen_app.ui.i18n import figures, isolate, locale_name, numbered, tr
from kitchen_app.ui.menu_names import menu_name
from kitchen_app.ui.shop_flag import ShopFlag, shop_words
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.content_button import ContentButton
from kitchen_app.ui.widgets.text import WrapLabel

_MOST_LINES = 4
"""So many dishes say what an order was; the panel that opens has them all."""


class HistoryRow(ContentButton):
    """One order: number, time and amount; how it ended and what was in it.

    Signals:
        chosen: the id of an order that somebody wants to see.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, found: FoundOrder, parent: QWidget | None = None) -> None:
        super().__init__("total", parent)
        self.found = found
        order = found.order
        head = f"{numbered(order.number)} · {words.clock_time(order.placed_at)}"
        paid = words.amount(order.paid) if order.paid else ""
        state, dishes = _state(found), _dishes(order)
        unit = theme.px("unit")
        column = QVBoxLayout()
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(0)
        if found.shop is not None:
            column.addWidget(ShopFlag(theme, found.shop, self))
        top = QHBoxLayout()
        top.setSpacing(unit)
        top.addWidget(WrapLabel("line", self, text=head), 1)
        top.addWidget(WrapLabel("line", self, text=paid), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for text in filter(None, (state, dishes)):
            column.addWidget(WrapLabel("option", self, text=text))
        self.hold(column)
        self.setMinimumHeight(theme.px("target"))
        shop = shop_words(found.shop) if found.shop is not None else ""
        self.setAccessibleName(" · ".join(filter(None, (head, shop, state, paid, dishes))))
        self.clicked.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.found.order_id)


def day_of(order: Order) -> date:
    """Return the day of the kitchen on which an order was placed."""
    return kitchen_day(order.placed_at)


def day_words(day: date, totals: DayTotals | None) -> str:
    """Return a day and what the whole of it brought."""
    from babel.dates import format_date  # late: the first paint does not need it

    name: str = format_date(day, "EEE", locale=locale_name())
    told = [figures(f"{name} {day:%d/%m/%Y}")]
    if totals is not None:
        told.append(tr("history.orders", n=totals.orders))
        told += [words.amount(each) for each in totals.sold]
        if totals.refunded:
            back = " + ".join(words.amount(each) for each in totals.given_back)
            refunds = tr("history.refunds", n=totals.refunded)
            told.append(f"{refunds} {back}" if back else refunds)
    return " · ".join(told)


def _state(found: FoundOrder) -> str:
    parts = [tr(f"history.was_{found.outcome.value}")]
    if found.is_refunded:
        parts.append(tr("history.refunded"))
    parts.append(tr(f"fulfilment.{found.order.fulfilment.value}"))
    return " · ".join(parts)


def _dishes(order: Order) -> str:
    """Return the first dishes of an order, as the kitchen calls them."""
    shown = [
        f"{figures(str(line.quantity))}× {isolate(menu_name(line.name, line.names))}"
        for line in order.lines[:_MOST_LINES]
    ]
    left = len(order.lines) - len(shown)
    return " · ".join([*shown, *([figures(f"+{left}")] if left else [])])
