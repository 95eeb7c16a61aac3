"""The week as seven rows of 24 hours, in which periods are dragged, and walked with the arrows."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitchen_app.domain.hours import DAY_S, Period
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.hours_words import SpokenWeek, day_text, period_text, weekday_name
from kitchen_app.ui.shop.periods_editor import free_period
from kitchen_app.ui.shop.week_bars import (
    DAYS,
    STEP_S,
    Bar,
    Grip,
    Layout,
    bars_of,
    dragged,
    grip_at,
    with_day,
    with_period,
)
from kitchen_app.ui.shop.week_paint import ShownWeek, WeekPainter
from kitchen_app.ui.theme import Theme

_KEY_GRIPS = {
    Qt.KeyboardModifier.NoModifier: Grip.WHOLE,
    Qt.KeyboardModifier.ShiftModifier: Grip.END,
    Qt.KeyboardModifier.ControlModifier: Grip.START,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hold:
    """What a finger holds, since where."""

    bar: Bar
    grip: Grip
    second: float
    row: int
    before: SpokenWeek


class WeekGrid(QWidget):
    """Shows a week and where the cursor is in it; nothing of it is kept here.

    Up and down go from period to period and from day to day, left and right move the period by a
    quarter of an hour, with Shift its end and with Ctrl its start.

    Signals:
        picked: the day and the position of a period in it; -1 for the day alone.
        edited: the week after a drag, or a key.
        dragged: the week while a finger is still down.
    """

    picked = Signal(int, int)
    edited = Signal(object)
    dragged = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._days: SpokenWeek = ((),) * DAYS
        self.day, self.position = 0, -1
        self._fault: int | None = None
        self._hold: _Hold | None = None
        self._names = [weekday_name(day, is_short=True) for day in range(DAYS)]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tell_name()

    def show_week(self, days: SpokenWeek, *, fault: int | None) -> None:
        """Show a week; `fault` is the day on which something is wrong."""
        if self._hold is not None and days != self._hold.before:
            self._hold = None  # what the finger holds is there no more
        self._days, self._fault = days, fault
        if self.position >= len(days[self.day]):
            self.position = len(days[self.day]) - 1
        self._tell_name()
        self.update()

    def pick(self, day: int, position: int) -> None:
        """Put the cursor on a period, or with -1 on a day alone."""
        self.day, self.position = day, position
        self._tell_name()
        self.update()
        self.picked.emit(day, position)

    @property
    def layout_px(self) -> Layout:
        """Where the rows are now."""
        names = max(self.fontMetrics().horizontalAdvance(name) for name in self._names)
        side = names + 2 * self._theme.px("unit")
        edge = self._theme.px("unit")
        top = self._theme.px("small") + self._theme.px("half")
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return Layout(
            left=edge if is_mirrored else side,
            width=max(1, self.width() - side - edge),
            top=top,
            row=max(1, (self.height() - top) / DAYS),
            is_mirrored=is_mirrored,
        )

    def sizeHint(self) -> QSize:
        return QSize(4 * self._theme.px("segment"), DAYS * self._theme.px("target"))

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self._theme.px("segment"), DAYS * self._theme.px("icon"))

    # --- fingers ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.layout_px
        row = place.row_at(event.position().y())
        if not 0 <= row < DAYS:
            return
        second = place.second_at(event.position().x())
        found = self._found(row, second, place)
        if found is None:
            self.pick(row, -1)
            return
        bar, grip = found
        self._hold = _Hold(bar=bar, grip=grip, second=second, row=row, before=self._days)
        self.pick(bar.day, bar.position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hold is not None:
            self._days = self._after(self._hold, event.position())
            self.update()
            self.dragged.emit(self._days)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        hold, self._hold = self._hold, None
        if hold is not None:
            days = self._after(hold, event.position())
            self._days = hold.before
            self.edited.emit(days)

    def _found(self, row: int, second: float, place: Layout) -> tuple[Bar, Grip] | None:
        """Return the bar under a finger: the picked one first, so that it can be held anywhere."""
        reach_s = self._theme.px("target") / 2 / place.width * DAY_S
        in_row = [bar for bar in bars_of(self._days) if bar.row == row]
        in_row.sort(key=self._is_picked, reverse=True)
        held = [(bar, grip_at(bar, second, reach_s)) for bar in in_row]
        inside = [pair for pair in held if pair[0].start_s <= second <= pair[0].end_s]
        return next(((bar, grip) for bar, grip in (*inside, *held) if grip is not None), None)

    def _after(self, hold: _Hold, position: QPointF) -> SpokenWeek:
        place = self.layout_px
        by_s = place.second_at(position.x()) - hold.second
        if hold.grip is Grip.END:
            by_s += DAY_S * (place.row_at(position.y()) - hold.row)
        old = hold.before[hold.bar.day][hold.bar.position]
        if abs(by_s) < STEP_S / 2:
            return hold.before
        return with_period(
            hold.before, hold.bar.day, hold.bar.position, dragged(old, hold.grip, by_s)
        )

    # --- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._picked() is not None:
            self._push(key == Qt.Key.Key_Right, event.modifiers())
        elif key == Qt.Key.Key_Delete and self._picked() is not None:
            self.edited.emit(with_period(self._days, self.day, self.position, None))
        elif key == Qt.Key.Key_Insert:
            periods = self._days[self.day]
            self.position = len(periods)
            self.edited.emit(with_day(self._days, self.day, (*periods, free_period(periods))))
        else:
            super().keyPressEvent(event)

    def _walk(self, by: int) -> None:
        places = [
            (day, position)
            for day, periods in enumerate(self._days)
            for position in (range(len(periods)) if periods else (-1,))
        ]
        here = (self.day, self.position)
        after = [each for each in places if (each > here if by > 0 else each < here)]
        if after:
            self.pick(*(after[0] if by > 0 else after[-1]))

    def _push(self, is_right: bool, modifiers: Qt.KeyboardModifier) -> None:
        old, grip = self._picked(), _KEY_GRIPS.get(modifiers & ~Qt.KeyboardModifier.KeypadModifier)
        if old is None or grip is None:
            return
        is_later = is_right is not self.layout_px.is_mirrored
        new = dragged(old, grip, STEP_S if is_later else -STEP_S)
        self.edited.emit(with_period(self._days, self.day, self.position, new))

    def _picked(self) -> Period | None:
        periods = self._days[self.day]
        return periods[self.position] if 0 <= self.position < len(periods) else None

    def _is_picked(self, bar: Bar) -> bool:
        return (bar.day, bar.position) == (self.day, self.position)

    def _tell_name(self) -> None:
        told = self._picked()
        words = day_text(self._days[self.day]) if told is None else period_text(told)
        day = weekday_name(self.day)
        self.setAccessibleName(tr("hours.grid", day=day, words=words))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        week = ShownWeek(
            days=self._days,
            names=self._names,
            day=self.day,
            position=self.position,
            fault=self._fault,
            has_focus=self.hasFocus(),
        )
        WeekPainter(painter, self._theme, self.layout_px, week).paint(self.width())
        painter.end()
