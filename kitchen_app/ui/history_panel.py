"""All orders that are kept: searched while people type, page after page."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitchen_app.domain.history import Found, Wanted
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.history.filters import Filters
from kitchen_app.ui.history.rows import HistoryRow, day_of, day_words
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_LONGEST = 60
_MOST_ROWS = 300
"""More in one list would make the screen slow; older ones begin a list of their own."""


class HistoryPanel(SlideOver):
    """Words and filters on one side, the orders of the days on the other.

    Signals:
        wanted: the `Wanted` page of orders.
        order_requested: the id of an order that somebody wants to see.
    """

    wanted = Signal(object)
    order_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent, share=1, leads=True)
        self._clock = clock
        self._asked = Wanted()
        self._is_waiting = False
        self._next: int | None = None
        self.rows: list[HistoryRow] = []
        self._parts: list[QWidget] = []
        self.field = QLineEdit(self)
        self.filters = Filters(theme, self)
        self.told = WrapLabel("strong", self)
        self.left = WrapLabel("meta", self)
        self.clear_button = TouchButton("quiet", self, text=tr("history.clear"))
        self.older_button = TouchButton("work", self, text=tr("history.older"))
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self.area = TouchScroll(self, spacing=theme.px("unit"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        self.setAccessibleName(tr("history.title"))
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumHeight(self.theme.px("target"))
        self.field.setPlaceholderText(tr("history.type"))
        self.field.setAccessibleName(tr("history.type"))
        chips = TouchScroll(self, spacing=gap)
        chips.column.addWidget(self.filters)
        chips.column.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(gap)
        side.addWidget(WrapLabel("title", self, text=tr("history.title")))
        side.addWidget(self.field)
        side.addWidget(chips, 1)
        side.addWidget(self.back_button)
        for part in (self.left, self.told, self.clear_button):
            self.area.column.addWidget(part)
        self.area.column.addWidget(self.older_button)
        self.area.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(apart, apart, apart, apart)
        row.setSpacing(apart)
        row.addLayout(side, 2)
        row.addWidget(self.area, 3)
        self._connect()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._ask_anew)
        self.field.returnPressed.connect(self._open_first)
        self.filters.changed.connect(self._ask_anew)
        self.clear_button.clicked.connect(self._clear)
        self.older_button.clicked.connect(self._go_older)
        self.back_button.clicked.connect(self.close_panel)
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(self._ask_more)
        bar.rangeChanged.connect(self._ask_more)

    def open_newest(self) -> None:
        """Open with the newest orders and nothing typed; typing begins at once."""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self.filters.clear()
        self._ask_anew()
        self.open_panel()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, object)
    def show_found(self, wanted: Wanted, found: Found) -> None:
        """Show a page; an answer to what is not asked any more is left out."""
        if wanted != self._asked:
            return
        self._is_waiting = False
        if wanted.before is None or len(self.rows) >= _MOST_ROWS:
            self._drop_rows()
        self._add_rows(found)
        self._next = found.next
        self.older_button.setVisible(found.next is not None and len(self.rows) >= _MOST_ROWS)
        self._tell("" if self.rows else self._nothing())
        self.left.show_text(tr("history.left", n=found.left))
        self.left.setVisible(found.left > 0)
        QTimer.singleShot(0, self, self._ask_more)  # a tall screen may have room for another page

    @Slot(object)
    def show_unreadable(self, wanted: Wanted) -> None:
        """Say that nothing can be found just now."""
        if wanted == self._asked:
            self._is_waiting = False
            self._drop_rows()
            self._next = None
            self._tell(tr("history.unreadable"))

    @Slot(str)
    def show_gone(self, order_id: str) -> None:
        """Look again: an order that was found has been deleted meanwhile."""
        if any(row.found.order_id == order_id for row in self.rows):
            self._ask_anew()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a slash to the field, wherever the keyboard is."""
        if event.text() == "/":
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _ask_anew(self) -> None:
        today = kitchen_day(self._clock.now())
        text = self.field.text().strip()
        self._ask(self.filters.applied(Wanted(text=text), today))

    @Slot()
    def _ask_more(self) -> None:
        """Ask for the next page when the last row is near."""
        bar = self.area.verticalScrollBar()
        is_near = bar.maximum() - bar.value() < self.area.viewport().height()
        is_full = len(self.rows) >= _MOST_ROWS
        if is_near and self._next is not None and not is_full and not self._is_waiting:
            self._ask(replace(self._asked, before=self._next))

    @Slot()
    def _go_older(self) -> None:
        if self._next is not None and not self._is_waiting:
            self._ask(replace(self._asked, before=self._next))

    def _ask(self, wanted: Wanted) -> None:
        self._asked = wanted
        self._is_waiting = True
        self.wanted.emit(wanted)

    def _nothing(self) -> str:
        text = self.field.text().strip()
        if text:
            return tr("history.nothing", text=isolate(text))
        return tr("history.none_so" if self.filters.is_any_in_force else "history.none")

    def _tell(self, text: str) -> None:
        """Say why there are no rows, and offer the way back to all orders."""
        self.told.show_text(text)
        self.told.setVisible(bool(text))
        can_clear = bool(self.field.text()) or self.filters.is_any_in_force
        self.clear_button.setVisible(bool(text) and can_clear)

    def _drop_rows(self) -> None:
        for part in self._parts:
            self.area.column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.rows = [], []
        self.area.verticalScrollBar().setValue(0)

    def _add_rows(self, found: Found) -> None:
        before = day_of(self.rows[-1].found.order) if self.rows else None
        for order in found.orders:
            day = day_of(order.order)
            if day != before:
                text = day_words(day, found.days.get(day))
                self._add(WrapLabel("strong", self.area.content, text=text))
            before = day
            row = HistoryRow(self.theme, order, self.area.content)
            row.chosen.connect(self.order_requested)
            self.rows.append(row)
            self._add(row)

    def _add(self, part: QWidget) -> None:
        place = self.area.column.indexOf(self.older_button)
        self.area.column.insertWidget(place, part)
        part.show()
        self._parts.append(part)

    @Slot()
    def _clear(self) -> None:
        self.filters.clear()
        if self.field.text():
            self.field.clear()
        else:
            self._ask_anew()

    @Slot()
    def _open_first(self) -> None:
        if self.rows and not self._is_waiting:
            self.order_requested.emit(self.rows[0].found.order_id)
