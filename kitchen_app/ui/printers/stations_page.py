"""The page of the stations: who makes which dish, and where its tickets come out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.domain.order import Line
from kitchen_app.services.printer_rules import LONGEST_NAME
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.menu_names import menu_name
from kitchen_app.ui.printers.rows import SetupRow
from kitchen_app.ui.printers.stations_draft import StationsDraft, dishes_of
from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.hold_button import HoldButton
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton

_SUGGESTED = ("grill", "cold", "drinks", "fryer")


class StationsPage(SlideOver):
    """Holds a draft; nothing of it is in force before it is kept.

    Signals:
        keep_requested: the tuple of all `Station`s.
    """

    keep_requested = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, draft: StationsDraft, lines: Sequence[Line]
    ) -> None:
        super().__init__(theme, parent, share=1)
        self.draft = draft
        self.dishes = dishes_of(lines, draft.stations)
        self._said = WrapLabel("strong", self)
        self.told = WrapLabel("option", self)
        self.buttons: list[WordsButton] = []
        self.add_button = self._button("work", "stations.add")
        self.name_row = SetupRow(theme, "station", self)
        self.name_field = QLineEdit(self.name_row)
        self.printer_row = SetupRow(theme, "station_printer", self)
        self.grid = self._printer_grid()
        self.dish_row = SetupRow(theme, "station_dishes", self)
        self.dish_buttons = [self._dish_button(place) for place in range(len(self.dishes))]
        self.words_row = SetupRow(theme, "station_words", self)
        self.words_field = QLineEdit(self.words_row)
        self._list = TouchScroll(self, spacing=theme.px("gap"))
        self.editor = TouchScroll(self, spacing=theme.px("gap"))
        self.keep_button = self._button("primary", "setup.keep")
        self.back_button = self._button("quiet", "reason.back")
        self.remove_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self._build_ui()
        self._show_chosen()

    def _button(self, role: str, key: str) -> TouchButton:
        button = TouchButton(role, self, text=tr(key))
        button.setAccessibleName(button.text())
        return button

    def _printer_grid(self) -> SegmentGrid:
        names = [printer.name for printer in self.draft.settings.printers]
        options = [Option(value=name, words=isolate(name)) for name in names]
        return SegmentGrid(self.theme, self.printer_row.name, options, self.printer_row)

    def _dish_button(self, place: int) -> WordsButton:
        button = WordsButton(self.theme, "total", parent=self.dish_row)
        button.setCheckable(True)
        button.setProperty("place", place)
        button.clicked.connect(self._touch_dish)
        return button

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self.setAccessibleName(tr("stations.title"))
        for field, row in (
            (self.name_field, self.name_row),
            (self.words_field, self.words_row),
        ):
            field.setMinimumHeight(self.theme.px("target"))
            field.setAccessibleName(row.name)
            row.column.addWidget(field)
        self.name_field.setMaxLength(LONGEST_NAME)
        self.printer_row.column.addWidget(self.grid)
        self.dish_row.column.setSpacing(self.theme.px("gap"))
        for button in self.dish_buttons:
            self.dish_row.column.addWidget(button)
        if not self.dish_buttons:
            none = WrapLabel("option", self.dish_row, text=tr("stations.no_dishes"))
            self.dish_row.column.addWidget(none)
        for row in (self.name_row, self.printer_row, self.dish_row, self.words_row):
            self.editor.column.addWidget(row)
        self.editor.column.addStretch(1)
        self._list.column.addWidget(self.told)
        self._list.column.addWidget(self.add_button)
        self._list.column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(2 * apart)
        body.addWidget(self._list, 2)
        body.addWidget(self.editor, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("stations.title")))
        column.addWidget(self._said)
        column.addLayout(body, 1)
        column.addLayout(self._feet())
        self._said.hide()
        self._connect()

    def _feet(self) -> QHBoxLayout:
        feet = QHBoxLayout()
        feet.setSpacing(self.theme.px("apart"))
        for button in (self.back_button, self.remove_button, self.keep_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            feet.addWidget(button, 1)
        return feet

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.name_field.textEdited.connect(self._take_name)
        self.words_field.textEdited.connect(self._take_words)
        self.name_field.returnPressed.connect(self._keep)
        self.words_field.returnPressed.connect(self._keep)
        self.grid.picked.connect(self._take_printer)
        self.remove_button.held.connect(self._remove)
        self.keep_button.clicked.connect(self._keep)
        self.back_button.clicked.connect(self.close_panel)

    @property
    def said(self) -> str:
        return self._said.text()

    def say(self, text: str) -> None:
        """Say something over the stations, and let people go on."""
        self._said.show_text(text)
        self._said.setVisible(bool(text))
        self.keep_button.setEnabled(True)

    def show_fault(self, fault: str, why: str) -> None:
        """Say why these stations cannot be kept."""
        if fault in ("locked", "bug"):
            self.say("")
        elif fault:
            self.say(tr(f"setup.fault_{fault}"))
        else:
            self.say(f"{tr('setup.not_kept')} {isolate(why)}")

    def _use(self, draft: StationsDraft) -> None:
        is_other = draft.place != self.draft.place or len(draft.stations) != len(
            self.draft.stations
        )
        self.draft = draft
        if is_other:
            self._show_chosen()
        else:
            self._show_draft()

    def _show_chosen(self) -> None:
        """Show another station in the editor."""
        chosen = self.draft.chosen
        self.editor.content.setVisible(chosen is not None)
        self.remove_button.setVisible(chosen is not None)
        if chosen is not None:
            self.name_field.setText(chosen.name)
            self.words_field.setText(", ".join(chosen.words))
            self.editor.verticalScrollBar().setValue(0)
            words = tr("stations.remove", name=isolate(chosen.name))
            self.remove_button.show_words(words, spoken=words)
        self._show_draft()

    def _show_draft(self) -> None:
        while len(self.buttons) < len(self.draft.stations):
            self._add_station_button()
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(self.draft.stations))
            if place < len(self.draft.stations):
                self._show_station(place, button)
        for place, button in enumerate(self.dish_buttons):
            self._show_dish(self.dishes[place], button)
        if self.draft.chosen is not None:
            self.grid.show_value(self.draft.chosen.printer)
        printers = (printer.name for printer in self.draft.settings.printers)
        told = "\n".join(filter(None, map(self._printed_at, printers)))
        self.told.show_text(told or tr("stations.no_rest"))

    def _printed_at(self, printer: str) -> str:
        """Say what a printer prints for the kitchen; nothing of one that does not."""
        stations = self.draft.stations_at(printer)
        has_rest = printer in self.draft.rest
        if not stations and not has_rest:
            return ""
        key = {(True, True): "both", (True, False): "only", (False, True): "rest"}
        what = key[bool(stations), has_rest]
        if self.draft.prints_all(printer):
            what = "all"
        names = tr("stations.and").join(map(isolate, stations))
        return tr(f"stations.prints_{what}", printer=isolate(printer), stations=names)

    def _add_station_button(self) -> None:
        button = WordsButton(self.theme, "total", parent=self)
        button.setCheckable(True)
        button.setProperty("place", len(self.buttons))
        button.clicked.connect(self._choose)
        self._list.column.insertWidget(len(self.buttons), button)
        self.buttons.append(button)

    def _show_station(self, place: int, button: WordsButton) -> None:
        station = self.draft.stations[place]
        made = sum(self.draft.maker_of(dish) is station for dish in self.dishes)
        where = tr("stations.at", name=isolate(station.name), printer=isolate(station.printer))
        hint = tr("stations.dishes", n=made)
        if not self.draft.works(station):
            hint = tr("stations.no_tickets")
        button.show_words(where, spoken=where)
        button.show_hint(hint)
        button.setChecked(place == self.draft.place)

    def _show_dish(self, dish: Line, button: WordsButton) -> None:
        maker, chosen = self.draft.maker_of(dish), self.draft.chosen
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

    @Slot()
    def _choose(self) -> None:
        self._use(self.draft.choosing(int(self.sender().property("place"))))
        self._show_draft()

    @Slot()
    def _add(self) -> None:
        taken = {station.name for station in self.draft.stations}
        names = [tr(f"stations.name_{key}") for key in _SUGGESTED]
        names += [tr("stations.name_n", n=n) for n in range(1, len(taken) + 2)]
        self._use(self.draft.with_new(next(name for name in names if name not in taken)))

    @Slot()
    def _remove(self) -> None:
        self._use(self.draft.without())
        self._show_chosen()

    @Slot(str)
    def _take_name(self, name: str) -> None:
        self._use(self.draft.named(" ".join(name.split())))

    @Slot(str)
    def _take_words(self, text: str) -> None:
        parts = text.replace("،", ",").replace("，", ",").split(",")
        words = (" ".join(part.split()) for part in parts)
        self._use(self.draft.with_words(word for word in words if word))

    @Slot(object)
    def _take_printer(self, name: object) -> None:
        self._use(self.draft.at(str(name)))

    @Slot()
    def _touch_dish(self) -> None:
        dish = self.dishes[int(self.sender().property("place"))]
        chosen = self.draft.chosen
        is_made = chosen is None or self.draft.maker_of(dish) is not chosen
        self._use(self.draft.with_dish(dish, is_made=is_made))

    @Slot()
    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            self.say(tr("setup.keeping"))
            self.keep_button.setEnabled(False)
            self.keep_requested.emit(self.draft.stations)
