"""Up to three phones, each an area code and a number."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kitchen_app.domain.shop import MOST_PHONES
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_CODE_DIGITS, _NUMBER_DIGITS = 4, 15


class _Digits(QValidator):
    """Keeps the digits of what is typed or pasted, in any script, as Latin ones."""

    def __init__(self, most: int, parent: QObject) -> None:
        super().__init__(parent)
        self._most = most

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        digits = "".join(str(unicodedata.digit(each)) for each in text if each.isdigit())
        fits = len(digits) <= self._most
        state = QValidator.State.Acceptable if fits else QValidator.State.Invalid
        return state, digits, min(place, len(digits))


class PhoneRow(QWidget):
    """One phone; written from left to right in every language.

    Signals:
        edited: something was typed.
        removed: it shall go.
    """

    edited = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.code = _digits(_CODE_DIGITS, tr("contact.code_of", n=place), self)
        self.number = _digits(_NUMBER_DIGITS, tr("contact.number_of", n=place), self)
        self.code.setFixedWidth(2 * theme.px("target"))
        self.remove_button = TouchButton("quiet", self, text=tr("contact.remove"))
        self.remove_button.setAccessibleName(tr("contact.remove_of", n=place))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("unit"))
        for part in (_plain("+", self), self.code, _plain("–", self)):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.number, 1)
        row.addSpacing(theme.px("apart"))
        row.addWidget(self.remove_button)
        for field in (self.code, self.number):
            field.textEdited.connect(self.edited)
        self.remove_button.clicked.connect(self.removed)

    @property
    def phone(self) -> str:
        """What is typed, as Keeta wants it: `<area code>-<number>`."""
        return f"{self.code.text()}-{self.number.text()}"

    def show_phone(self, phone: str) -> None:
        """Show another phone; the cursor stays in one that is the same."""
        if phone != self.phone:
            code, _, number = phone.partition("-")
            self.code.setText(code)
            self.number.setText(number)

    def show_wrong(self, *, is_wrong: bool) -> None:
        for field in (self.code, self.number):
            set_state(field, "wrong", "yes" if is_wrong else "")


class PhoneRows(QWidget):
    """The phones in the sequence in which customers see them.

    Signals:
        edited: the phones, each as Keeta wants it, whether or not they are right.
    """

    edited = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.new_code = ""
        self._count = 0
        self.rows = [PhoneRow(theme, place + 1, self) for place in range(MOST_PHONES)]
        self.add_button = TouchButton("quiet", self, text=tr("contact.add"))
        self._most = WrapLabel("meta", self, text=tr("contact.most"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        for place, row in enumerate(self.rows):
            column.addWidget(row)
            row.setProperty("place", place)
            row.edited.connect(self._tell)
            row.removed.connect(self._remove)
        column.addWidget(self.add_button)
        column.addWidget(self._most)
        self.add_button.clicked.connect(self._add)

    @property
    def phones(self) -> tuple[str, ...]:
        return tuple(row.phone for row in self.rows[: self._count])

    def show_phones(self, phones: Sequence[str], *, wrong: int | None) -> None:
        """Show these phones, and the place of the one that is wrong."""
        self._count = min(len(phones), MOST_PHONES)
        for place, row in enumerate(self.rows):
            is_used = place < self._count
            row.setVisible(is_used)
            row.show_phone(phones[place] if is_used else "-")
            row.show_wrong(is_wrong=place == wrong)
        self.add_button.setVisible(self._count < MOST_PHONES)
        self._most.setVisible(self._count == MOST_PHONES)

    @Slot()
    def _add(self) -> None:
        row = self.rows[self._count]
        self.edited.emit((*self.phones, f"{self.new_code}-"))
        (row.number if self.new_code else row.code).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _remove(self) -> None:
        place = self.sender().property("place")
        phones = self.phones
        self.edited.emit(phones[:place] + phones[place + 1 :])

    @Slot()
    def _tell(self) -> None:
        self.edited.emit(self.phones)


def _digits(most: int, name: str, parent: QWidget) -> QLineEdit:
    field = QLineEdit(parent)
    field.setValidator(_Digits(most, field))
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
    field.setAccessibleName(name)
    return field


def _plain(text: str, parent: QWidget) -> QLabel:
    return WrapLabel("strong", parent, text=text)
