"""A large figure with a word beneath it, on the colour of its grade."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class ChipLook:
    """What a chip shows; `fill` None leaves the card's own ground."""

    figure: str
    word: str
    ink: QColor
    fill: QColor | None = None


class TimeChip(QWidget):
    """Painted by hand, so that a new second costs one repaint and no layout."""

    def __init__(
        self, *, figure_font: QFont, word_font: QFont, padding: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._figure_font = figure_font
        self._word_font = word_font
        self._padding = padding
        self._look: ChipLook | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def look(self) -> ChipLook | None:
        return self._look

    def show_look(self, look: ChipLook) -> None:
        if look == self._look:
            return
        before, self._look = self._look, look
        if before is None or _shape(before) != _shape(look):
            self.updateGeometry()
        self.setAccessibleName(f"{look.figure} {look.word}")
        self.update()

    def sizeHint(self) -> QSize:
        figure, word = QFontMetrics(self._figure_font), QFontMetrics(self._word_font)
        height = self._figure_height() + round(word.height() * 1.1) + self._padding
        if self._look is None:
            return QSize(0, height)
        # As wide as the widest figure of this length: a second must not move the row.
        template = "".join("8" if sign.isdigit() else sign for sign in self._look.figure)
        widest = max(figure.horizontalAdvance(template), word.horizontalAdvance(self._look.word))
        return QSize(widest + 2 * self._padding, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._look is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._look.fill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.fill)
            painter.drawRoundedRect(QRectF(self.rect()), self._padding, self._padding)
        painter.setPen(self._look.ink)
        figure_baseline = self._padding / 2 + self._figure_font.pixelSize()
        word_baseline = self.height() - self._padding / 2 - QFontMetrics(self._word_font).descent()
        self._draw_centred(painter, self._figure_font, self._look.figure, figure_baseline)
        self._draw_centred(painter, self._word_font, self._look.word, word_baseline)
        painter.end()

    def _draw_centred(self, painter: QPainter, font: QFont, text: str, baseline: float) -> None:
        """Draw on a baseline: boxes would move with the taller fonts of other scripts."""
        painter.setFont(font)
        left = (self.width() - QFontMetrics(font).horizontalAdvance(text)) / 2
        painter.drawText(QPointF(left, baseline), text)

    def _figure_height(self) -> int:
        """Figures have no descenders: the line may be tighter than the font's own."""
        return round(self._figure_font.pixelSize() * 1.12)


def _shape(look: ChipLook) -> tuple[int, str]:
    """Return what the size depends on: figures have one width."""
    return len(look.figure), look.word
