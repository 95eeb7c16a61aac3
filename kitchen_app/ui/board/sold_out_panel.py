"""Sold out: the products of an order, and all that was marked from here, each with its switch."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.sold_out import Product, SoldOutItem, products_of
from kitchen_app.services.board import CardView
from kitchen_app.services.sold_out import Switched
from kitchen_app.ui import words
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton


class SoldOutRow(QWidget):
    """One product: how it stands, and the button that changes it.

    Signals:
        switch_wanted: the `Product`, and whether it is to be sold.
    """

    switch_wanted = Signal(object, bool)

    def __init__(self, theme: Theme, product: Product, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.product = product
        name = words.product_name(product)
        self.state = WrapLabel("option", self)
        self.hold_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self.sell_button = WordsButton(theme, "work", parent=self)
        off, on = tr("sold_out.mark", name=name), tr("sold_out.sell", name=name)
        self.hold_button.show_words(off, spoken=off)
        self.sell_button.show_words(on, spoken=on)
        self.sell_button.show_hint("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        for part in (self.hold_button, self.sell_button, self.state):
            column.addWidget(part)
        self.hold_button.held.connect(self._mark)
        self.sell_button.clicked.connect(self._sell)

    def show_item(self, item: SoldOutItem | None, now: datetime, *, told: str = "") -> None:
        """Show how it stands; `told` is what became of the last wish.

        What is not certain can be said again either way.
        """
        self._let_go(item)
        since = words.sold_out(item, now) if item is not None else ""
        self.state.show_text("\n".join(part for part in (told, since) if part))
        self.state.setVisible(bool(self.state.text()))

    def show_busy(self) -> None:
        """Say that Keeta is being told; nothing can be asked until the answer is there."""
        self.hold_button.setEnabled(False)
        self.sell_button.setEnabled(False)
        self.state.show_text(tr("sold_out.telling"))
        self.state.show()

    def _let_go(self, item: SoldOutItem | None) -> None:
        is_off = item is not None and item.is_certain
        self.hold_button.setVisible(not is_off)
        self.sell_button.setVisible(item is not None)
        self.hold_button.setEnabled(True)
        self.sell_button.setEnabled(True)

    @Slot()
    def _mark(self) -> None:
        self.show_busy()
        self.switch_wanted.emit(self.product, False)

    @Slot()
    def _sell(self) -> None:
        self.show_busy()
        self.switch_wanted.emit(self.product, True)


class SoldOutPanel(SlideOver):
    """Marking is held for a second, selling again is one touch; the rows scroll.

    Signals:
        list_requested: what is marked as sold out should be told.
        switch_requested: a `Product`, and whether it is to be sold.
    """

    list_requested = Signal()
    switch_requested = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent, share=2)
        self._clock = clock
        self._order_id = ""
        self._products: tuple[Product, ...] = ()
        self._items: tuple[SoldOutItem, ...] = ()
        self._busy: set[str] = set()
        self._told: dict[str, str] = {}
        self.rows: dict[str, SoldOutRow] = {}
        self._scroll = TouchScroll(self, spacing=theme.px("apart"))
        self._note = WrapLabel("option", self)
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("sold_out.title")))
        column.addWidget(self._note)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.back_button)
        self.setAccessibleName(tr("sold_out.title"))
        self.back_button.setAccessibleName(tr("card.hide"))
        self.back_button.clicked.connect(self.close_panel)

    @property
    def order_id(self) -> str:
        """The order whose products are offered; empty if it was opened without one."""
        return self._order_id

    def open_for(self, card: CardView | None) -> None:
        """Offer the products of an order, if one is given, and all that is marked."""
        self._order_id = card.order_id if card is not None else ""
        self._products = products_of(card.order) if card is not None else ()
        self._told = {}
        self._show_rows()
        self.open_panel()
        self.list_requested.emit()

    @Slot(object)
    def show_items(self, items: tuple[SoldOutItem, ...]) -> None:
        """Take what is marked as sold out."""
        self._items = items
        self._show_rows()

    @Slot(object)
    def show_switched(self, told: Switched) -> None:
        """Take what became of a wish."""
        self._busy.discard(told.product.key)
        self._told[told.product.key] = words.switched(told)
        self.show_items(told.items)

    @Slot(object)
    def show_failed(self, product: Product) -> None:
        """Say that a wish failed here, by a fault of ours; how it stands is not known."""
        self._busy.discard(product.key)
        self._told[product.key] = tr("sold_out.not_known_off")
        self._show_rows()

    def _show_rows(self) -> None:
        items = {item.product.key: item for item in self._items}
        marked = [item.product for item in self._items]
        wanted = {product.key: product for product in (*self._products, *marked)}
        for key in self.rows.keys() - wanted.keys() - self._told.keys():
            self._drop(key)
        self._add(product for key, product in wanted.items() if key not in self.rows)
        now = self._clock.now()
        for key, row in self.rows.items():
            if key not in self._busy:
                row.show_item(items.get(key), now, told=self._told.get(key, ""))
        self._note.show_text(tr("sold_out.stays" if self.rows else "sold_out.none"))

    def _add(self, products: Iterable[Product]) -> None:
        for product in products:
            row = SoldOutRow(self.theme, product, self)
            row.switch_wanted.connect(self._switch)
            self._scroll.column.insertWidget(self._scroll.column.count() - 1, row)
            self.rows[product.key] = row

    def _drop(self, key: str) -> None:
        row = self.rows.pop(key)
        self._scroll.column.removeWidget(row)
        row.hide()
        row.deleteLater()

    @Slot(object, bool)
    def _switch(self, product: Product, available: bool) -> None:
        self._busy.add(product.key)
        self.switch_requested.emit(product, available)
