"""The shop as Keeta knows it, to be read and compared: names, address, numbers of its states."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kitchen_app.domain.shop import Shop
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui import words
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import figures, isolate, tr
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


def _place(shop: Shop) -> str:
    if shop.latitude is None or shop.longitude is None:
        return ""
    return isolate(f"{shop.latitude:.6f}, {shop.longitude:.6f}")


def _number(number: int | None) -> str:
    """Return a number of Keeta's whose meaning is not published, as such."""
    return "" if number is None else tr("shop_details.number", n=figures(str(number)))


ROWS: dict[str, Callable[[Shop], str]] = {
    "name": lambda shop: isolate(shop.name),
    "name_en": lambda shop: isolate(shop.name_en),
    "address": lambda shop: isolate(shop.address),
    "address_en": lambda shop: isolate(shop.address_en),
    "place": _place,
    "phones": lambda shop: "\n".join(isolate(f"+{phone}") for phone in shop.phones),
    "shop_id": lambda shop: str(shop.shop_id),
    "status": lambda shop: _number(shop.platform_status),
    "delivery": lambda shop: _number(shop.delivery_rest),
    "pickup": lambda shop: _number(shop.pickup_rest),
}
"""What is shown, in this sequence; its words are `shop_details.<key>`."""


class DetailsPage(ShopPage):
    """What is changed in Keeta's own app says so; what Keeta did not tell is a dash."""

    section: ClassVar[str] = "details"

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self._facts = ShopFacts()
        self._read = WrapLabel("meta", self)
        self.values = {key: WrapLabel("strong", self) for key in ROWS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("apart"))
        grid.setVerticalSpacing(theme.px("gap"))
        grid.setColumnStretch(1, 1)
        for row, (key, value) in enumerate(self.values.items()):
            name = WrapLabel("option", self, text=tr(f"shop_details.{key}"))
            name.setMinimumWidth(theme.px("rail"))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        scroll = TouchScroll(self, spacing=theme.px("gap"))
        scroll.column.addLayout(grid)
        scroll.column.addWidget(WrapLabel("meta", self, text=tr("shop_details.elsewhere")))
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("shop_details.title")))
        column.addWidget(self._read)
        column.addWidget(scroll, 1)
        self._show()

    def show_facts(self, facts: ShopFacts) -> None:
        if (facts.shop, facts.read_at) != (self._facts.shop, self._facts.read_at):
            self._facts = facts
            self._show()

    def tick(self, now: datetime) -> None:
        read_at = self._facts.read_at
        told = words.ago(read_at, now) if read_at is not None else ""
        self._read.show_text(
            tr("shop_details.read", ago=told) if told else tr("shop_details.unread")
        )

    def _show(self) -> None:
        shop = self._facts.shop
        for key, value in self.values.items():
            value.show_text((ROWS[key](shop) if shop is not None else "") or "–")
        self.tick(self.clock.now())
