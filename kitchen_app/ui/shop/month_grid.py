"""One month as a grid of days that are touched, or walked to with the arrows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitchen_app.ui.i18n import figures
from kitchen_app.ui.shop.hours_words import date_text, weekday_name
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.touch_button import ENTER

_COLUMNS, _ROWS = 7, 6
_DAY = timedelta(days=1)
_STEPS = {
    Qt.Key.Key_Up: -_COLUMNS,
    Qt.Key.Key_Down: _COLUMNS,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


class Mark(StrEnum):
    """What a day is, as it is coloured."""

    CLOSED = "closed"
    OPEN = "open"
    CHOSEN = "chosen"  # of the entry that is being edited
    BEGUN = "begun"  # the first day was touched


_INKS = {
    Mark.CLOSED: ("trough", "ink"),
    Mark.OPEN: ("go_quiet", "on_go_quiet"),
    Mark.CHOSEN: ("go", "on_go"),
    Mark.BEGUN: ("in_time", "on_in_time"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is shown: any day of the month, today, and what marks its days."""

    day: date
    today: date
    marks: Mapping[date, Mark] = field(default_factory=dict)

    @property
    def start(self) -> date:
        """The Monday with which the grid begins."""
        first = self.day.replace(day=1)
        return first - first.weekday() * _DAY


class MonthGrid(QWidget):
    """Weeks begin on Monday, as Keeta's do. Days that are over cannot be touched.

    Signals:
        touched: the date.
        month_wanted: a date of another month.
    """

    touched = Signal(object)
    month_wanted = Signal(object)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.month = Month(day=today, today=today)
        self.cursor_day = today
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._tell_name()

    def show_month(self, month: Month) -> None:
        """Show a month and what its days are."""
        self.month = month
        if (self.cursor_day.year, self.cursor_day.month) != (month.day.year, month.day.month):
            self.cursor_day = max(month.day.replace(day=1), month.today)
        self._tell_name()
        self.update()

    def rect_of(self, day: date) -> QRectF:
        """Return where a day stands; in Arabic the week runs from the right."""
        row, column = divmod((day - self.month.start).days, _COLUMNS)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            column = _COLUMNS - 1 - column
        top = self._head
        width, height = self.width() / _COLUMNS, (self.height() - top) / _ROWS
        return QRectF(column * width, top + row * height, width, height)

    @property
    def _head(self) -> float:
        return self._theme.px("small") + self._theme.px("unit")

    def sizeHint(self) -> QSize:
        side = self._theme.px("target")
        return QSize(_COLUMNS * side, _ROWS * side + round(self._head))

    def minimumSizeHint(self) -> QSize:
        side = self._theme.px("icon_large")
        return QSize(_COLUMNS * side, _ROWS * side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        days = (self.month.start + count * _DAY for count in range(_COLUMNS * _ROWS))
        at = event.position()
        day = next((each for each in days if self.rect_of(each).contains(at)), None)
        if day is not None and day >= self.month.today:
            self._move(day)
            self.touched.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            step = _STEPS[key]
            is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            by = -step if is_mirrored and abs(step) == 1 else step
            self._move(max(self.cursor_day + by * _DAY, self.month.today))
        elif key in ENTER or key == Qt.Key.Key_Space:
            self.touched.emit(self.cursor_day)
        else:
            super().keyPressEvent(event)

    def _move(self, day: date) -> None:
        self.cursor_day = day
        self._tell_name()
        self.update()
        if (day.year, day.month) != (self.month.day.year, self.month.day.month):
            self.month_wanted.emit(day)

    def _tell_name(self) -> None:
        self.setAccessibleName(date_text(self.cursor_day))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour("ink_muted"))
        for count in range(_COLUMNS):
            box = self.rect_of(self.month.start + count * _DAY)
            head = QRectF(box.left(), 0, box.width(), self._head)
            name = weekday_name(count, is_short=True)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, name)
        for count in range(_COLUMNS * _ROWS):
            day = self.month.start + count * _DAY
            if day.month == self.month.day.month:
                self._paint_day(painter, day)
        painter.end()

    def _paint_day(self, painter: QPainter, day: date) -> None:
        colour, gap = self._theme.colour, self._theme.px("half") / 2
        rect = self.rect_of(day).adjusted(gap, gap, -gap, -gap)
        mark = self.month.marks.get(day)
        ground, ink = _INKS[mark] if mark is not None else ("card", "ink")
        is_over = day < self.month.today
        is_here = day == self.cursor_day and self.hasFocus()
        line = "focus" if is_here else "ink_muted" if day == self.month.today else ground
        painter.setPen(QPen(colour(line), 2))
        painter.setBrush(colour("surface" if is_over and mark is None else ground))
        painter.drawRoundedRect(
            rect, self._theme.px("radius_small"), self._theme.px("radius_small")
        )
        painter.setFont(self._theme.font("meta", bold=mark is not None))
        painter.setPen(colour("ink_muted" if is_over and mark is None else ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, figures(str(day.day)))
