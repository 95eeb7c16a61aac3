"""A bar that drains as time runs out."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class CountdownBar(QWidget):
    """Full at the start, empty at the limit; it drains towards the leading edge."""

    def __init__(
        self, *, height: int, radius: int, trough: QColor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._radius = radius
        self._trough = trough
        self._colour = trough
        self._fraction = 0.0
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def fraction(self) -> float:
        return self._fraction

    def show_fraction(self, fraction: float, colour: QColor) -> None:
        bounded = min(max(fraction, 0.0), 1.0)
        if bounded == self._fraction and colour == self._colour:
            return
        self._fraction, self._colour = bounded, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(self._outline())
        painter.fillRect(self.rect(), self._trough)
        filled = self.width() * self._fraction
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - filled if mirrored else 0.0
        painter.fillRect(QRectF(left, 0, filled, self.height()), self._colour)
        painter.end()

    def _outline(self) -> QPainterPath:
        """Round the upper corners only: the bar is the top of a card."""
        path = QPainterPath()
        tall = QRectF(0, 0, self.width(), self.height() + 2 * self._radius)
        path.addRoundedRect(tall, self._radius, self._radius)
        return path
