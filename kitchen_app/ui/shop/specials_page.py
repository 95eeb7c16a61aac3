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
from kitchen_app.domain.public_holidays import Holiday
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
    entry_on,
    marks_of,
    sorted_entries,
    with_dates,
    without,
)
from kitchen_app.ui.shop.entry_side import EntrySide
from kitchen_app.ui.shop.schedule_form import ScheduleForm
from kitchen_app.ui.theme import Theme


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
        self.side = EntrySide(theme, self)
        self._build_ui()

    def _build_ui(self) -> None:
        side = self.side
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px("apart"))
        row.addWidget(self.calendar, 1)
        row.addWidget(side, 1)
        self.calendar.touched.connect(self._touch)
        side.entries.chosen.connect(self._choose)
        side.periods.edited.connect(self._edit_periods)
        side.periods.half_typed_changed.connect(self.half_typed_changed)
        side.move_button.clicked.connect(self._begin_move)
        side.remove_button.clicked.connect(self._remove)
        side.clear_button.clicked.connect(self._clear)
        side.holidays.chosen.connect(self._take_holiday)

    @property
    def half_typed(self) -> str:
        is_half = self._entry is not None and self.side.periods.is_half_typed
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
        zone_name, today = self.facts.zone_name, self._today()
        self.side.show_value(value, self._entry, zone_name=zone_name, today=today)
        if self._begun is not None:
            self.side.hint.show_text(tr("specials.last"))
        else:
            self.side.hint.show_text(
                tr("specials.move_hint" if self._is_moving else "specials.first")
            )
        self.calendar.show_marks(marks_of(value, self._entry, self._begun), today)

    @Slot(object)
    def _touch(self, day: date) -> None:
        self.side.show_entries()
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
            self.side.hint.show_text(tr("specials.taken"))
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

    @Slot(object)
    def _take_holiday(self, holiday: Holiday) -> None:
        """Close on a holiday; the list stays for the next one."""
        value = with_dates(self._value, holiday.first, holiday.last, None)
        if value is not None:
            self._chosen, self._begun, self._is_moving = holiday.first, None, False
            self.calendar.turn_to(holiday.first)
            self.edited.emit(value)

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

    def connect_asks(self, asks: Asks) -> None:
        super().connect_asks(asks)
        self.days.side.holidays.connect_asks(asks)
