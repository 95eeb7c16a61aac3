"""The menu: what is not about one order."""

from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.services.board_keys import BoardKey
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.keys import KeyMap
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class MenuItem(StrEnum):
    """What the menu offers, in this order."""

    ALL_DAY = "all_day"
    RECALL = "recall"
    HISTORY = "history"
    REPORTS = "reports"
    SHOP = "shop"
    SOLD_OUT = "sold_out"
    PRINTERS = "printers"
    CLEAN = "clean"
    FULL_SCREEN = "full_screen"
    SETTINGS = "settings"
    NAMES = "names"
    PIN = "pin"
    KEYS = "keys"


KEYS = {
    MenuItem.ALL_DAY: BoardKey.ALL_DAY,
    MenuItem.RECALL: BoardKey.RECALL,
    MenuItem.SOLD_OUT: BoardKey.SOLD_OUT,
    MenuItem.CLEAN: BoardKey.CLEAN,
    MenuItem.FULL_SCREEN: BoardKey.FULL_SCREEN,
    MenuItem.SETTINGS: BoardKey.SETTINGS,
    MenuItem.NAMES: BoardKey.NAMES,
}
"""What does the same on the board by a key."""


class MenuPanel(SlideOver):
    """One large button for each thing, with its key if it has one.

    Signals:
        chosen: the `MenuItem` that was touched; the panel has closed by then.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, leads=True)
        self.buttons: dict[MenuItem, TouchButton] = {}
        apart = theme.px("apart")
        scroll = TouchScroll(self, spacing=theme.px("gap"))
        for item in MenuItem:
            button = TouchButton("choice", self)
            button.setProperty("item", item.value)
            button.clicked.connect(self._choose)
            scroll.column.addWidget(button)
            self.buttons[item] = button
        scroll.column.addStretch(1)
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self.back_button.setAccessibleName(tr("reason.back"))
        self.back_button.clicked.connect(self.close_panel)
        self.setAccessibleName(tr("menu.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("menu.title")))
        column.addWidget(scroll, 1)
        column.addWidget(self.back_button)
        self.show_keys(KeyMap())

    def show_keys(self, keys: KeyMap) -> None:
        """Say beside each thing which key does it."""
        for item, button in self.buttons.items():
            text = tr(f"menu.{item.value}")
            key = keys.key_of(KEYS[item]) if item in KEYS else ""
            button.show_words(f"{text} · {key}" if key else text, spoken=text)

    @Slot()
    def _choose(self) -> None:
        item = MenuItem(self.sender().property("item"))
        self.close_panel()
        self.chosen.emit(item)
