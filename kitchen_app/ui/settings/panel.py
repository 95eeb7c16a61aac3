"""The settings, over one half of the board: what is changed is seen at once on the other."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kitchen_app.services.preferences import Chosen, Setting, SettingValue
from kitchen_app.services.settings import (
    LANGUAGES,
    Arrangement,
    Digits,
    LastResort,
    Look,
    Motion,
    Palette,
    ScreenSettings,
)
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.settings.change_bar import ChangeBar
from kitchen_app.ui.settings.changes import Changes, Stage
from kitchen_app.ui.settings.rows import ChoiceRow, MinutesRow, Row
from kitchen_app.ui.settings.segments import Option
from kitchen_app.ui.settings.words_row import WordsRow
from kitchen_app.ui.theme import Theme, roomy_scale
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_SCALES = (0.8, 1.0, 1.2, 1.4, 1.6, 1.8)
_FIGURES = {Digits.WESTERN: "0 1 2 3", Digits.ARABIC_INDIC: "٠ ١ ٢ ٣"}


class SettingsPanel(SlideOver):
    """A row for each setting; Esc closes, after it has taken back a size that is only tried."""

    def __init__(self, theme: Theme, changes: Changes, parent: QWidget) -> None:
        super().__init__(theme, parent, share=2)
        self._changes = changes
        self._most = roomy_scale(parent.width(), theme.arrangement)
        self.bar = ChangeBar(theme, changes, self)
        self._title = WrapLabel("title", self, text=tr("settings.title"))
        self.rows: dict[Setting, Row] = {row.setting: row for row in self._make_rows()}
        self.scroll_area = TouchScroll(self, spacing=theme.px("gap"))
        self.defaults_button = TouchButton("quiet", self, text=tr("settings.defaults"))
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self._build_ui()
        changes.last_changed.connect(self._show_last)
        self._show_last()
        self.show_chosen(changes.chosen)

    def _make_rows(self) -> Iterable[Row]:
        sizes = _sizes(self._changes.chosen.screen.scale, most=self._most)
        yield self._choices(Setting.LANGUAGE, (None, *LANGUAGES))
        yield self._choices(Setting.KITCHEN_LANGUAGE, (None, *LANGUAGES))
        yield ChoiceRow(self.theme, Setting.SCALE, sizes, self)
        yield self._choices(Setting.ARRANGEMENT, Arrangement)
        yield self._choices(Setting.LOOK, Look)
        yield self._choices(Setting.PALETTE, Palette)
        yield self._choices(Setting.MOTION, Motion)
        figures = [Option(value=digits, words=isolate(_FIGURES[digits])) for digits in Digits]
        yield ChoiceRow(self.theme, Setting.DIGITS, figures, self)
        yield MinutesRow(self.theme, Setting.SOON_AFTER_MIN, self)
        yield MinutesRow(self.theme, Setting.LATE_AFTER_MIN, self)
        yield WordsRow(self.theme, Setting.ALLERGY_WORDS, self)
        yield self._choices(Setting.LAST_MINUTE, LastResort)

    def _choices(self, setting: Setting, values: Iterable[str | None]) -> ChoiceRow:
        """Return a row whose values have words of their own; None is the system's."""
        options = [
            Option(value=value, words=tr(f"settings.{setting.value}_{value or 'system'}"))
            for value in values
        ]
        return ChoiceRow(self.theme, setting, options, self)

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self.setAccessibleName(tr("settings.title"))
        for row in self.rows.values():
            self.scroll_area.column.addWidget(row)
            row.chosen.connect(self._choose)
        self.scroll_area.column.addWidget(self.defaults_button)
        self.scroll_area.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(self._title)
        column.addWidget(self.bar)
        column.addWidget(self.scroll_area, 1)
        column.addWidget(self.back_button)
        for button in (self.defaults_button, self.back_button):
            button.setAccessibleName(button.text())
        self.defaults_button.clicked.connect(self._choose_defaults)
        self.back_button.clicked.connect(self.close_panel)

    def add_rows(self, rows: Iterable[QWidget]) -> None:
        """Take rows that need more than the choices in force, under those that do not."""
        column = self.scroll_area.column
        for row in rows:
            column.insertWidget(column.indexOf(self.defaults_button), row)
            if isinstance(row, Row):
                self.rows[row.setting] = row
                row.chosen.connect(self._choose)
                row.show_chosen(self._changes.chosen)

    def show_chosen(self, chosen: Chosen) -> None:
        """Show what is in force."""
        for row in self.rows.values():
            row.show_chosen(chosen)
        self.defaults_button.setEnabled(any(_defaults(chosen)))

    def row_in_use(self) -> Setting | None:
        """Return the setting that has the keyboard."""
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        used = (row.setting for row in self.rows.values() if row.isAncestorOf(focus))
        return next(used, None)

    def open_at(self, setting: Setting | None, *, scrolled: int) -> None:
        """Be there at once, as another panel was that this one takes the place of."""
        self.open_panel(at_once=True)
        self.scroll_area.content.adjustSize()
        self.scroll_area.verticalScrollBar().setValue(scrolled)
        if setting is not None:
            self.rows[setting].take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_tried():
            self._changes.take_back()
            return
        super().keyPressEvent(event)

    @Slot(object, object)
    def _choose(self, setting: Setting, value: SettingValue) -> None:
        self._changes.choose({setting: value})

    @Slot()
    def _choose_defaults(self) -> None:
        self._changes.choose(dict(_defaults(self._changes.chosen)))

    @Slot()
    def _show_last(self) -> None:
        self.bar.show_last()
        is_tried = self._is_tried()
        for part in (self._title, self.back_button):
            part.setVisible(not is_tried)  # at a size that is far too large the bar needs the room
        last = self._changes.last
        if last is not None and last.stage is Stage.FAILED:
            self.show_chosen(self._changes.chosen)  # a stepper shows what somebody has wished

    def _is_tried(self) -> bool:
        last = self._changes.last
        return last is not None and last.stage is Stage.TRIED


def _defaults(chosen: Chosen) -> Iterable[tuple[Setting, SettingValue]]:
    """Return the defaults that are not in force.

    Languages, names and allergy words stay: they are facts about the kitchen, not matters of taste.
    So does how long people are kept: a shorter time costs what no undo brings back.
    """
    plain = Chosen(
        screen=ScreenSettings(
            language=chosen.screen.language,
            kitchen_language=chosen.screen.kitchen_language,
            kitchen_names=chosen.screen.kitchen_names,
            allergy_words=chosen.screen.allergy_words,
        ),
        privacy=chosen.privacy,
    )
    for setting in Setting:
        if plain.value(setting) != chosen.value(setting):
            yield setting, plain.value(setting)


def _sizes(scale: float | None, *, most: float) -> list[Option]:
    """Return the sizes at which no lane is cut off, and what somebody has written into the file."""
    fitting = [each for each in _SCALES if each <= max(most, 1.0)]
    scales = sorted({*fitting, *([scale] if scale is not None else [])})
    sizes = [
        Option(value=each, words=tr("settings.percent", n=round(each * 100))) for each in scales
    ]
    return [Option(value=None, words=tr("settings.scale_auto")), *sizes]
