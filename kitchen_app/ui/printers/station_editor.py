"""What one station is: its name, its printer, its dishes and words."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from kitchen_app.domain.order import Line
from kitchen_app.domain.routing import Station
from kitchen_app.services.printer_rules import LONGEST_NAME
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.menu_names import menu_name
from kitchen_app.ui.printers.rows import SetupRow
from kitchen_app.ui.printers.stations_draft import StationsDraft
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton


class StationEditor(TouchScroll):
    """Shows the chosen station of a draft; what is touched or typed is only told.

    Signals:
        named: the name that is typed.
        placed: the name of the printer that is wanted.
        dish_touched: a `Line`, the dish that this station is to make, or not any more.
        worded: a tuple of the words that are typed.
        keep_wanted: Enter was pressed in a field.
    """

    named = Signal(str)
    placed = Signal(object)
    dish_touched = Signal(object)
    worded = Signal(object)
    keep_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        printers: Sequence[str],
        dishes: Sequence[Line],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, spacing=theme.px("gap"))
        self.dishes = dishes
        name_row, printer_row, dish_row, words_row = (
            SetupRow(theme, key, self)
            for key in ("station", "station_printer", "station_dishes", "station_words")
        )
        self.name_field = _field(name_row)
        self.name_field.setMaxLength(LONGEST_NAME)
        options = [Option(value=name, words=isolate(name)) for name in printers]
        self.grid = SegmentGrid(theme, printer_row.name, options, printer_row)
        printer_row.column.addWidget(self.grid)
        dish_row.column.setSpacing(theme.px("gap"))
        self.dish_buttons = [self._dish_button(theme, dish_row) for _ in dishes]
        if not dishes:
            none = WrapLabel("option", dish_row, text=tr("stations.no_dishes"))
            dish_row.column.addWidget(none)
        self.words_field = _field(words_row)
        for row in (name_row, printer_row, dish_row, words_row):
            self.column.addWidget(row)
        self.column.addStretch(1)
        self.name_field.textEdited.connect(self.named)
        self.words_field.textEdited.connect(self._tell_words)
        self.grid.picked.connect(self.placed)
        for field in (self.name_field, self.words_field):
            field.returnPressed.connect(self.keep_wanted)

    def _dish_button(self, theme: Theme, row: SetupRow) -> WordsButton:
        button = WordsButton(theme, "total", parent=row)
        button.setCheckable(True)
        button.clicked.connect(self._touch_dish)
        row.column.addWidget(button)
        return button

    def begin(self, station: Station | None) -> None:
        """Show another station from its beginning, or none."""
        self.content.setVisible(station is not None)
        if station is not None:
            self.name_field.setText(station.name)
            self.words_field.setText(", ".join(station.words))
            self.verticalScrollBar().setValue(0)

    def show_draft(self, draft: StationsDraft) -> None:
        """Show where the chosen station prints, and who makes which dish."""
        if draft.chosen is not None:
            self.grid.show_value(draft.chosen.printer)
        for dish, button in zip(self.dishes, self.dish_buttons, strict=True):
            _show_dish(dish, button, draft)

    @Slot()
    def _touch_dish(self) -> None:
        place = next(
            place for place, button in enumerate(self.dish_buttons) if button is self.sender()
        )
        self.dish_touched.emit(self.dishes[place])

    @Slot(str)
    def _tell_words(self, text: str) -> None:
        parts = text.replace("،", ",").replace("，", ",").split(",")
        words = (" ".join(part.split()) for part in parts)
        self.worded.emit(tuple(word for word in words if word))


def _field(row: SetupRow) -> QLineEdit:
    field = QLineEdit(row)
    field.setMinimumHeight(row.theme.px("target"))
    field.setAccessibleName(row.name)
    row.column.addWidget(field)
    return field


def _show_dish(dish: Line, button: WordsButton, draft: StationsDraft) -> None:
    maker, chosen = draft.maker_of(dish), draft.chosen
    is_by_word = maker is not None and not maker.names(dish)
    hint = ""
    if maker is not None:
        key = "stations.by_word" if is_by_word else "stations.made_at"
        hint = tr(key, name=isolate(maker.name or "?"))
    name = isolate(menu_name(dish.name, dish.names))
    button.show_words(name, spoken=name)
    button.show_hint(hint)
    button.setChecked(maker is not None and maker is chosen)
    button.setEnabled(not (is_by_word and maker is chosen))
