"""Reports on the screen: their panel, what it asks, and the printers it may use."""

from PySide6.QtCore import QObject, Slot

from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.report_panel import ReportPanel
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.press_watch import PressWatch


class ReportDesk(QObject):
    """Opens the reports; when they are closed the figures go, and the PIN is asked for again."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        clock: UiClock,
        board: BoardView,
        presses: PressWatch,
    ) -> None:
        super().__init__(board)
        asks = bridge.asks.report
        panel = self.panel = ReportPanel(theme, board, clock)
        panel.wanted.connect(asks.look)
        panel.save_requested.connect(asks.save)
        panel.folder_requested.connect(asks.show_folder)
        panel.print_requested.connect(asks.print_day)
        panel.closed.connect(asks.leave)
        panel.closed.connect(panel.forget)
        asks.told.connect(panel.show_report)
        asks.unreadable.connect(panel.show_unreadable)
        asks.locked.connect(panel.show_locked)
        asks.saved.connect(panel.show_saved)
        asks.not_saved.connect(panel.deeds.say)
        asks.printed.connect(panel.show_printed)
        asks.not_printed.connect(panel.show_not_printed)
        bridge.printing_changed.connect(panel.deeds.show_printers)
        presses.pressed.connect(panel.close_if_outside)

    @Slot()
    def open(self) -> None:
        """Open the reports, or close them."""
        if self.panel.is_open:
            self.panel.close_panel()
        else:
            self.panel.open_today()
