"""How many pieces: a plain figure for one, a filled box for more, a check mark when done."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from kitchen_app.ui.widgets.icon import icon_pixmap


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
        self._muted = plain
        self._text_font = font
        self._is_done = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.figure)

    @property
    def is_filled(self) -> bool:
        return self.quantity > 1

    @property
    def is_done(self) -> bool:
        return self._is_done

    def show_done(self, is_done: bool) -> None:
        """Show a check mark, with a small figure beside it for more than one; the size stays."""
        if is_done != self._is_done:
            self._is_done = is_done
            self.update()

    def sizeHint(self) -> QSize:
        text_width = QFontMetrics(self._text_font).horizontalAdvance(self.figure)
        return QSize(max(self._side, text_width + self._side // 2), self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._is_done:
            self._paint_done(painter, box)
            painter.end()
            return
        if self.is_filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._fill)
            painter.drawRoundedRect(box, self._side / 6, self._side / 6)
        painter.setPen(self._ink)
        painter.setFont(self._text_font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.figure)
        painter.end()

    def _paint_done(self, painter: QPainter, box: QRectF) -> None:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        figure = str(self.quantity) if self.quantity != 1 else ""
        font = QFont(self._text_font)
        font.setPixelSize(round(self._side * 0.5))
        figure_width = QFontMetrics(font).horizontalAdvance(figure)
        size = round(self._side * (0.5 if figure else 0.65))
        left = (box.width() - size - figure_width) / 2
        icon_left = left + figure_width if mirrored else left
        pixmap = icon_pixmap("check", size, self._muted.name(), self.devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(round(icon_left), round((box.height() - size) / 2), pixmap)
        painter.setPen(self._muted)
        painter.setFont(font)
        place = QRectF(left if mirrored else left + size, 0, figure_width + 1, box.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, figure)
