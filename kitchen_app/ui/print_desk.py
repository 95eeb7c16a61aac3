"""Printing on the screen: in the strip, as a banner, in the panel of the printers."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.services.board import CardView
from kitchen_app.services.print_view import PrintTrouble, PrintView
from kitchen_app.ui import print_words
from kitchen_app.ui.banner import BannerLook
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import numbered
from kitchen_app.ui.printers.setup_desk import SetupDesk
from kitchen_app.ui.printers_panel import PrintersPanel
from kitchen_app.ui.settings.change_bar import ChangeBar
from kitchen_app.ui.strip import Strip
from kitchen_app.ui.theme import Theme


class PrintDesk(QObject):
    """Shows what the bridge tells of the printers.

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
        card_of: Callable[[str], CardView | None],
    ) -> None:
        super().__init__(board)
        self._strip = strip
        self._board = board
        self._card_of = card_of
        self._view = PrintView()
        self._seen: dict[str, PrintTrouble] = {}
        self.panel = PrintersPanel(theme, board, clock)
        bridge.printing_changed.connect(self.show_printing)
        strip.printers_requested.connect(self.open)
        paper = bridge.asks.paper
        self.panel.test_requested.connect(paper.print_test)
        self.panel.print_old_requested.connect(paper.print_old)
        self.panel.drop_old_requested.connect(paper.drop_old)
        paper.test_ended.connect(self.panel.show_test)
        self.setup = SetupDesk(theme, board, bridge.asks.setup, clock)
        self.bar = ChangeBar(theme, self.setup.changes, self.panel)
        self.panel.hold(self.bar)
        self.setup.changes.last_changed.connect(self.bar.show_last)
        self.panel.add_requested.connect(self.setup.add)
        self.panel.change_requested.connect(self.setup.change)
        self.panel.stations_requested.connect(self.open_stations)

    def look(self) -> BannerLook | None:
        """Return the banner of the longest trouble that nobody has closed."""
        for trouble in self._view.troubles:
            if not self._was_seen(trouble):
                return print_words.trouble_look(trouble, self._numbers(trouble))
        return None

    def close_notice(self) -> None:
        """Show the printers; the trouble is told again when it is another, or grows."""
        for trouble in self._view.troubles:
            self._seen[trouble.printer] = trouble
        self.look_changed.emit()
        self.open()

    @Slot()
    def open(self) -> None:
        """Open the printers, or close them."""
        if self.panel.is_open:
            self.panel.close_panel()
        else:
            self.panel.open_panel()

    @Slot()
    def open_stations(self) -> None:
        """Open the page of the stations: the dishes on the board are to choose from."""
        views = self._board.views.values()
        self.setup.change_stations([line for view in views for line in view.order.lines])

    @Slot(object)
    def show_printing(self, view: PrintView) -> None:
        """Show how the printers are now."""
        self._view = view
        names = {trouble.printer for trouble in view.troubles}
        self._seen = {name: seen for name, seen in self._seen.items() if name in names}
        self._strip.show_printing(view)
        self.panel.show_printing(view)
        self.look_changed.emit()

    def _was_seen(self, trouble: PrintTrouble) -> bool:
        seen = self._seen.get(trouble.printer)
        if seen is None or seen.state is not trouble.state:
            return False
        return set(trouble.orders) <= set(seen.orders)

    def _numbers(self, trouble: PrintTrouble) -> Mapping[str, str]:
        cards = ((order_id, self._card_of(order_id)) for order_id in trouble.orders)
        return {order_id: numbered(card.order.number) for order_id, card in cards if card}
