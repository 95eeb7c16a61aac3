"""What every section of the shop's place is."""

from datetime import datetime
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kitchen_app.services.authorised_shops import ShopsView
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.theme import Theme


class ShopPage(QWidget):
    """One section; it is made once and keeps what was typed while another one is seen.

    `section` names it: its words are `shop_place.<section>`.

    Signals:
        marked: whether something in it waits for a person to go on.
    """

    section: ClassVar[str]
    marked = Signal(bool)

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.clock = clock

    def connect_asks(self, asks: Asks) -> None:
        """Send what is asked for on it to the core, and show the answers."""

    def show_facts(self, facts: ShopFacts) -> None:
        """Take the shop as it is known now."""

    def show_shops(self, view: ShopsView) -> None:
        """Take which shops there are and which are served."""

    def tick(self, now: datetime) -> None:
        """Follow the time; told only while the page is seen."""

    def begin(self) -> None:
        """Become the page that is seen."""
