"""Keeta's reasons to choose from, with a text for the one that needs words."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QButtonGroup, QPlainTextEdit, QVBoxLayout, QWidget

from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

R = TypeVar("R", bound=StrEnum)


class ReasonChooser(QWidget, Generic[R]):
    """One reason at a time; `table` is where its words are, `other` the one that needs a text.

    Signals:
        changed: another reason or another text.
        text_wanted: the text field has appeared and has the keyboard.
    """

    changed = Signal()
    text_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        reasons: Iterable[R],
        *,
        table: str,
        other: R,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._table = table
        self._other = other
        self._text_label = WrapLabel("state", self, text=tr("reason.text_label"))
        self.text = QPlainTextEdit(self)
        self.choices = {reason: self._choice(reason) for reason in reasons}
        self._group = QButtonGroup(self)
        self._build_ui(theme)

    def _choice(self, reason: R) -> TouchButton:
        button = TouchButton("choice", self, text=tr(f"{self._table}.{reason.value}"))
        button.setCheckable(True)
        button.setAccessibleName(button.text())
        return button

    def _build_ui(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("gap"))
        for button in self.choices.values():
            self._group.addButton(button)
            column.addWidget(button)
        self.text.setPlaceholderText(tr("reason.text_hint"))
        self.text.setAccessibleName(tr("reason.text_label"))
        self.text.setTabChangesFocus(True)
        direction = QTextOption()
        direction.setTextDirection(self.layoutDirection())
        self.text.document().setDefaultTextOption(direction)
        self.text.setFixedHeight(theme.px("primary"))
        column.addWidget(self._text_label)
        column.addWidget(self.text)
        self.text.textChanged.connect(self._check)
        self._group.buttonToggled.connect(self._check)
        self._show_text(wanted=False)

    @property
    def reason(self) -> R | None:
        """The chosen reason."""
        chosen = (reason for reason, button in self.choices.items() if button.isChecked())
        return next(chosen, None)

    @property
    def said(self) -> str:
        """The text, if the chosen reason is the one that needs it."""
        return self.text.toPlainText().strip() if self.needs_text else ""

    @property
    def needs_text(self) -> bool:
        return self.reason == self._other

    @property
    def is_valid(self) -> bool:
        return self.reason is not None and (bool(self.said) or not self.needs_text)

    def start(self, reason: R | None = None) -> None:
        """Forget the last choice; `reason` is chosen beforehand."""
        self._group.setExclusive(False)
        for each, button in self.choices.items():
            button.setChecked(each == reason)
        self._group.setExclusive(True)
        self.text.clear()
        self._check()

    def mark(self, reason: R | None, hint: str) -> None:
        """Add a hint to the words of one reason, and take it from the others."""
        for each, button in self.choices.items():
            words = tr(f"{self._table}.{each.value}")
            shown = f"{words} · {hint}" if each == reason else words
            button.show_words(shown, spoken=shown)

    def _show_text(self, *, wanted: bool) -> None:
        self._text_label.setVisible(wanted)
        self.text.setVisible(wanted)

    @Slot()
    def _check(self) -> None:
        self._show_text(wanted=self.needs_text)
        if self.needs_text and not self.text.hasFocus():
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self.text_wanted.emit()
        self.changed.emit()
