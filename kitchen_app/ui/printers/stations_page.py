"""The page of the stations: who makes which dish, and where its tickets come out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kitchen_app.domain.order import Line
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.printers.station_editor import StationEditor
from kitchen_app.ui.printers.stations_draft import StationsDraft, dishes_of
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
        printers = [printer.name for printer in draft.settings.printers]
        self.editor = StationEditor(theme, printers, dishes_of(lines, draft.stations), self)
        self._said = WrapLabel("strong", self)
        self.told = WrapLabel("option", self)
        self.buttons: list[WordsButton] = []
        self._list = TouchScroll(self, spacing=theme.px("gap"))
        self.add_button = TouchButton("work", self, text=tr("stations.add"))
        self.keep_button = TouchButton("primary", self, text=tr("setup.keep"))
        self.back_button = TouchButton("quiet", self, text=tr("reason.back"))
        self.remove_button = HoldButton(
            theme, hint=tr("hold.hint"), going=tr("hold.going"), parent=self
        )
        self._build_ui()
        self._connect()
        self._show_chosen()

    def _build_ui(self) -> None:
        apart = self.theme.px("apart")
        self.setAccessibleName(tr("stations.title"))
        self._list.column.addWidget(self.told)
        self._list.column.addWidget(self.add_button)
        self._list.column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(2 * apart)
        body.addWidget(self._list, 2)
        body.addWidget(self.editor, 3)
        feet = QHBoxLayout()
        feet.setSpacing(apart)
        for button in (self.back_button, self.remove_button, self.keep_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            feet.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(apart, apart, apart, apart)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("stations.title")))
        column.addWidget(self._said)
        column.addLayout(body, 1)
        column.addLayout(feet)
        self._said.hide()

    def _connect(self) -> None:
        self.editor.named.connect(self._take_name)
        self.editor.placed.connect(self._take_printer)
        self.editor.dish_touched.connect(self._take_dish)
        self.editor.worded.connect(self._take_words)
        self.editor.keep_wanted.connect(self._keep)
        self.add_button.clicked.connect(self._add)
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
        self.draft = draft
        self._show_draft()

    def _show_chosen(self) -> None:
        """Show another station, or none."""
        chosen = self.draft.chosen
        self.editor.begin(chosen)
        self.remove_button.setVisible(chosen is not None)
        self._show_draft()

    def _show_draft(self) -> None:
        stations = self.draft.stations
        while len(self.buttons) < len(stations):
            self._add_station_button()
        for place, button in enumerate(self.buttons):
            button.setVisible(place < len(stations))
            if place < len(stations):
                _show_station(place, button, self.draft, self.editor.dishes)
        self.editor.show_draft(self.draft)
        if self.draft.chosen is not None:
            words = tr("stations.remove", name=isolate(self.draft.chosen.name))
            self.remove_button.show_words(words, spoken=words)
        printers = (printer.name for printer in self.draft.settings.printers)
        told = [_printed_at(printer, self.draft) for printer in printers]
        self.told.show_text("\n".join(filter(None, told)) or tr("stations.no_rest"))

    def _add_station_button(self) -> None:
        button = WordsButton(self.theme, "total", parent=self)
        button.setCheckable(True)
        button.clicked.connect(self._choose)
        self._list.column.insertWidget(len(self.buttons), button)
        self.buttons.append(button)

    @Slot()
    def _choose(self) -> None:
        place = next(place for place, each in enumerate(self.buttons) if each is self.sender())
        self.draft = self.draft.choosing(place)
        self._show_chosen()

    @Slot()
    def _add(self) -> None:
        taken = {station.name for station in self.draft.stations}
        names = [tr(f"stations.name_{key}") for key in _SUGGESTED]
        names += [tr("stations.name_n", n=n) for n in range(1, len(taken) + 2)]
        self.draft = self.draft.with_new(next(name for name in names if name not in taken))
        self._show_chosen()

    @Slot()
    def _remove(self) -> None:
        self.draft = self.draft.without()
        self._show_chosen()

    @Slot(str)
    def _take_name(self, name: str) -> None:
        self._use(self.draft.named(" ".join(name.split())))

    @Slot(object)
    def _take_words(self, words: tuple[str, ...]) -> None:
        self._use(self.draft.with_words(words))

    @Slot(object)
    def _take_printer(self, name: object) -> None:
        self._use(self.draft.at(str(name)))

    @Slot(object)
    def _take_dish(self, dish: Line) -> None:
        is_made = self.draft.maker_of(dish) is not self.draft.chosen
        self._use(self.draft.with_dish(dish, is_made=is_made))

    @Slot()
    def _keep(self) -> None:
        if self.keep_button.isEnabled():
            self.say(tr("setup.keeping"))
            self.keep_button.setEnabled(False)
            self.keep_requested.emit(self.draft.stations)


def _show_station(
    place: int, button: WordsButton, draft: StationsDraft, dishes: Sequence[Line]
) -> None:
    station = draft.stations[place]
    where = tr("stations.at", name=isolate(station.name), printer=isolate(station.printer))
    hint = tr("stations.dishes", n=sum(draft.maker_of(dish) is station for dish in dishes))
    if not draft.works(station):
        hint = tr("stations.no_tickets")
    button.show_words(where, spoken=where)
    button.show_hint(hint)
    button.setChecked(place == draft.place)


def _printed_at(printer: str, draft: StationsDraft) -> str:
    """Say what a printer prints for the kitchen; nothing of one that does not."""
    stations, has_rest = draft.stations_at(printer), printer in draft.rest
    if not stations and not has_rest:
        return ""
    key = {(True, True): "both", (True, False): "only", (False, True): "rest"}
    what = "all" if draft.prints_all(printer) else key[bool(stations), has_rest]
    names = tr("stations.and").join(map(isolate, stations))
    return tr(f"stations.prints_{what}", printer=isolate(printer), stations=names)
