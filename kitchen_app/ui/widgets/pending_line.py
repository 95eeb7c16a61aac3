"""A thin moving line: something is on its way and nobody knows yet how it ends."""

from PySide6.QtCore import QRectF, QVariantAnimation, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

_ROUND_MS = 1200
_SHARE = 0.35


class PendingLine(QWidget):
    """Moves while it is visible; without motion it is a still, half-filled line."""

    def __init__(
        self,
        *,
        height: int,
        colour: QColor,
        trough: QColor,
        motion: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._colour = colour
        self._trough = trough
        self._position = 0.5
        self.setFixedHeight(height)
        self._animation: QVariantAnimation | None = None
        if motion:
            self._animation = QVariantAnimation(self)
            self._animation.setStartValue(0.0)
            self._animation.setEndValue(1.0)
            self._animation.setDuration(_ROUND_MS)
            self._animation.setLoopCount(-1)
            self._animation.valueChanged.connect(self._move)

    @property
    def position(self) -> float:
        return self._position

    def showEvent(self, event: QShowEvent) -> None:
        if self._animation:
            self._animation.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._animation:
            self._animation.stop()
        super().hideEvent(event)

    @Slot(object)
    def _move(self, position: float) -> None:
        self._position = position
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._trough)
        length = self.width() * _SHARE
        left = self._position * (self.width() + length) - length
        painter.fillRect(QRectF(left, 0, length, self.height()), self._colour)
        painter.end()
