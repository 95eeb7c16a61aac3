"""The history on the screen: its panel, what it asks, and the order that is looked at."""

from PySide6.QtCore import QObject, Slot

from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.panels import Panels
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.history_panel import HistoryPanel
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch


class HistoryDesk(QObject):
    """Opens the history, and over it the details of what was found in it."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        clock: UiClock,
        board: BoardView,
        panels: Panels,
        presses: PressWatch,
    ) -> None:
        super().__init__(board)
        asks = bridge.asks.history
        self.panel = HistoryPanel(theme, board, clock)
        self.panel.wanted.connect(asks.find)
        self.panel.order_requested.connect(asks.fetch)
        asks.found.connect(self.panel.show_found)
        asks.unreadable.connect(self.panel.show_unreadable)
        asks.gone.connect(self.panel.show_gone)
        asks.fetched.connect(panels.show_recalled)
        presses.pressed.connect(self.panel.close_if_outside)

    @Slot()
    def open(self) -> None:
        """Open the history, or close it."""
        if self.panel.is_open:
            self.panel.close_panel()
        else:
            self.panel.open_newest()
