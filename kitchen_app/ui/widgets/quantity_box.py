"""How many pieces: a plain figure for one, a filled box for more."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class QuantityBox(QWidget):
    """A figure above one stands out, so that two are not taken for one.

    `figure` is the quantity in other figures than those of Python.
    """

    def __init__(
        self,
        quantity: int,
        *,
        side: int,
        font: QFont,
        fill: QColor,
        on_fill: QColor,
        plain: QColor,
        figure: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.quantity = quantity
        self.figure = figure or str(quantity)
        self._side = side
        self._fill = fill
        self._ink = on_fill if self.is_filled else plain
        self._text_font = font
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.figure)

    @property
    def is_filled(self) -> bool:
        return self.quantity > 1

    def sizeHint(self) -> QSize:
        text_width = QFontMetrics(self._text_font).horizontalAdvance(self.figure)
        return QSize(max(self._side, text_width + self._side // 2), self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.is_filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._fill)
            painter.drawRoundedRect(box, self._side / 6, self._side / 6)
        painter.setPen(self._ink)
        painter.setFont(self._text_font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.figure)
        painter.end()
