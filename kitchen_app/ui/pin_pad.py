"""Large digits for the manager's PIN, which nobody reads over a shoulder."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.lockout import LONGEST, SHORTEST
from kitchen_app.ui import words
from kitchen_app.ui.board.grades import remaining_s
from kitchen_app.ui.i18n import figures, isolate, plain_figures, tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import ENTER, TouchButton

_PAD = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
_DOT = "\u2022"


class PinPad(SlideOver):
    """Takes digits by touch or by key and shows dots; it knows no PIN and judges none.

    Signals:
        entered: what was typed, of a length that a PIN can have.
        removal_requested: the button under the digits was pressed, where it is offered.
    """

    entered = Signal(str)
    removal_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, share=2)
        self._typed = ""
        self._is_deaf = False
        self._closed_until: datetime | None = None
        self._title = WrapLabel("title", self)
        self._what = WrapLabel("strong", self)
        self._figure = WrapLabel("number", self)
        self._says = WrapLabel("option", self)
        self.pad = {digit: TouchButton("pad", self) for digit in (*_PAD, "0")}
        self.erase_button = TouchButton("pad", self)
        self.enter_button = TouchButton("pad_enter", self)
        self.remove_button = TouchButton("quiet", self, text=tr("pin.remove"))
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self._build_ui()

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        told = QVBoxLayout()
        told.setSpacing(gap)
        for part in (self._title, self._what, self._figure, self._says):
            told.addWidget(part)
        told.addStretch(1)
        told.addWidget(self.remove_button)
        told.addSpacing(self.theme.px("half"))
        told.addWidget(self.back_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(apart, apart, apart, apart)
        row.setSpacing(2 * apart)
        row.addLayout(told, 5)
        row.addLayout(self._build_keys(), 6)
        self.remove_button.setAccessibleName(tr("pin.remove"))
        self.back_button.setAccessibleName(tr("reason.back"))
        self.remove_button.clicked.connect(self.removal_requested)
        self.back_button.clicked.connect(self.close_panel)

    def _build_keys(self) -> QVBoxLayout:
        """Return the keys as on a telephone: in Arabic too the 1 is at the left."""
        keys = QWidget(self)
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(self.theme.px("apart"))
        for place, digit in enumerate(_PAD):
            grid.addWidget(self.pad[digit], place // 3, place % 3)
        for place, button in enumerate((self.erase_button, self.pad["0"], self.enter_button)):
            grid.addWidget(button, 3, place)
        for digit, button in self.pad.items():
            button.show_words(figures(digit), spoken=figures(digit))
            button.clicked.connect(self._press_digit)
        self.erase_button.show_words("\u232b", spoken=tr("recall.erase"))
        self.enter_button.show_words(tr("pin.enter"), spoken=tr("pin.enter"))
        self.erase_button.clicked.connect(self._erase)
        self.enter_button.clicked.connect(self._enter)
        column = QVBoxLayout()
        column.addWidget(keys)
        column.addStretch(1)
        return column

    @property
    def typed(self) -> str:
        return self._typed

    @property
    def said(self) -> str:
        """What is said of the last try."""
        return self._says.text()

    @property
    def what(self) -> str:
        """What the PIN is asked for."""
        return self._what.text()

    def ask(self, what: str, *, says: str = "", can_remove: bool = False) -> None:
        """Open with nothing typed, or ask for the next one."""
        self._title.show_text(tr("pin.title"))
        self.setAccessibleName(f"{tr('pin.title')}. {what}")
        self._what.show_text(what)
        self.remove_button.setVisible(can_remove)
        self._closed_until = None
        self.say(says)
        if not self.is_open:
            self.open_panel()

    def say(self, text: str, *, is_end: bool = False) -> None:
        """Say something and begin anew, unless there is nothing more to type."""
        self._says.show_text(text)
        self._is_deaf = is_end
        self.remove_button.setVisible(self.remove_button.isVisibleTo(self) and not is_end)
        self._type("")

    def wait(self) -> None:
        """Take nothing while what was typed is looked at."""
        self._is_deaf = True
        self._type("")

    def close_for(self, wait_s: float, now: datetime, says: str = "") -> None:
        """Take nothing for so many seconds, and count them down."""
        self._closed_until = now + timedelta(seconds=wait_s)
        self.say(says)
        self.tick(now)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        """Show how long it stays closed."""
        if self._closed_until is None:
            return
        left_s = remaining_s(self._closed_until, now)
        if left_s <= 0:
            self._closed_until = None
            self._says.show_text("")
        else:
            self._says.show_text(tr("pin.locked", time=isolate(words.countdown(left_s))))
        self._show_keys()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits are typed, Backspace erases, Enter enters, Esc closes."""
        digit = plain_figures(event.text())
        if event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif event.key() in ENTER:
            self._enter()
        elif digit in self.pad and not event.isAutoRepeat():
            self._type(self._typed + digit)
        else:
            super().keyPressEvent(event)

    @Slot()
    def _press_digit(self) -> None:
        self._type(self._typed + next(d for d, each in self.pad.items() if each is self.sender()))

    @Slot()
    def _erase(self) -> None:
        self._type(self._typed[:-1])

    @Slot()
    def _enter(self) -> None:
        if self._is_open_for_digits and len(self._typed) >= SHORTEST:
            self.entered.emit(self._typed)

    @property
    def _is_open_for_digits(self) -> bool:
        return not self._is_deaf and self._closed_until is None

    def _type(self, text: str) -> None:
        self._typed = text[:LONGEST] if self._is_open_for_digits else ""
        self._figure.show_text(_DOT * len(self._typed) or " ")
        self._figure.setAccessibleName(tr("pin.typed", n=len(self._typed)))
        self._show_keys()

    def _show_keys(self) -> None:
        is_open = self._is_open_for_digits
        for button in self.pad.values():
            button.setEnabled(is_open)
        self.erase_button.setEnabled(is_open and bool(self._typed))
        self.enter_button.setEnabled(is_open and len(self._typed) >= SHORTEST)
