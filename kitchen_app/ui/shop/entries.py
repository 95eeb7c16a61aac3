"""Special days as a list of entries, one of which is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.hours import SpecialDays
from kitchen_app.domain.said_days import Specials
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.hours_words import dates_text, day_text
from kitchen_app.ui.shop.month_grid import Mark
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.words_button import WordsButton

_DAY = timedelta(days=1)


class EntryList(QWidget):
    """A button for each entry.

    Signals:
        chosen: the first date of an entry.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: Specials = ()
        self.buttons: list[WordsButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("unit"))

    def show_entries(self, value: Specials, chosen: SpecialDays | None) -> None:
        """Show the entries in their order."""
        self._value = value
        if len(value) != len(self.buttons):
            self._make_buttons(len(value))
        for button, each in zip(self.buttons, value, strict=True):
            dates, words = dates_text(each.first, each.last), day_text(each.periods)
            text = tr("specials.entry", dates=dates, words=words)
            button.show_words(text, spoken=text)
            button.setChecked(each is chosen)

    def _make_buttons(self, count: int) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [WordsButton(self._theme, "total", parent=self) for _ in range(count)]
        for position, button in enumerate(self.buttons):
            button.show_hint("")
            button.setCheckable(True)
            button.setProperty("position", position)
            button.clicked.connect(self._choose)
            self._column.addWidget(button)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._value[self.sender().property("position")].first)


def entry_on(value: Specials, day: date) -> SpecialDays | None:
    """Return the entry that holds on a day."""
    return next((each for each in value if each.first <= day <= each.last), None)


def with_dates(
    value: Specials, one: date, other: date, moved: SpecialDays | None
) -> Specials | None:
    """Return the entries with a new one, or another with these dates; None if some are taken."""
    first, last = sorted((one, other))
    rest = tuple(each for each in value if each is not moved)
    if any(each.first <= last and first <= each.last for each in rest):
        return None
    entry = moved or SpecialDays(first=first, last=last)
    return sorted_entries((*rest, replace(entry, first=first, last=last)))


def without(value: Specials, entry: SpecialDays | None) -> Specials:
    return tuple(each for each in value if each is not entry)


def sorted_entries(value: Sequence[SpecialDays]) -> Specials:
    return tuple(sorted(value, key=_first_day))


def marks_of(
    value: Specials, chosen: SpecialDays | None, begun: date | None
) -> Mapping[date, Mark]:
    """Return how the days are coloured."""
    marks = {
        each.first + count * _DAY: Mark.CHOSEN
        if each is chosen
        else Mark.OPEN
        if each.periods
        else Mark.CLOSED
        for each in value
        for count in range((each.last - each.first).days + 1)
    }
    return marks if begun is None else {**marks, begun: Mark.BEGUN}


def _first_day(entry: SpecialDays) -> date:
    return entry.first
