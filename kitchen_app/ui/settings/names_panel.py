"""The kitchen's own names: one for each dish, size or option that somebody gives one to."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitchen_app.domain.order import Line
from kitchen_app.services.preferences import Setting
from kitchen_app.services.settings import LONGEST_KITCHEN_NAME, LONGEST_MENU_NAME
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.settings.change_bar import ChangeBar
from kitchen_app.ui.settings.changes import Changes
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton


class NamesPanel(SlideOver):
    """A button for each name on the board or in the glossary; the chosen one has a field.

    Names are typed on a keyboard, as they are given once and from an office chair.
    """

    def __init__(
        self, theme: Theme, changes: Changes, parent: QWidget, lines: Iterable[Line]
    ) -> None:
        super().__init__(theme, parent, share=2)
        self._changes = changes
        self._own = dict(changes.chosen.screen.kitchen_names)
        self._chosen = ""
        self.bar = ChangeBar(theme, changes, self)
        self._asked = WrapLabel("strong", self)
        self.field = QLineEdit(self)
        self.keep_button = self._button("primary", "names.keep", self._keep)
        self.remove_button = self._button("quiet", "names.remove", self._remove)
        self.back_button = self._button("quiet", "reason.back", self.close_panel)
        self._editor = QWidget(self)
        names = sorted({*self._own, *_names_in(lines)}, key=str.casefold)
        self.buttons = {name: self._name_button(name) for name in names}
        self._build_ui()
        changes.last_changed.connect(self.bar.show_last)

    def _button(self, role: str, text: str, slot: object) -> TouchButton:
        button = TouchButton(role, self, text=tr(text))
        button.setAccessibleName(tr(text))
        button.clicked.connect(slot)
        return button

    def _name_button(self, name: str) -> WordsButton:
        own = self._own.get(name, "")
        text = tr("names.called", name=isolate(name), own=isolate(own)) if own else isolate(name)
        button = WordsButton(self.theme, "total", parent=self)
        button.show_words(text, spoken=text)
        button.show_hint("")
        button.setCheckable(True)
        button.setProperty("menu_name", name)
        button.clicked.connect(self._choose)
        return button

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        self.setAccessibleName(tr("names.title"))
        self.field.setMaxLength(LONGEST_KITCHEN_NAME)
        self.field.setMinimumHeight(self.theme.px("target"))
        self.field.setPlaceholderText(tr("names.type"))
        self.field.returnPressed.connect(self._keep)
        self.field.textChanged.connect(self._check)
        row = QHBoxLayout()
        row.setSpacing(apart)
        row.addWidget(self.remove_button, 1)
        row.addWidget(self.keep_button, 1)
        editor = QVBoxLayout(self._editor)
        editor.setContentsMargins(0, 0, 0, 0)
        editor.setSpacing(gap)
        editor.addWidget(self._asked)
        editor.addWidget(self.field)
        editor.addLayout(row)
        self._editor.hide()
        scroll = TouchScroll(self, spacing=self.theme.px("apart"))
        for button in self.buttons.values():
            scroll.column.addWidget(button)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(gap)
        column.addWidget(WrapLabel("title", self, text=tr("names.title")))
        column.addWidget(WrapLabel("meta", self, text=self._hint()))
        column.addWidget(self.bar)
        column.addWidget(self._editor)
        column.addWidget(scroll, 1)
        column.addWidget(self.back_button)

    def _hint(self) -> str:
        return tr("names.hint" if self.buttons else "names.none")

    @Slot()
    def _choose(self) -> None:
        """Offer to name what was touched."""
        self._chosen = str(self.sender().property("menu_name"))
        for name, button in self.buttons.items():
            button.setChecked(name == self._chosen)
        own = self._own.get(self._chosen, "")
        asked = tr("names.asked", name=isolate(self._chosen))
        self._asked.show_text(asked)
        self.field.setAccessibleName(asked)
        self.field.setText(own)
        self.remove_button.setVisible(bool(own))
        self._check()
        self._editor.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> str:
        return " ".join(self.field.text().split())

    @Slot()
    def _check(self) -> None:
        self.keep_button.setEnabled(self._typed() not in ("", self._own.get(self._chosen)))

    @Slot()
    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            self._call({**self._own, self._chosen: self._typed()})

    @Slot()
    def _remove(self) -> None:
        self._call({name: own for name, own in self._own.items() if name != self._chosen})

    def _call(self, names: dict[str, str]) -> None:
        """Ask for other names; a window that shows them comes with this panel open."""
        self._changes.choose({Setting.KITCHEN_NAMES: names})


def _names_in(lines: Iterable[Line]) -> set[str]:
    """Return what can be named of these lines: products, sizes and options."""
    found: set[str] = set()
    for line in lines:
        found.update((line.name, line.spec, *(option.name for option in line.options)))
    tidy = {" ".join(name.split()) for name in found}
    return {name for name in tidy if 0 < len(name) <= LONGEST_MENU_NAME}
