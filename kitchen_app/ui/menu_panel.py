"""The menu: what is not about one order."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class MenuItem(StrEnum):
    """What the menu offers, in this order."""

    ALL_DAY = "all_day"
    RECALL = "recall"
    CLEAN = "clean"
    FULL_SCREEN = "full_screen"
    SETTINGS = "settings"


KEYS = {
    MenuItem.ALL_DAY: Qt.Key.Key_A,
    MenuItem.RECALL: Qt.Key.Key_R,
    MenuItem.CLEAN: Qt.Key.Key_C,
    MenuItem.FULL_SCREEN: Qt.Key.Key_F11,
    MenuItem.SETTINGS: Qt.Key.Key_S,
}
"""The key of each on the board."""


class MenuPanel(SlideOver):
    """One large button for each thing, with its key.

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
            text = tr(f"menu.{item.value}")
            key = QKeySequence(KEYS[item]).toString()
            button = TouchButton("choice", self, text=f"{text} · {key}")
            button.setAccessibleName(text)
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

    @Slot()
    def _choose(self) -> None:
        item = MenuItem(self.sender().property("item"))
        self.close_panel()
        self.chosen.emit(item)
