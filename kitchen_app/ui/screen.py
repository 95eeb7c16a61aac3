"""The window that is in force: made anew when people choose another look of it."""

import sys

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from kitchen_app.services.preferences import Chosen
from kitchen_app.ui import i18n, menu_names, words
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.settings.changes import Changes
from kitchen_app.ui.settings.computer_rows import SoundsRow, StartRow
from kitchen_app.ui.settings.names_panel import NamesPanel
from kitchen_app.ui.settings.panel import SettingsPanel
from kitchen_app.ui.settings.privacy_rows import privacy_rows
from kitchen_app.ui.sounds import Loudspeaker
from kitchen_app.ui.theme import Theme, fitting_scale, load_fonts, theme_for

_SIZE = (1280, 800)


class Screen(QObject):
    """Holds one window; what lies behind it goes on while another takes its place.

    Everything on a window asks the theme and the language when it is made. So a new window is
    right by construction, where each part of the old one would have to be told of each change.

    Signals:
        close_requested: somebody wants to leave; the application decides and stops in order.
    """

    close_requested = Signal()

    def __init__(
        self,
        app: QApplication,
        bridge: Bridge,
        clock: UiClock,
        sound: Loudspeaker,
        *,
        chosen: Chosen,
        demo: bool,
    ) -> None:
        super().__init__()
        self._app = app
        self._bridge = bridge
        self._clock = clock
        self._sound = sound
        self._demo = demo
        self._changes = Changes(bridge.asks, clock, chosen)
        self.settings: SettingsPanel | None = None
        self.names: NamesPanel | None = None
        load_fonts()
        self._theme = self._put_on()
        self.window = self._make_window()
        self._old: MainWindow | None = None
        bridge.settings_changed.connect(self._follow)
        bridge.asks.settings_unlocked.connect(self._show_settings)

    def show(self) -> None:
        """Show the first window, as large as the screen allows."""
        room = self._app.primaryScreen().availableGeometry()
        self.window.resize(*_SIZE)
        is_small = room.width() < _SIZE[0] or room.height() < _SIZE[1]
        if is_small and self._app.platformName() != "offscreen":
            self.window.showMaximized()
        else:
            self.window.show()

    @Slot()
    def open_settings(self) -> None:
        """Open the settings, or close them; they stay while people work on the board."""
        if self.settings is not None and self.settings.is_open:
            self.settings.close_panel()
            return
        self._bridge.asks.unlock_settings()

    @Slot()
    def open_names(self) -> None:
        """Open the kitchen's own names, or close them; only keeping one may need the PIN."""
        if self.names is not None and self.names.is_open:
            self.names.close_panel()
        else:
            self._show_names()

    def _show_names(self, *, at_once: bool = False) -> None:
        """Make the panel anew: it offers what is on the board now."""
        if self.names is not None:
            self.names.deleteLater()
        board = self.window.board
        lines = [line for view in board.views.values() for line in view.order.lines]
        self.names = NamesPanel(self._theme, self._changes, board, lines)
        self.names.open_panel(at_once=at_once)

    @Slot()
    def _show_settings(self) -> None:
        if self.settings is None:
            self.settings = self._make_settings()
        self.settings.open_panel()

    @Slot(object)
    def _follow(self, chosen: Chosen) -> None:
        is_seen = chosen.screen != self._changes.chosen.screen
        self._changes.follow(chosen)
        if is_seen:
            self._replace_window()
        elif self.settings is not None:
            self.settings.show_chosen(chosen)

    def _replace_window(self) -> None:
        """Put a new window in the place of the old one, which goes only then: nothing flashes."""
        old, before = self.window, self.settings
        row = before.row_in_use() if before is not None else None
        self._theme = self._put_on()
        self.window = new = self._make_window()
        fills = old.isMaximized() or old.isFullScreen()
        new.setGeometry(old.normalGeometry() if fills else old.geometry())
        new.setWindowState(old.windowState() & ~Qt.WindowState.WindowActive)
        self._bridge.retell()
        new.show()
        self.settings = None
        has_names = self.names is not None and self.names.is_open
        self.names = None
        if has_names:
            self._show_names(at_once=True)
        if before is not None and before.is_open:
            self.settings = self._make_settings()
            self.settings.open_at(row, scrolled=before.scroll_area.verticalScrollBar().value())
        old.hide()
        old.deleteLater()
        self._old = old  # else the garbage collector takes it apart, on any thread, in any slot

    def _make_settings(self) -> SettingsPanel:
        panel = SettingsPanel(self._theme, self._changes, self.window.board)
        start = StartRow(self._theme, self._bridge.asks.house, panel)
        asks, chosen = self._bridge.asks.privacy, self._changes.chosen
        privacy = privacy_rows(self._theme, asks, chosen, panel)
        panel.add_rows((start, SoundsRow(self._theme, self._sound, panel), *privacy))
        return panel

    def _make_window(self) -> MainWindow:
        window = MainWindow(self._bridge, self._theme, self._clock, self._sound, demo=self._demo)
        window.close_requested.connect(self.close_requested)
        window.tools.settings_requested.connect(self.open_settings)
        window.tools.names_requested.connect(self.open_names)
        return window

    def _put_on(self) -> Theme:
        """Give the application the chosen language and look; return the look."""
        screen = self._changes.chosen.screen
        language = screen.language or i18n.system_language()
        i18n.install(self._app, language, screen.digits)
        words.know_allergies(screen.allergy_words)
        menu_names.use(screen)
        room = self._app.primaryScreen().availableGeometry()
        theme = theme_for(
            screen,
            fitting=fitting_scale(room.width(), room.height()),
            motion=_system_moves(self._app),
        )
        theme.apply(self._app)
        return theme


def _system_moves(app: QApplication) -> bool:
    """Tell whether the computer is set to let things move; only Windows says so through Qt."""
    return sys.platform != "win32" or app.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
