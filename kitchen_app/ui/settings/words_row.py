"""A list of words that people add to and take from."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitchen_app.domain.allergies import KNOWN_WORDS
from kitchen_app.services.preferences import Chosen, Setting
from kitchen_app.services.settings import LANGUAGES, LONGEST_WORD, MOST_WORDS, SHORTEST_WORD
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.settings.rows import Row
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class WordsRow(Row):
    """One button for each word, which takes it away, and a field for another."""

    def __init__(self, theme: Theme, setting: Setting, parent: QWidget | None = None) -> None:
        super().__init__(theme, setting, parent)
        self._words: tuple[str, ...] = ()
        self.field = QLineEdit(self)
        self.add_button = TouchButton("quiet", self, text=tr("settings.allergy_words_add"))
        self.buttons: list[TouchButton] = []
        self.known = WrapLabel("option", self, text=_known_words())
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.px("gap"))
        self._build_ui(theme)

    def _build_ui(self, theme: Theme) -> None:
        self.field.setMaxLength(LONGEST_WORD)
        self.field.setPlaceholderText(tr("settings.allergy_words_type"))
        self.field.setAccessibleName(self.name)
        self.add_button.setAccessibleName(f"{self.name}: {self.add_button.text()}")
        row = QHBoxLayout()
        row.setSpacing(theme.px("gap"))
        row.addWidget(self.field, 1)
        row.addWidget(self.add_button)
        self.column.addWidget(self.known)
        self.column.addLayout(self._list)
        self.column.addLayout(row)
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._add)
        self.add_button.clicked.connect(self._add)
        self._check()

    def show_chosen(self, chosen: Chosen) -> None:
        self._words = chosen.screen.allergy_words
        for button in self.buttons:
            self._list.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._word_button(word) for word in self._words]
        for button in self.buttons:
            self._list.addWidget(button)
        self._check()

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def _word_button(self, word: str) -> TouchButton:
        text = tr("settings.allergy_words_remove", word=isolate(word))
        button = TouchButton("choice", self, text=text)
        button.setAccessibleName(text)
        button.setProperty("word", word)
        button.clicked.connect(self._remove)
        return button

    def _typed(self) -> str:
        return " ".join(self.field.text().split())

    @Slot()
    def _check(self) -> None:
        """Offer to add what is a word and not there yet."""
        typed = self._typed()
        known = {word.casefold() for word in self._words}
        is_new = len(typed) >= SHORTEST_WORD and typed.casefold() not in known
        self.add_button.setEnabled(is_new and len(self._words) < MOST_WORDS)

    @Slot()
    def _add(self) -> None:
        if self.add_button.isEnabled():
            self.chosen.emit(self.setting, (*self._words, self._typed()))

    @Slot()
    def _remove(self) -> None:
        gone = self.sender().property("word")
        self.chosen.emit(self.setting, tuple(word for word in self._words if word != gone))


def _known_words() -> str:
    """Return the words that are always looked for, a line for each language of the screen."""
    lines = []
    for language in LANGUAGES:
        found = ", ".join(isolate(f"{word}…") for word in KNOWN_WORDS[language])
        lines.append(
            tr(
                "settings.allergy_words_known",
                language=tr(f"settings.language_{language}"),
                words=found,
            )
        )
    return "\n".join(lines)
