"""Paints a week: the scale of hours, the names of the days, a bar for each period."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from kitchen_app.ui.i18n import figures, tr
from kitchen_app.ui.shop.hours_words import SpokenWeek, period_figures
from kitchen_app.ui.shop.week_bars import Bar, Layout, bars_of
from kitchen_app.ui.theme import Theme

_SCALE_HOURS = range(0, 25, 3)
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWeek:
    """What is painted: the cursor is on a day and a position in it, `fault` is a day."""

    days: SpokenWeek
    names: Sequence[str]
    day: int
    position: int
    fault: int | None
    has_focus: bool


class WeekPainter:
    """Paints once."""

    def __init__(self, painter: QPainter, theme: Theme, place: Layout, week: ShownWeek) -> None:
        self._painter = painter
        self._theme = theme
        self._place = place
        self._week = week
        self._bars = bars_of(week.days)

    def paint(self, width: int) -> None:
        """Paint on a widget of this width."""
        if self._place.is_mirrored:
            self._painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._paint_scale()
        for row, name in enumerate(self._week.names):
            self._paint_track(row)
            self._paint_name(row, name, width)
        for bar in self._bars:
            self._paint_bar(bar)

    def _paint_scale(self) -> None:
        self._painter.setFont(self._theme.font("small"))
        self._painter.setPen(self._theme.colour("ink_muted"))
        wide = self._painter.fontMetrics().horizontalAdvance("000")
        for hour in _SCALE_HOURS:
            x = self._place.x_of(hour * 3600)
            box = QRectF(x - wide / 2, 0, wide, self._place.top)
            self._painter.drawText(box, _CENTRE, figures(f"{hour:02d}"))

    def _paint_track(self, row: int) -> None:
        place, gap = self._place, self._theme.px("half") / 2
        top = place.top + row * place.row + gap
        track = QRectF(place.left, top, place.width, place.row - 2 * gap)
        self._painter.fillRect(track, self._theme.colour("card"))
        self._painter.setPen(QPen(self._theme.colour("line"), 1))
        for hour in _SCALE_HOURS:
            x = place.x_of(hour * 3600)
            self._painter.drawLine(QPointF(x, track.top()), QPointF(x, track.bottom()))
        if all(bar.row != row for bar in self._bars):
            self._painter.setFont(self._theme.font("meta"))
            self._painter.setPen(self._theme.colour("ink_muted"))
            self._painter.drawText(track, _CENTRE, tr("hours.closed"))

    def _paint_name(self, row: int, name: str, width: int) -> None:
        place, unit = self._place, self._theme.px("unit")
        left = place.left + place.width + unit if place.is_mirrored else 0
        side = width - left if place.is_mirrored else place.left - unit
        box = QRectF(left, place.top + row * place.row, side, place.row)
        is_here, is_wrong = row == self._week.day, row == self._week.fault
        if is_here:
            ink = "focus" if self._week.has_focus else "ink_muted"
            self._painter.setPen(QPen(self._theme.colour(ink), 2))
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.drawRect(box.adjusted(1, 2, -1, -2))
        self._painter.setFont(self._theme.font("meta", bold=is_here))
        self._painter.setPen(self._theme.colour("late_ink" if is_wrong else "ink"))
        self._painter.drawText(box, _CENTRE, f"{name} !" if is_wrong else name)

    def _paint_bar(self, bar: Bar) -> None:
        colour, week = self._theme.colour, self._week
        is_picked = (bar.day, bar.position) == (week.day, week.position)
        is_wrong = week.fault in (bar.day, bar.row)
        rect = self._place.rect_of(bar, self._theme.px("half"))
        self._painter.setPen(QPen(colour("late" if is_wrong else "go_quiet_line"), 2))
        self._painter.setBrush(colour("go" if is_picked else "go_quiet"))
        self._painter.drawPath(self._outline(bar, rect))
        ink = colour("on_go" if is_picked else "on_go_quiet")
        if is_picked:
            self._paint_grips(bar, rect)
        self._painter.setFont(self._theme.font("small", bold=True))
        self._painter.setPen(ink)
        text = period_figures(week.days[bar.day][bar.position])
        needed = self._painter.fontMetrics().horizontalAdvance(text) + 2 * self._theme.px("half")
        if not bar.came and needed <= rect.width():
            self._painter.drawText(rect, _CENTRE, text)

    def _outline(self, bar: Bar, rect: QRectF) -> QPainterPath:
        """Return a rounded bar; where it goes on over midnight it is cut off straight."""
        radius = self._theme.px("radius_small")
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(rect, radius, radius)
        half = rect.width() / 2
        for is_open, is_start in ((bar.came, True), (bar.goes_on, False)):
            if is_open:
                at_left = is_start is not self._place.is_mirrored
                left = rect.left() if at_left else rect.left() + half
                path.addRect(QRectF(left, rect.top(), half, rect.height()))
        return path.simplified()

    def _paint_grips(self, bar: Bar, rect: QRectF) -> None:
        """Mark the ends that can be held."""
        width, high = self._theme.px("half"), rect.height() / 2
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.colour("on_go"))
        for can_hold, is_start in ((not bar.came, True), (not bar.goes_on, False)):
            if can_hold:
                at_left = is_start is not self._place.is_mirrored
                x = rect.left() + width if at_left else rect.right() - 2 * width
                grip = QRectF(x, rect.center().y() - high / 2, width, high)
                self._painter.drawRoundedRect(grip, 1, 1)
