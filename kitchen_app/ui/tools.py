"""What is not about one card: the menu, totals, finding an order, the cover for cleaning."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from kitchen_app.services.board import CardView
from kitchen_app.ui.board.all_day_panel import AllDayPanel
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.recall_panel import RecallPanel
from kitchen_app.ui.clean_screen import CleanScreen
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.keys_panel import KeysPanel
from kitchen_app.ui.menu_panel import MenuItem, MenuPanel
from kitchen_app.ui.pin_desk import PinDesk
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch


class Tools(QObject):
    """Opens them from the menu; `key_desk` opens them by key.

    Signals:
        settings_requested: somebody wants to change the settings.
        names_requested: somebody wants to give dishes names of the kitchen's own.
        sold_out_requested: what is sold out should be shown.
        printers_requested: somebody wants to see to the printers.
        shop_requested: somebody wants to rest or open the shop.
        history_requested: somebody looks for an order of any day.
        reports_requested: somebody wants to see what a day or a month brought.
    """

    settings_requested = Signal()
    names_requested = Signal()
    sold_out_requested = Signal()
    printers_requested = Signal()
    shop_requested = Signal()
    history_requested = Signal()
    reports_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        board: BoardView,
        clock: UiClock,
        presses: PressWatch,
        *,
        pin: PinDesk,
        keys: KeysPanel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._board = board
        self._clock = clock
        self.menu = MenuPanel(theme, board)
        self.all_day = AllDayPanel(theme, board)
        self.recall = RecallPanel(theme, board)
        self.clean = CleanScreen(theme, window)
        self._open = {
            MenuItem.ALL_DAY: self.open_all_day,
            MenuItem.RECALL: self.recall.open_empty,
            MenuItem.HISTORY: self.history_requested.emit,
            MenuItem.REPORTS: self.reports_requested.emit,
            MenuItem.SOLD_OUT: self.sold_out_requested.emit,
            MenuItem.PRINTERS: self.printers_requested.emit,
            MenuItem.SHOP: self.shop_requested.emit,
            MenuItem.CLEAN: self.clean.begin,
            MenuItem.FULL_SCREEN: self.switch_full_screen,
            MenuItem.PIN: pin.change,
            MenuItem.KEYS: keys.learn,
            MenuItem.SETTINGS: self.settings_requested.emit,
            MenuItem.NAMES: self.names_requested.emit,
        }
        self.menu.chosen.connect(self.open)
        self.all_day.lit.connect(board.light)
        clock.ticked.connect(self.follow)
        for panel in (self.menu, self.recall, keys):
            presses.pressed.connect(panel.close_if_outside)

    @Slot(object)
    def open(self, item: MenuItem) -> None:
        """Do what the menu offers."""
        self._open[item]()

    @Slot()
    def open_menu(self) -> None:
        if self.menu.is_open:
            self.menu.close_panel()
        else:
            self.menu.open_panel()

    def open_all_day(self) -> None:
        """Open the totals, or close them; they stay while people work on the board."""
        if self.all_day.is_open:
            self.all_day.close_panel()
        else:
            self.all_day.open_for(self._board.views.values(), self._clock.now())

    def switch_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot(str, object)
    def show_found(self, number: str, cards: tuple[CardView, ...]) -> None:
        """Take the orders that have this in their number."""
        self.recall.show_found(number, cards, self._clock.now())

    @Slot()
    def follow(self) -> None:
        """Take another state of the board, or of the time."""
        if self.all_day.is_open:
            self.all_day.show_cards(self._board.views.values(), self._clock.now())
