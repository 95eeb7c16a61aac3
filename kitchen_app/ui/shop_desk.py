"""The shop on the screen: in the strip, on new cards, and as a banner when it was stopped."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui import words
from kitchen_app.ui.banner import BannerLook
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.place import ShopPlace
from kitchen_app.ui.shop.shops_page import ShopsPage
from kitchen_app.ui.shop.status_page import told_of
from kitchen_app.ui.shops_news import ShopsNews
from kitchen_app.ui.strip import Strip
from kitchen_app.ui.theme import Theme


class ShopDesk(QObject):
    """Shows what the bridge tells of the shop, as the clock goes on.

    Signals:
        look_changed: the banner may be another one.
    """

    look_changed = Signal()

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        clock: UiClock,
        strip: Strip,
        board: BoardView,
    ) -> None:
        super().__init__(board)
        self._asks = bridge.asks.house
        self._clock = clock
        self._strip = strip
        self._board = board
        self._facts = ShopFacts()
        self.place = ShopPlace(theme, board, clock)
        self.place.connect_asks(bridge.asks)
        self.shops = ShopsNews(self.open_shops, self)
        strip.shop_requested.connect(self.open)
        bridge.shops_changed.connect(self.place.show_shops)
        bridge.shops_changed.connect(self.shops.show_shops)
        self.shops.look_changed.connect(self.look_changed)
        bridge.shop_changed.connect(self.show_facts)
        clock.ticked.connect(self._tick)
        self._tick(clock.now())

    def look(self) -> BannerLook | None:
        """Return the banner of a shop that was stopped elsewhere, while orders are missed."""
        failed = self._facts.resting.failed
        if failed is not None and failed.kind is ChangeKind.OPEN:
            return BannerLook(
                title=tr("rest.not_opened"), cure=told_of(failed), button=tr("rest.see")
            )
        stopped = self._facts.stopped
        if stopped is None or not self._facts.at(self._clock.now()).is_missed:
            return None
        key = "shop.stopped" if stopped.was_seen else "shop.found"
        return BannerLook(
            title=tr(key, time=words.clock_time(stopped.at)),
            cure=tr("shop.stopped_cure"),
            button=tr("rest.see"),
        )

    def close_notice(self) -> None:
        """Show the shop; the banner comes again when the shop is stopped again."""
        if self._facts.resting.failed is None:
            self._asks.close_notice()
        self.open()

    @Slot()
    def open(self) -> None:
        """Open the place of the shop, or close it."""
        if self.place.is_open:
            self.place.close_panel()
        else:
            self.place.open_panel()

    @Slot()
    def open_shops(self) -> None:
        """Open the place at the list of the shops."""
        self.place.open_panel()
        self.place.show_section(ShopsPage.section)

    @Slot(object)
    def show_facts(self, facts: ShopFacts) -> None:
        """Show the shop as it is known now."""
        self._facts = facts
        self.place.show_facts(facts)
        self._tick(self._clock.now())
        self.look_changed.emit()

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        told = self._facts.at(now)
        self._strip.show_shop(told, now, is_fresh=self._facts.is_fresh)
        warning = words.shop_warning(told, now)
        if warning != self._board.advice.shop:
            self._board.advice.shop = warning
            self._board.pool.advise(self._board.advice.reckon(self._board.views.values(), now))
