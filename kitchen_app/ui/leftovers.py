"""Asks once a day about what is still sold out since an earlier one: Keeta sells it to nobody."""

from datetime import date, datetime

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.sold_out import SoldOutItem, kitchen_day
from kitchen_app.services.sold_out import Switched
from kitchen_app.ui import words
from kitchen_app.ui.banner import MOST_NAMED, BannerLook
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr


class Leftovers(QObject):
    """Has the banner until somebody looks at the switches, or has sold everything again.

    Signals:
        look_changed: the banner may be another one.
        open_requested: somebody wants to see the switches.
    """

    look_changed = Signal()
    open_requested = Signal()

    def __init__(self, bridge: Bridge, clock: UiClock, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = bridge.asks.shelf
        self._clock = clock
        self._items: tuple[SoldOutItem, ...] = ()
        self._asked_on: date | None = None
        self._shelf.left_over_told.connect(self._take)
        self._shelf.switched.connect(self._take_switched)
        bridge.links_changed.connect(self._begin)  # the core is there

    def look(self) -> BannerLook | None:
        """Return the banner that names the products; None if there are none."""
        if not self._items:
            return None
        names = [words.product_name(item.product) for item in self._items[:MOST_NAMED]]
        left = len(self._items) - len(names)
        return BannerLook(
            title=tr("sold_out.left_over", n=len(self._items)),
            cure=", ".join((*names, tr("away.more", n=left)) if left else names),
            button=tr("sold_out.look"),
            tone="notice",
        )

    def close_notice(self) -> None:
        """Show the switches, and ask no more today."""
        self._items = ()
        self._shelf.close_left_over()
        self.look_changed.emit()
        self.open_requested.emit()

    @Slot()
    def _begin(self) -> None:
        if self._asked_on is None:
            self._clock.ticked.connect(self._ask)
            self._ask(self._clock.now())

    @Slot(object)
    def _ask(self, now: datetime) -> None:
        today = kitchen_day(now)
        if today != self._asked_on:
            self._asked_on = today
            self._shelf.list_left_over()

    @Slot(object)
    def _take(self, items: tuple[SoldOutItem, ...]) -> None:
        if items != self._items:
            self._items = items
            self.look_changed.emit()

    @Slot(object)
    def _take_switched(self, told: Switched) -> None:
        still = {item.product.key for item in told.items}
        self._take(tuple(item for item in self._items if item.product.key in still))
