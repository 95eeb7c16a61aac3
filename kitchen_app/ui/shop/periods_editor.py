"""The periods of one day, typed exactly: two times each, and what makes a day closed or open."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitchen_app.domain.hours import ALL_DAY, DAY_S, Day, Period
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.hours_words import clock_text, parse_clock, period, period_text
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_USUAL = Period(start_s=10 * 3600, end_s=22 * 3600)
_LONGEST_ADDED_S = 4 * 3600
_HOUR_S = 3600


class TimeField(QLineEdit):
    """A time as HH:MM; written from the left in Arabic too.

    Signals:
        entered: the keyboard has come here.
    """

    entered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(theme.px("target"))
        self.setMaxLength(5)
        self.setMinimumWidth(theme.px("target"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def show_second(self, second: int) -> None:
        """Show a time, unless what stands here says the same in another way."""
        if self.second != second % DAY_S and self.second != second:
            self.setText(clock_text(second))

    @property
    def second(self) -> int | None:
        return parse_clock(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class PeriodRow(QWidget):
    """One period.

    Signals:
        typed: one of its times is another, or is none any more.
        entered: the keyboard has come here.
        removed: it should go.
    """

    typed = Signal()
    entered = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = TimeField(theme, self)
        self.end = TimeField(theme, self)
        self.remove_button = TouchButton("step", self)
        self.remove_button.setFixedWidth(theme.px("target"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("half"))
        dash = WrapLabel("option", self, text="–")
        for part, stretch in ((self.start, 1), (dash, 0), (self.end, 1), (self.remove_button, 0)):
            row.addWidget(part, stretch, Qt.AlignmentFlag.AlignVCenter)
        for field, key in ((self.start, "hours.opens"), (self.end, "hours.closes")):
            field.setAccessibleName(tr(key))
            field.textEdited.connect(self.typed)
            field.entered.connect(self.entered)
        self.remove_button.clicked.connect(self.removed)

    def show_period(self, told: Period, *, is_picked: bool) -> None:
        self.start.show_second(told.start_s)
        self.end.show_second(told.end_s)
        self.remove_button.show_words("✕", spoken=tr("hours.remove", period=period_text(told)))
        for field in (self.start, self.end):
            set_state(field, "picked", "yes" if is_picked else "")
        self.show_faults()

    def show_faults(self) -> None:
        for field in (self.start, self.end):
            set_state(field, "wrong", "" if field.second is not None else "yes")

    @property
    def period(self) -> Period | None:
        """What was typed; None while a time is only half there."""
        start, end = self.start.second, self.end.second
        return None if start is None or end is None or start == DAY_S else period(start, end)


class PeriodsEditor(QWidget):
    """A row for each period of a day, and buttons for the rest.

    Signals:
        edited: the day's periods.
        picked: the position of the period that is being typed.
        half_typed_changed: a time is only half typed, or is so no more.
    """

    edited = Signal(object)
    picked = Signal(int)
    half_typed_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._day: Day = ()
        self._place: object = None
        self.rows: list[PeriodRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px("unit"))
        self.buttons = {
            key: TouchButton("small", self, text=tr(f"hours.{key}"))
            for key in ("add", "closed", "all_day")
        }
        grid = QGridLayout()
        grid.setSpacing(theme.px("unit"))
        grid.addWidget(self.buttons["add"], 0, 0, 1, 2)
        grid.addWidget(self.buttons["closed"], 1, 0)
        grid.addWidget(self.buttons["all_day"], 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("unit"))
        column.addLayout(self._rows)
        column.addLayout(grid)
        self.buttons["add"].clicked.connect(self._add)
        self.buttons["closed"].clicked.connect(self._close)
        self.buttons["all_day"].clicked.connect(self._open_all_day)

    @property
    def is_half_typed(self) -> bool:
        return any(row.period is None for row in self.rows)

    def show_day(self, place: object, day: Day, *, picked: int | None = None) -> None:
        """Show the periods of a day; `place` tells one day from another."""
        is_other = place != self._place or len(day) != len(self.rows) or day != self._day
        self._place, self._day = place, day
        if len(day) != len(self.rows):
            self._make_rows(len(day))
        for position, (row, told) in enumerate(zip(self.rows, day, strict=True)):
            if is_other or row.period is not None:
                row.show_period(told, is_picked=position == picked)

    def _make_rows(self, count: int) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [PeriodRow(self._theme, self) for _ in range(count)]
        for position, row in enumerate(self.rows):
            row.setProperty("position", position)
            row.typed.connect(self._take)
            row.entered.connect(self._pick)
            row.removed.connect(self._remove)
            self._rows.addWidget(row)

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(self.sender().property("position"))

    @Slot()
    def _take(self) -> None:
        periods = [row.period for row in self.rows]
        for row in self.rows:
            row.show_faults()
        whole = tuple(each for each in periods if each is not None)
        if len(whole) == len(periods) and whole != self._day:
            self._day = whole
            self.edited.emit(whole)
        self.half_typed_changed.emit()

    @Slot()
    def _remove(self) -> None:
        gone = self.sender().property("position")
        self._tell(tuple(each for place, each in enumerate(self._day) if place != gone))

    @Slot()
    def _add(self) -> None:
        self._tell((*self._day, free_period(self._day)))

    @Slot()
    def _close(self) -> None:
        self._tell(())

    @Slot()
    def _open_all_day(self) -> None:
        self._tell(ALL_DAY)

    def _tell(self, day: Day) -> None:
        self.edited.emit(day)
        self.half_typed_changed.emit()


def free_period(day: Day) -> Period:
    """Return a period for a day, in whole hours where the day has the longest gap."""
    if not day:
        return _USUAL
    gaps, before = [], 0
    for each in sorted(day):
        gaps.append((before, each.start_s))
        before = max(before, each.end_s)
    gaps.append((before, max(before, DAY_S)))
    start, end = max(reversed(gaps), key=lambda gap: gap[1] - gap[0])
    room = end - start
    first = start + (_HOUR_S if room > 2 * _HOUR_S else 0)
    last = min(end, first + _LONGEST_ADDED_S)
    if last <= first:
        return Period(start_s=DAY_S - _HOUR_S, end_s=DAY_S)  # no room: it is told as an overlap
    return Period(start_s=first, end_s=last)
