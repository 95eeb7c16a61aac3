"""The ordinary hours: a week to drag in, the periods of one day to type, copies to other days."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.hours import Day, InvalidHours, Week, Weekday
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop import hours_words
from kitchen_app.ui.shop.draft_page import DraftPage
from kitchen_app.ui.shop.hours_words import SpokenWeek, weekday_name
from kitchen_app.ui.shop.periods_editor import PeriodsEditor
from kitchen_app.ui.shop.schedule_form import ScheduleForm
from kitchen_app.ui.shop.week_bars import DAYS, with_day
from kitchen_app.ui.shop.week_grid import WeekGrid
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

_IN_A_ROW = 3


class HoursForm(ScheduleForm[Week, SpokenWeek]):
    """The week, and beside it the day that the cursor is on."""

    kind: ClassVar[ChangeKind] = ChangeKind.WEEK

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self._days: SpokenWeek = ((),) * DAYS
        self.grid = WeekGrid(theme, self)
        self.side = TouchScroll(self, spacing=theme.px("unit"))
        self._day_name = WrapLabel("strong", self)
        self.periods = PeriodsEditor(theme, self)
        self.copy_buttons = [TouchButton("small", self) for _ in range(DAYS)]
        self.copy_all_button = TouchButton("small", self, text=tr("hours.copy_all"))
        self._build_ui()

    def _build_ui(self) -> None:
        unit = self.theme.px("unit")
        copies = QGridLayout()
        copies.setSpacing(unit)
        for day, button in enumerate(self.copy_buttons):
            name = weekday_name(day, is_short=True)
            button.show_words(name, spoken=tr("hours.copy_to_day", day=weekday_name(day)))
            button.setProperty("day", day)
            button.setMinimumHeight(self.theme.px("target"))
            button.clicked.connect(self._copy)
            copies.addWidget(button, day // _IN_A_ROW, day % _IN_A_ROW)
        copies.addWidget(self.copy_all_button, DAYS // _IN_A_ROW, DAYS % _IN_A_ROW)
        self.copy_all_button.setMinimumHeight(self.theme.px("target"))
        self.copy_all_button.setAccessibleName(tr("hours.copy_to_all"))
        self.copy_all_button.clicked.connect(self._copy_to_all)
        column = self.side.column
        column.addWidget(self._day_name)
        column.addWidget(self.periods)
        column.addWidget(WrapLabel("meta", self, text=tr("hours.copy")))
        column.addLayout(copies)
        column.addStretch(1)
        self.side.setFixedWidth(self.theme.px("side"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px("apart"))
        grid = QVBoxLayout()
        grid.addWidget(self.grid)
        row.addLayout(grid, 1)
        row.addWidget(self.side)
        self.grid.picked.connect(self._pick)
        self.grid.edited.connect(self.edited)
        self.grid.dragged.connect(self._preview)
        self.periods.edited.connect(self._edit_day)
        self.periods.picked.connect(self._pick_position)
        self.periods.half_typed_changed.connect(self.half_typed_changed)

    @property
    def half_typed(self) -> str:
        return tr("hours.half_typed") if self.periods.is_half_typed else ""

    def said(self, known: Week) -> SpokenWeek:
        return hours_words.spoken(known)

    def known_of(self, facts: ShopFacts) -> Week | None:
        return facts.week

    def newer_in(self, result: ChangeResult) -> Week | None:
        return result.week

    def fault_of(self, value: SpokenWeek, based_on: Week) -> InvalidHours | None:
        try:
            hours_words.kept(value)
        except InvalidHours as fault:
            return fault
        return None

    def differences(self, old: SpokenWeek, new: SpokenWeek) -> Sequence[str]:
        return hours_words.week_differences(hours_words.settled(old), hours_words.settled(new))

    def send(self, asks: Asks, value: SpokenWeek, based_on: Week) -> None:
        asks.hours.set_week(hours_words.kept(value), based_on)

    def show_value(self, value: SpokenWeek, fault: InvalidHours | None) -> None:
        self._days = value
        place = None if fault is None else Weekday(fault.place).position
        self.grid.show_week(value, fault=place)
        self._show_day(value)

    def _show_day(self, days: SpokenWeek) -> None:
        day = self.grid.day
        self._day_name.show_text(weekday_name(day))
        self.periods.show_day(day, days[day], picked=self.grid.position)
        for each, button in enumerate(self.copy_buttons):
            button.setEnabled(each != day)

    @Slot(int, int)
    def _pick(self, day: int, position: int) -> None:
        self._show_day(self._days)
        self.half_typed_changed.emit()

    @Slot(int)
    def _pick_position(self, position: int) -> None:
        if position != self.grid.position:
            self.grid.pick(self.grid.day, position)

    @Slot(object)
    def _preview(self, days: SpokenWeek) -> None:
        """Show in figures where a finger has a bar just now."""
        self._show_day(days)

    @Slot(object)
    def _edit_day(self, periods: Day) -> None:
        self.edited.emit(with_day(self._days, self.grid.day, periods))

    @Slot()
    def _copy(self) -> None:
        day = self.sender().property("day")
        self.edited.emit(with_day(self._days, day, self._days[self.grid.day]))

    @Slot()
    def _copy_to_all(self) -> None:
        self.edited.emit((self._days[self.grid.day],) * DAYS)


class HoursPage(DraftPage[Week, SpokenWeek, InvalidHours]):
    """The section of the ordinary hours."""

    section: ClassVar[str] = "hours"

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        self.week = HoursForm(theme, clock)
        super().__init__(theme, clock, parent, self.week)
