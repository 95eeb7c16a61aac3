"""Teaching the program a keyboard or a bump bar: one key after the other."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.board_keys import DEFAULTS, RESERVED, BoardKey, is_key_name
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.keys import KeyReader
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_ORDER = tuple(BoardKey)


class KeysPanel(SlideOver):
    """Asks for each key, and keeps them all at the end; closing it before keeps nothing."""

    def __init__(self, theme: Theme, parent: QWidget, asks: Asks) -> None:
        super().__init__(theme, parent, share=2)
        self._asks = asks
        self._known: dict[BoardKey, str] = dict(DEFAULTS)
        self._wanted: dict[BoardKey, str] = dict(DEFAULTS)
        self._at = 0
        self._asked_again = ""
        self._reader = KeyReader()
        self._prompt = WrapLabel("strong", self)
        self._present = WrapLabel("option", self)
        self._says = WrapLabel("option", self)
        self._list = WrapLabel("option", self)
        self.skip_button = self._button("keys.skip", self._skip)
        self.before_button = self._button("keys.before", self._go_before)
        self.clear_button = self._button("keys.clear", self._clear)
        self.defaults_button = self._button("keys.defaults", self._take_defaults)
        self.keep_button = self._button("keys.keep", self._keep)
        self.back_button = self._button("reason.back", self.close_panel)
        self._build_ui()
        asks.keys_known.connect(self._know)

    def _button(self, text: str, slot: object) -> TouchButton:
        button = TouchButton("quiet", self, text=tr(text))
        button.setAccessibleName(tr(text))
        button.clicked.connect(slot)
        return button

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        left = QVBoxLayout()
        left.setSpacing(gap)
        left.addWidget(WrapLabel("title", self, text=tr("keys.title")))
        for part in (self._prompt, self._present, self._says):
            left.addWidget(part)
        left.addStretch(1)
        pairs = (
            (self.before_button, self.skip_button),
            (self.clear_button, self.defaults_button),
            (self.back_button, self.keep_button),
        )
        for pair in pairs:
            row = QHBoxLayout()
            row.setSpacing(apart)
            for button in pair:
                row.addWidget(button, 1)
            left.addLayout(row)
        scroll = TouchScroll(self, spacing=gap)
        scroll.column.addWidget(self._list)
        scroll.column.addStretch(1)
        both = QHBoxLayout(self)
        both.setContentsMargins(apart, apart, apart, apart)
        both.setSpacing(apart)
        both.addLayout(left, 3)
        both.addWidget(scroll, 2)
        self.setAccessibleName(tr("keys.title"))

    @property
    def asked(self) -> BoardKey:
        """The action whose key is asked for."""
        return _ORDER[self._at]

    @property
    def said(self) -> str:
        """What is said of the last key."""
        return self._says.text()

    @Slot()
    def learn(self) -> None:
        """Begin with the first key."""
        self._wanted = dict(self._known)
        self._ask(0)
        self.open_panel()

    @Slot(object)
    def _know(self, keys: Mapping[BoardKey, str]) -> None:
        self._known = dict(keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; Esc, Tab and Enter do what they always do."""
        name = self._reader.read(event)
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
        elif name:
            self._take(name)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        name = self._reader.read(event)
        if name:
            self._take(name)

    def _take(self, name: str) -> None:
        """Learn a key; one that does something else is asked for a second time."""
        user = next((each for each, key in self._wanted.items() if key == name), None)
        shown = isolate(name)
        if name.removeprefix("Num+") in RESERVED or not is_key_name(name):
            self._says.show_text(tr("keys.reserved", name=shown))
        elif user is not None and user is not self.asked and name != self._asked_again:
            self._asked_again = name
            self._says.show_text(tr("keys.taken", name=shown, action=tr(f"key.{user.value}")))
        else:
            if user is not None:
                self._wanted[user] = ""
            self._wanted[self.asked] = name
            self._go_on()

    def _go_on(self) -> None:
        if self._at + 1 < len(_ORDER):
            self._ask(self._at + 1)
        else:
            self._ask(self._at, says=tr("keys.all"))

    def _ask(self, at: int, *, says: str = "") -> None:
        self._at, self._asked_again = at, ""
        key = self._wanted[self.asked]
        self._prompt.show_text(tr("keys.press", action=tr(f"key.{self.asked.value}")))
        self._present.show_text(tr("keys.now", name=isolate(key)) if key else tr("keys.none"))
        self._says.show_text(says)
        self.before_button.setEnabled(at > 0)
        self.skip_button.setEnabled(at + 1 < len(_ORDER))
        self._list.show_text("\n".join(map(self._line, _ORDER)))

    def _line(self, action: BoardKey) -> str:
        return f"{tr(f'key.{action.value}')}: {isolate(self._wanted[action] or '–')}"

    @Slot()
    def _skip(self) -> None:
        self._go_on()

    @Slot()
    def _go_before(self) -> None:
        self._ask(self._at - 1)

    @Slot()
    def _clear(self) -> None:
        self._wanted[self.asked] = ""
        self._go_on()

    @Slot()
    def _take_defaults(self) -> None:
        self._wanted = dict(DEFAULTS)
        self._ask(0)

    @Slot()
    def _keep(self) -> None:
        wanted = dict(self._wanted)
        self.close_panel()
        self._asks.keep_keys(wanted)

    def event(self, event: QEvent) -> bool:
        """Take shortcuts as plain keys while they are learned."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)
