"""Bars side by side, with their figures; the first one leads, on the right in Arabic."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitchen_app.ui.theme import Theme

_SHARE = 0.7
"""So much of its place a bar fills, if it is not too wide."""

_CENTRE = Qt.AlignmentFlag.AlignCenter
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: a short label under it, its figure over it, and both in whole words."""

    label: str
    value: int
    figure: str
    spoken: str


class BarChart(QWidget):
    """Each figure is over its bar where all have room; else that of the highest and the chosen one.

    A bar is chosen by a touch or the arrows. A screen reader is told all bars, and the chosen one
    first.
    """

    def __init__(
        self, theme: Theme, name: str, bars: Sequence[Bar], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self.bars = tuple(bars)
        self.chosen: int | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setAccessibleDescription("\n".join(bar.spoken for bar in self.bars))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px("panel_min"), self._theme.px("chart"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px("segment"), self._theme.px("chart"))

    def choose(self, place: int | None) -> None:
        """Show one bar's figure whatever room there is."""
        self.chosen = place
        told = self._name if place is None else f"{self._name} · {self.bars[place].spoken}"
        self.setAccessibleName(told)
        self.update()

    def place_of(self, index: int) -> QRectF:
        """Return the whole place of a bar, with its figure and its label."""
        wide = self.width() / max(1, len(self.bars))
        at = len(self.bars) - 1 - index if self._is_mirrored() else index
        return QRectF(at * wide, 0, wide, self.height())

    def bar_of(self, index: int) -> QRectF:
        """Return where a bar is painted; one of nothing has no height."""
        most = max((bar.value for bar in self.bars), default=0)
        place, line = self.place_of(index), self._line()
        room = self.height() - 2 * line
        high = room * self.bars[index].value / most if most > 0 else 0
        wide = min(place.width() * _SHARE, self._theme.px("primary"))
        return QRectF(place.center().x() - wide / 2, line + room - high, wide, high)

    def shown_figures(self) -> list[int]:
        """Return the bars whose figure is painted."""
        metrics = self._metrics()
        with_value = [place for place, bar in enumerate(self.bars) if bar.value]
        wide = self.width() / max(1, len(self.bars))
        if all(metrics.horizontalAdvance(bar.figure) <= wide for bar in self.bars):
            return with_value
        if not with_value:
            return []
        highest = max(with_value, key=self._value)
        return sorted({highest} if self.chosen is None else {self.chosen})

    def shown_labels(self) -> list[int]:
        """Return the bars whose label is painted: all, or every so many."""
        if not self.bars:
            return []
        metrics = self._metrics()
        widest = max(metrics.horizontalAdvance(bar.label) for bar in self.bars)
        room = widest + self._theme.px("half")
        every = max(1, -int(-room * len(self.bars) // max(1, self.width())))
        return list(range(0, len(self.bars), every))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        figures, labels = self.shown_figures(), self.shown_labels()
        for place in range(len(self.bars)):
            self._paint_bar(painter, place)
        for place in figures:
            self._paint_figure(painter, place)
        painter.setPen(self._theme.colour("ink_muted"))
        for place in labels:
            self._paint_label(painter, place)
        painter.setPen(QPen(self._theme.colour("line"), self._theme.px("border")))
        base = self.height() - self._line()
        painter.drawLine(0, base, self.width(), base)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        found = (p for p in range(len(self.bars)) if self.place_of(p).contains(at))
        self.choose(next(found, None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.bars:
            super().keyPressEvent(event)
            return
        step = -step if self._is_mirrored() else step
        first = 0 if step > 0 else len(self.bars) - 1
        place = first if self.chosen is None else self.chosen + step
        self.choose(max(0, min(place, len(self.bars) - 1)))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.choose(None)
        super().focusOutEvent(event)

    def _paint_bar(self, painter: QPainter, place: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("go" if place == self.chosen else "in_time"))
        painter.drawRect(self.bar_of(place))

    def _paint_figure(self, painter: QPainter, place: int) -> None:
        bar, line = self.bar_of(place), self._line()
        figure = self.bars[place].figure
        wide = painter.fontMetrics().horizontalAdvance(figure) + self._theme.px("unit")
        left = min(max(0.0, bar.center().x() - wide / 2), self.width() - wide)
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(QRectF(left, bar.top() - line, wide, line), _CENTRE, figure)

    def _paint_label(self, painter: QPainter, place: int) -> None:
        line, middle = self._line(), self.place_of(place).center().x()
        label = self.bars[place].label
        wide = painter.fontMetrics().horizontalAdvance(label) + self._theme.px("half")
        left = min(max(0.0, middle - wide / 2), self.width() - wide)
        painter.drawText(QRectF(left, self.height() - line, wide, line), _CENTRE, label)

    def _line(self) -> int:
        """Return the height of a line of figures."""
        return round(self._theme.px("small") * 1.5)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("small"))

    def _value(self, place: int) -> int:
        return self.bars[place].value

    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft
