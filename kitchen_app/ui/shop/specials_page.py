"""Special days: ranges of dates on which the week does not hold, chosen in a calendar."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date
from typing import ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitchen_app.domain.hours import (
    Day,
    InvalidHours,
    OpeningHours,
    SpecialDays,
    split_specials,
)
from kitchen_app.domain.said_days import Specials, said_specials, settled_specials
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop import hours_words
from kitchen_app.ui.shop.calendar_pane import CalendarPane
from kitchen_app.ui.shop.draft_page import DraftPage
from kitchen_app.ui.shop.entries import (
    EntryList,
    entry_on,
    marks_of,
    sorted_entries,
    with_dates,
    without,
)
from kitchen_app.ui.shop.periods_editor import PeriodsEditor
from kitchen_app.ui.shop.schedule_form import ScheduleForm
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll


class SpecialsForm(ScheduleForm[OpeningHours, Specials]):
    """A calendar, and beside it the entries with the hours of the chosen one.

    The first touch of a free day begins an entry, which is closed at first; the second ends it.
    """

    kind: ClassVar[ChangeKind] = ChangeKind.SPECIALS

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self._value: Specials = ()
        self._chosen: date | None = None
        self._begun: date | None = None
        self._is_moving = False
        self.calendar = CalendarPane(theme, self._today(), self)
        self.hint = WrapLabel("option", self)
        self._dates = WrapLabel("strong", self)
        self.entries = EntryList(theme, self)
        self.periods = PeriodsEditor(theme, self)
        self.move_button = _button(theme, "specials.move", self)
        self.remove_button = _button(theme, "specials.remove", self)
        self.clear_button = _button(theme, "specials.clear", self)
        self._build_ui()

    def _build_ui(self) -> None:
        feet = QHBoxLayout()
        feet.setSpacing(self.theme.px("gap"))
        feet.addWidget(self.move_button, 1)
        feet.addWidget(self.remove_button, 1)
        scroll = TouchScroll(self, spacing=self.theme.px("unit"))
        for part in (self.hint, self._dates, self.periods):
            scroll.column.addWidget(part)
        scroll.column.addLayout(feet)
        scroll.column.addSpacing(self.theme.px("gap"))
        scroll.column.addWidget(self.entries)
        scroll.column.addSpacing(self.theme.px("apart"))
        scroll.column.addWidget(self.clear_button)
        scroll.column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px("apart"))
        row.addWidget(self.calendar, 1)
        row.addWidget(scroll, 1)
        self.calendar.touched.connect(self._touch)
        self.entries.chosen.connect(self._choose)
        self.periods.edited.connect(self._edit_periods)
        self.periods.half_typed_changed.connect(self.half_typed_changed)
        self.move_button.clicked.connect(self._begin_move)
        self.remove_button.clicked.connect(self._remove)
        self.clear_button.clicked.connect(self._clear)

    @property
    def half_typed(self) -> str:
        is_half = self._entry is not None and self.periods.is_half_typed
        return tr("hours.half_typed") if is_half else ""

    def unknown_words(self) -> str:
        is_placeless = self.facts.week is not None and not self.facts.zone_name
        return tr("specials.no_zone" if is_placeless else "change.unread")

    def said(self, known: OpeningHours) -> Specials:
        """Return the special days that are not over, by the shop's own calendar."""
        today = self._today()
        said = said_specials(known.specials, known.week)
        return tuple(each for each in said if each.last >= today)

    def known_of(self, facts: ShopFacts) -> OpeningHours | None:
        return facts.hours if facts.zone_name else None

    def newer_in(self, result: ChangeResult) -> OpeningHours | None:
        if result.week is None or result.specials is None:
            return None
        return OpeningHours(week=result.week, specials=result.specials)

    def fault_of(self, value: Specials, based_on: OpeningHours) -> InvalidHours | None:
        try:
            split_specials(value, based_on.week)
        except InvalidHours as fault:
            return fault
        return None

    def differences(self, old: Specials, new: Specials) -> Sequence[str]:
        week = self.facts.week
        if week is not None:
            old, new = settled_specials(old, week), settled_specials(new, week)
        return hours_words.special_differences(old, new)

    def send(self, asks: Asks, value: Specials, based_on: OpeningHours) -> None:
        asks.hours.set_specials(value, based_on)

    def show_value(self, value: Specials, fault: InvalidHours | None) -> None:
        self._value = value
        entry = self._entry
        self.entries.show_entries(value, entry)
        for part in (self._dates, self.periods, self.move_button, self.remove_button):
            part.setVisible(entry is not None)
        if entry is not None:
            self._dates.show_text(hours_words.dates_text(entry.first, entry.last))
            self.periods.show_day(entry.first, entry.periods)
        self.clear_button.setEnabled(bool(value))
        if self._begun is not None:
            self.hint.show_text(tr("specials.last"))
        else:
            self.hint.show_text(tr("specials.move_hint" if self._is_moving else "specials.first"))
        self.calendar.show_marks(marks_of(value, entry, self._begun), self._today())

    @Slot(object)
    def _touch(self, day: date) -> None:
        held, begun = entry_on(self._value, day), self._begun
        if begun is None and held is not None and not self._is_moving:
            self._choose(held.first)
            return
        if begun is None:
            self._begun = day
            self.show_value(self._value, None)
            return
        moved = self._entry if self._is_moving else None
        self._begun, self._is_moving = None, False
        value = with_dates(self._value, begun, day, moved)
        if value is None:
            self.show_value(self._value, None)
            self.hint.show_text(tr("specials.taken"))
            return
        self._chosen = min(begun, day)
        self.edited.emit(value)

    @Slot(object)
    def _choose(self, first: date) -> None:
        self._chosen, self._begun, self._is_moving = first, None, False
        self.calendar.turn_to(max(first, self._today()))
        self.show_value(self._value, None)
        self.half_typed_changed.emit()

    @Slot(object)
    def _edit_periods(self, periods: Day) -> None:
        entry = self._entry
        if entry is not None:
            others = without(self._value, entry)
            self.edited.emit(sorted_entries((*others, replace(entry, periods=periods))))

    @Slot()
    def _begin_move(self) -> None:
        self._begun, self._is_moving = None, True
        self.show_value(self._value, None)

    @Slot()
    def _remove(self) -> None:
        self.edited.emit(without(self._value, self._entry))

    @Slot()
    def _clear(self) -> None:
        self.edited.emit(())

    @property
    def _entry(self) -> SpecialDays | None:
        """The entry that is chosen, if it is still there."""
        return next((each for each in self._value if each.first == self._chosen), None)

    def _today(self) -> date:
        """Return the shop's date."""
        zone = ZoneInfo(self.facts.zone_name) if self.facts.zone_name else UTC
        return (self.clock.now() + self.facts.clock_offset).astimezone(zone).date()


class SpecialsPage(DraftPage[OpeningHours, Specials, InvalidHours]):
    """The section of the special days."""

    section: ClassVar[str] = "specials"

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        self.days = SpecialsForm(theme, clock)
        super().__init__(theme, clock, parent, self.days)


def _button(theme: Theme, key: str, parent: QWidget) -> TouchButton:
    button = TouchButton("small", parent, text=tr(key))
    button.setMinimumHeight(theme.px("target"))
    return button
